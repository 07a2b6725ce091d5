"""What the board decides on a project after its start: another day, money back."""

from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from board.models import Case, Decision, Party
from checks.models.payouts import user_key
from checks.models.projects import Project
from lattvikt.lib.money import kronor, money

LONGEST_REASON = 2000
APPROVED = Q(matter__decision__outcome=Decision.Outcome.APPROVED)


class LaterCaseQuerySet(models.QuerySet):
    def open_to(self, person):
        """Those of the projects that the person has no jäv in."""
        return self.filter(project__in=Project.objects.open_to(person))

    def with_project(self):
        return self.select_related(
            "project__application__organisation", "project__application__call", "matter__decision"
        )

    def approved(self):
        """Those that the board has said yes to."""
        return self.filter(APPROVED)


class LaterCase(Case):
    """A case of its own about a project that runs already."""

    project = models.ForeignKey(
        Project,
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name=pgettext_lazy("check", "project"),
    )
    reason = models.TextField(_("reason"), max_length=LONGEST_REASON)

    class Meta:
        abstract = True

    def parties(self) -> list[Party]:
        return self.project.application.parties()


class ExtensionQuerySet(LaterCaseQuerySet):
    def open(self):
        """Those that are neither decided nor taken back."""
        return self.filter(withdrawn_at=None, matter__decision=None)

    def to_refer(self):
        """Those that wait for the secretariat: not put before the board, or referred back by it."""
        return self.open().filter(Q(matter=None) | Q(matter__withdrawn_at__isnull=False))


@pghistory.track()
class Extension(LaterCase):
    """The member's wish for other days of a project, which the board decides (sv. förlängning)."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("extension", "asked for")
        BEFORE = "before", pgettext_lazy("extension", "before the board")
        GRANTED = "granted", pgettext_lazy("extension", "granted")
        DECLINED = "declined", pgettext_lazy("extension", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("extension", "taken back")

    enacted_by = "checks.actions.extend_or_not"
    referred_back_by = "checks.actions.take_back_extension"

    ends_on = models.DateField(_("the project ends"))
    report_due_on = models.DateField(_("final report by"))
    asked_by = user_key(_("asked for by"), null=False, blank=False)
    asked_at = models.DateTimeField(_("asked for"))
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("extension of a project")
        verbose_name_plural = _("extensions of projects")
        ordering = ["-asked_at", "-pk"]
        permissions = [("refer_extension", "Can ask for an extension and put it before the board")]
        constraints = [
            models.CheckConstraint(
                condition=Q(report_due_on__gte=F("ends_on")),
                name="an_extension_is_reported_when_it_has_ended",
            )
        ]

    def __str__(self):
        return f"{self.project.organisation}, {self.report_due_on}"

    @property
    def state(self) -> State:
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        if self.decision:
            return self.State.GRANTED if self.decision.is_approved else self.State.DECLINED
        return self.State.BEFORE if self.matter and self.matter.is_open else self.State.ASKED


class ReclaimQuerySet(LaterCaseQuerySet):
    def taking(self):
        """Those that take of what has been paid: before the board, or decided."""
        is_open = Q(matter__decision=None, matter__withdrawn_at=None)
        return self.filter(APPROVED | is_open)

    def to_repay(self):
        """Decided, and not paid back."""
        return self.approved().filter(repaid_on=None)

    def overdue(self):
        return self.to_repay().filter(due_on__lt=timezone.localdate())

    def sum(self) -> Decimal:
        """Kronor."""
        return self.aggregate(sum=Sum("amount", default=Decimal(0)))["sum"]


@pghistory.track()
class Reclaim(LaterCase):
    """Money of a medlemscheck that is to be paid back, when the board says so (sv. återkrav)."""

    class State(models.TextChoices):
        BEFORE = "before", pgettext_lazy("reclaim", "before the board")
        DROPPED = "dropped", pgettext_lazy("reclaim", "not gone on with")
        DECLINED = "declined", pgettext_lazy("reclaim", "declined")
        OWED = "owed", pgettext_lazy("reclaim", "to be paid back")
        OVERDUE = "overdue", pgettext_lazy("reclaim", "not paid back in time")
        REPAID = "repaid", pgettext_lazy("reclaim", "paid back")

    enacted_by = "checks.actions.reclaim_or_not"
    referred_back_by = "checks.actions.drop_reclaim"

    amount = money(verbose_name=_("amount"))
    proposed_by = user_key(_("proposed by"), null=False, blank=False)
    proposed_at = models.DateTimeField(_("proposed"))
    due_on = models.DateField(_("to be paid back by"), null=True, blank=True)
    repaid_on = models.DateField(_("paid back"), null=True, blank=True)
    repaid_noted_by = user_key(_("noted by"))

    objects = ReclaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("reclaim")
        verbose_name_plural = _("reclaims")
        ordering = ["-proposed_at", "-pk"]
        permissions = [
            ("propose_reclaim", "Can propose to the board that money is paid back"),
            ("note_repaid", "Can note that a reclaim has been paid back"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_reclaim_is_positive"),
            models.CheckConstraint(
                condition=Q(repaid_on=None, repaid_noted_by=None)
                | Q(repaid_on__isnull=False, repaid_noted_by__isnull=False, due_on__isnull=False),
                name="what_is_paid_back_was_owed_and_is_noted_by_a_person",
            ),
        ]

    def __str__(self):
        return f"{self.project.organisation}, {kronor(self.amount)}"

    @property
    def state(self) -> State:
        if self.repaid_on:
            return self.State.REPAID
        if self.decision:
            return self.state_of_decided
        return self.State.DROPPED if self.matter.withdrawn_at else self.State.BEFORE

    @property
    def state_of_decided(self) -> State:
        if not self.decision.is_approved:
            return self.State.DECLINED
        return self.State.OVERDUE if self.is_late else self.State.OWED

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()
