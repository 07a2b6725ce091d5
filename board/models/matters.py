import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from board.models.bodies import Body, Seat
from board.models.meetings import Meeting
from lattvikt.lib.append_only import AppendOnly
from lattvikt.lib.series import Series
from members.models import Person


class MatterQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decision=None, withdrawn_at=None)

    def with_case(self):
        """The case behind each, whatever its kind, in the same query."""
        return self.select_related("body", "meeting", "decision", *Matter.case_names())


@pghistory.track()
class Matter(models.Model):
    """Something a body is asked to say yes or no to (sv. ärende).

    The texts are what the body saw when it voted. The case behind them lives in the app that owns
    it and points here.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="matters", verbose_name=_("body"))
    title = models.CharField(_("title"), max_length=250)
    presented_by = models.CharField(_("presented by"), max_length=120, blank=True)
    resolution = models.TextField(_("proposed resolution"))
    background = models.TextField(_("background and motives"), blank=True)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="matters",
        verbose_name=_("meeting"),
        help_text=_("Empty: decided between meetings."),
    )
    answer_by = models.DateField(
        _("answer by"),
        null=True,
        blank=True,
        help_text=_("Between meetings. Who has not answered by then sends it to a meeting."),
    )
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["opened_at", "pk"]

    def __str__(self):
        return self.title

    @staticmethod
    def case_names():
        """The names under which each kind of case can be reached from here."""
        return [
            relation.get_accessor_name()
            for relation in Matter._meta.related_objects
            if issubclass(relation.related_model, Case)
        ]

    @property
    def case(self):
        """The case that the decision is carried out on, or None (a plan, a report)."""
        for name in self.case_names():
            if case := getattr(self, name, None):
                return case
        return None

    @property
    def is_open(self):
        return self.withdrawn_at is None and not hasattr(self, "decision")


class Party(models.Model):
    """Whose interest a matter is: an organisation by number, a person, or both (sv. part)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="parties")
    org_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        indexes = [models.Index("org_number", name="party_by_org_number")]

    def __str__(self):
        return self.org_number or str(self.person)


class Recusal(models.Model):
    """A seat's jäv in a matter: declared by its holder, or found by us and lifted by the chair.

    Found jäv is not a row but an answer (`Matter.objects.visible_to`, `rules`): it follows contacts
    and interests as they are today. A row says what a person has added: a declaration, or the
    reason for which the chair lifted what was found or declared.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="recusals")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="recusals")
    is_declared = models.BooleanField(_("declared"), default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("noted"), auto_now_add=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted by")
    )
    lifted_because = models.CharField(_("why it was lifted"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [
            models.UniqueConstraint(fields=["matter", "seat"], name="one_recusal_per_seat"),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(lifted_because=""),
                name="a_recusal_is_lifted_for_a_reason",
            ),
        ]

    def __str__(self):
        return str(self.seat)


class Vote(models.Model):
    """A seat's answer in a matter, changeable until the decision (sv. röst)."""

    class Choice(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        ABSTAIN = "abstain", _("abstains")
        MEETING = "meeting", _("wants a meeting")

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="votes")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    choice = models.CharField(_("vote"), max_length=10, choices=Choice)
    reason = models.TextField(_("reason"), blank=True)
    cast_at = models.DateTimeField(_("cast"), auto_now=True)
    is_changed = models.BooleanField(_("changed after the others' votes were shown"), default=False)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["matter", "seat"], name="one_vote_per_seat")]

    def __str__(self):
        return f"{self.seat}: {self.get_choice_display()}"


class DecisionSeries(Series):
    """The numbers of decisions, one series per body and year."""


class Decision(AppendOnly):
    """What a body decided, as it was: resolution, tally and each seat's vote (sv. beslut).

    No row means undecided.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")

    matter = models.OneToOneField(
        Matter, models.PROTECT, related_name="decision", verbose_name=_("matter")
    )
    body = models.ForeignKey(Body, models.PROTECT, related_name="decisions", verbose_name=_("body"))
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("meeting"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    decided_on = models.DateField(_("decided"))
    decided_at = models.DateTimeField(_("written"), auto_now_add=True)
    decided_by = models.ForeignKey(
        Seat, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    reason = models.TextField(_("reason"), blank=True)
    resolution = models.TextField(_("resolution"))
    tally = models.JSONField(_("tally"))
    ballots = models.JSONField(_("each seat's vote"))

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"], name="one_decision_per_body_year_and_number"
            )
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        """«2027-14»: what letters cite."""
        return f"{self.year}-{self.number}"

    @property
    def is_approved(self):
        return self.outcome == self.Outcome.APPROVED


class Case(models.Model):
    """Anything that can be put before a body. Its app says, by name, what carries out a decision.

    A dotted name needs no import upwards and no order of imports, and grep finds it; one test
    resolves every kind.
    """

    enacted_by: str

    matter = models.OneToOneField(
        Matter,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="%(app_label)s_%(class)s",
        verbose_name=_("matter"),
    )

    class Meta:
        abstract = True

    def parties(self) -> list[Party]:
        """The organisations and people whose interest it is, as unsaved rows."""
        raise NotImplementedError
