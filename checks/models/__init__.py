from checks.models.aid import (
    AidCertificate,
    AidOverview,
    LinkedUndertaking,
    OtherAid,
    aid_overview,
    grants_without_rate,
)
from checks.models.announcing import calls_to_announce, calls_to_refer
from checks.models.applications import (
    Application,
    CostLine,
    Part,
    Revision,
    competes,
    has_jav,
)
from checks.models.assessments import Assessment, Assessor, Score
from checks.models.calls import Call, Criterion
from checks.models.enclosures import ApplicationFile, Partner
from checks.models.later import Extension, Reclaim
from checks.models.overview import Line, overview_of
from checks.models.payouts import Payout
from checks.models.projects import Agreement, Project, Side, Signature
from checks.models.public import OldCheck, Publicity, PublicLine, public_lines
from checks.models.questions import Question
from checks.models.ranking import Ranking, ranking_of, sees_all
from checks.models.recusals import Recusal
from checks.models.reports import Report
from checks.models.spending import Spending, spending_of
from checks.models.standing import ProjectLine, ProjectsOverview, projects_overview
from checks.models.statements import Statement

__all__ = [
    "Agreement",
    "AidCertificate",
    "AidOverview",
    "Application",
    "ApplicationFile",
    "Assessment",
    "Assessor",
    "Call",
    "CostLine",
    "Criterion",
    "Extension",
    "Line",
    "LinkedUndertaking",
    "OldCheck",
    "OtherAid",
    "Part",
    "Partner",
    "Payout",
    "Project",
    "ProjectLine",
    "ProjectsOverview",
    "PublicLine",
    "Publicity",
    "Question",
    "Ranking",
    "Reclaim",
    "Recusal",
    "Report",
    "Revision",
    "Score",
    "Side",
    "Signature",
    "Spending",
    "Statement",
    "aid_overview",
    "calls_to_announce",
    "calls_to_refer",
    "competes",
    "grants_without_rate",
    "has_jav",
    "overview_of",
    "projects_overview",
    "public_lines",
    "ranking_of",
    "sees_all",
    "spending_of",
]
