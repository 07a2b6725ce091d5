from checks.views.applications import application, begin, revision, send, withdraw, write
from checks.views.assessing import assess, declare_jav, home, overview, release, statement
from checks.views.calls import call, calls

__all__ = [
    "application",
    "assess",
    "begin",
    "call",
    "calls",
    "declare_jav",
    "home",
    "overview",
    "release",
    "revision",
    "send",
    "statement",
    "withdraw",
    "write",
]
