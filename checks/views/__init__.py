from checks.views.calls import call, calls

__all__ = ["call", "calls"]
