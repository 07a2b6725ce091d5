from checks.admin.aid import AidCertificateAdmin
from checks.admin.applications import ApplicationAdmin
from checks.admin.assessments import AssessmentAdmin, StatementAdmin
from checks.admin.calls import CallAdmin
from checks.admin.later import ExtensionAdmin, ReclaimAdmin
from checks.admin.payouts import PayoutAdmin
from checks.admin.projects import ProjectAdmin
from checks.admin.public import OldCheckAdmin
from checks.admin.questions import QuestionAdmin
from checks.admin.reports import ReportAdmin

__all__ = [
    "AidCertificateAdmin",
    "ApplicationAdmin",
    "AssessmentAdmin",
    "CallAdmin",
    "ExtensionAdmin",
    "OldCheckAdmin",
    "PayoutAdmin",
    "ProjectAdmin",
    "QuestionAdmin",
    "ReclaimAdmin",
    "ReportAdmin",
    "StatementAdmin",
]
