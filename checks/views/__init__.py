from checks.views.applications import application, begin, revision, send, withdraw, write
from checks.views.calls import call, calls

__all__ = ["application", "begin", "call", "calls", "revision", "send", "withdraw", "write"]
