from checks.admin.applications import ApplicationAdmin
from checks.admin.calls import CallAdmin

__all__ = ["ApplicationAdmin", "CallAdmin"]
