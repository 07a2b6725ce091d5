from checks.admin.applications import ApplicationAdmin
from checks.admin.calls import CallAdmin
from checks.admin.payouts import PayoutAdmin
from checks.admin.projects import ProjectAdmin

__all__ = ["ApplicationAdmin", "CallAdmin", "PayoutAdmin", "ProjectAdmin"]
