"""Where every project stands: the agreement, the money, the report (R7.14)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from checks import rules
from checks.models.applications import Revision
from checks.models.payouts import Payout
from checks.models.projects import Project, Side, signatures_of_latest
from checks.models.reports import Report
from checks.rules import Standing

WORDS = {
    Standing.TO_SIGN: pgettext_lazy("check project", "to be signed"),
    Standing.RUNNING: pgettext_lazy("check project", "running"),
    Standing.LATE: pgettext_lazy("check project", "report late"),
    Standing.REPORTED: pgettext_lazy("check project", "report to judge"),
    Standing.FINISHED: pgettext_lazy("check project", "report approved"),
}
TONES = {
    Standing.TO_SIGN: "waiting",
    Standing.LATE: "bad",
    Standing.REPORTED: "waiting",
    Standing.FINISHED: "good",
}


@dataclass(frozen=True)
class ProjectLine:
    """A project, what has been paid of it in kronor, and where it stands today."""

    project: Project
    title: str
    paid: Decimal
    standing: Standing
    today: date
    open_questions: int = 0

    @property
    def in_words(self) -> str:
        return str(WORDS[self.standing])

    @property
    def tone(self) -> str:
        return TONES.get(self.standing, "neutral")

    @property
    def next_day(self) -> date | None:
        """The project's end while it runs, then the day of the report; None when that is sent."""
        if self.standing in (Standing.REPORTED, Standing.FINISHED):
            return None
        return self.project.ends_on if self.has_days_left else self.project.report_due_on

    @property
    def next_in_words(self) -> str:
        return str(_("the project ends") if self.has_days_left else _("final report"))

    @property
    def has_days_left(self) -> bool:
        return self.project.ends_on >= self.today


@dataclass(frozen=True)
class ProjectsOverview:
    """What the holder of a seat may see; who has jäv in some reads how many they are.

    And then no sums of all, which would tell of them.
    """

    lines: list[ProjectLine]
    hidden: int

    @property
    def granted(self) -> Decimal:
        return rules.total_of(line.project.granted for line in self.lines)

    @property
    def paid(self) -> Decimal:
        return rules.total_of(line.paid for line in self.lines)

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many stand where: word, tone and number, of those standings that there are."""
        of = [line.standing for line in self.lines]
        return [
            (str(WORDS[one]), TONES.get(one, "neutral"), of.count(one))
            for one in Standing
            if one in of
        ]


def projects_overview(seat) -> ProjectsOverview:
    """First what is to be reported first; two queries whatever the number of projects."""
    today = timezone.localdate()
    seen = with_standing(Project.objects.open_to(seat.person_id)).with_application()
    lines = [line_of(one, today) for one in seen.order_by("report_due_on", "pk")]
    return ProjectsOverview(lines, hidden=Project.objects.count() - len(lines))


def with_standing(projects):
    """Each with `sent_title`, `paid`, `of_member`, `of_programme`, `open_questions` and
    `report_status`."""
    last = Revision.objects.filter(application=OuterRef("application")).order_by("-number")
    paid = Payout.objects.paid().filter(project=OuterRef("pk")).order_by().values("project")
    return projects.annotate(
        sent_title=Subquery(last.values("content__title")[:1]),
        paid=Coalesce(Subquery(paid.annotate(sum=Sum("amount")).values("sum")), Decimal(0)),
        of_member=Exists(signatures_of_latest(Side.MEMBER)),
        of_programme=Exists(signatures_of_latest(Side.PROGRAMME)),
        open_questions=Count("questions", filter=Q(questions__answered_at=None)),
        report_status=Subquery(Report.objects.filter(project=OuterRef("pk")).values("status")),
    )


def line_of(project, today) -> ProjectLine:
    return ProjectLine(
        project=project,
        title=project.sent_title,
        paid=project.paid,
        standing=rules.standing(
            is_signed=project.of_member and project.of_programme,
            report=project.report_status,
            due_on=project.report_due_on,
            today=today,
        ),
        today=today,
        open_questions=project.open_questions,
    )
