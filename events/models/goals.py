"""What an event is to reach, and what it came to when it was closed."""

from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events import rules
from events.models.audiences import with_relation
from events.models.events import Event
from events.rules import Measure
from lattvikt.lib.append_only import AppendOnly
from members.models import Organisation, Relation

MEASURES = {
    Measure.INVITED: _("invited"),
    Measure.SAID_YES: _("answered yes"),
    Measure.REGISTERED: pgettext_lazy("to an event", "registered"),
    Measure.CHECKED_IN: _("checked in"),
}
LARGEST_TARGET = 10_000


@pghistory.track()
class Goal(models.Model):
    """What an event is to reach, numbered (sv. mål; R13.18-R13.23).

    Organisations are counted, not people: one is represented by everybody who comes for it.
    """

    class Kind(models.TextChoices):
        MEMBERS = "members", _("share of the member organisations")
        PROSPECTS = "prospects", _("number of possible new members")
        QUALITY = "quality", _("in words")

    class Counts(models.TextChoices):
        REGISTERED = Measure.REGISTERED.value, _("somebody is registered")
        CHECKED_IN = Measure.CHECKED_IN.value, _("somebody is checked in")

    event = models.ForeignKey(
        Event,
        models.CASCADE,
        related_name="goals",
        verbose_name=pgettext_lazy("people go to", "event"),
    )
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    text = models.CharField(_("the goal"), max_length=400)
    target = models.PositiveSmallIntegerField(
        _("target"),
        null=True,
        blank=True,
        help_text=_("Per cent of the member organisations, or how many possible new members."),
    )
    counts = models.CharField(
        _("an organisation counts when"),
        max_length=10,
        choices=Counts,
        default=Counts.CHECKED_IN,
    )
    counted_on = models.DateField(
        _("organisations as they were on"),
        null=True,
        blank=True,
        help_text=_("The day that fixes which are members. Empty: the event’s day."),
    )
    only_important = models.BooleanField(
        _("only possible members important for our goals"), default=True
    )
    afterwards = models.TextField(
        _("what came of it"),
        max_length=4000,
        blank=True,
        help_text=_("Written after the event, before it is closed."),
    )

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"], name="an_event_s_goals_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(kind="quality", target=None)
                | (~Q(kind="quality") & Q(target__isnull=False, target__gt=0)),
                name="a_goal_in_numbers_has_a_target",
            ),
            models.CheckConstraint(
                condition=~Q(kind="members") | Q(target__lte=100),
                name="a_goal_s_share_is_at_most_all",
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"

    def clean(self):
        if self.in_words != (self.target is None):
            word = _("Only a goal in numbers has a target.") if self.in_words else _("Say which.")
            raise ValidationError({"target": word})
        most = 100 if self.is_share else LARGEST_TARGET
        if self.target is not None and not 0 < self.target <= most:
            raise ValidationError({"target": _("From 1 to %(most)d.") % {"most": most}})

    @property
    def in_words(self) -> bool:
        return self.kind == self.Kind.QUALITY

    @property
    def is_share(self) -> bool:
        return self.kind == self.Kind.MEMBERS

    @property
    def day(self) -> date:
        """That fixes which organisations are counted."""
        return self.counted_on or timezone.localdate(self.event.starts_at)

    @property
    def measure(self) -> Measure:
        """The one that decides whether it is reached."""
        return Measure(self.counts)

    def organisations(self) -> models.QuerySet:
        """All that could be counted on the day; none for a goal in words."""
        if self.in_words:
            return Organisation.objects.none()
        members = Organisation.objects.members(self.day)
        if self.is_share:
            return members
        prospects = with_relation(Relation.Kind.PROSPECT, self.day).exclude(pk__in=members)
        found = Organisation.objects.filter(pk__in=prospects.values("pk"))
        return found.filter(is_important_prospect=True) if self.only_important else found

    def needed_of(self, total: int) -> int:
        if self.is_share:
            return rules.organisations_needed(percent=self.target, members=total)
        return self.target


class Outcome(AppendOnly):
    """What a goal came to when its event was closed: written once (sv. utfall)."""

    goal = models.OneToOneField(
        Goal, models.PROTECT, related_name="outcome", verbose_name=_("goal")
    )
    frozen_at = models.DateTimeField(_("frozen"))
    day = models.DateField(_("organisations as they were on"))
    total = models.PositiveIntegerField(_("organisations"))
    needed = models.PositiveIntegerField(_("needed"), null=True)
    invited = models.PositiveIntegerField(MEASURES[Measure.INVITED])
    said_yes = models.PositiveIntegerField(MEASURES[Measure.SAID_YES])
    registered = models.PositiveIntegerField(MEASURES[Measure.REGISTERED])
    checked_in = models.PositiveIntegerField(MEASURES[Measure.CHECKED_IN])
    afterwards = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("outcome of a goal")
        verbose_name_plural = _("outcomes of goals")

    def __str__(self):
        return str(self.goal)


class CountedOrganisation(AppendOnly):
    """An organisation that a goal counted, or missed, when it was frozen (sv. räknad)."""

    outcome = models.ForeignKey(
        Outcome, models.PROTECT, related_name="organisations", verbose_name=_("outcome of a goal")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=200)
    invited = models.BooleanField(MEASURES[Measure.INVITED])
    said_yes = models.BooleanField(MEASURES[Measure.SAID_YES])
    registered = models.BooleanField(MEASURES[Measure.REGISTERED])
    checked_in = models.BooleanField(MEASURES[Measure.CHECKED_IN])

    class Meta:
        verbose_name = _("organisation counted by a goal")
        verbose_name_plural = _("organisations counted by a goal")
        ordering = ["outcome", "pk"]  # written in Swedish order
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "organisation"], name="an_organisation_is_counted_once_by_a_goal"
            )
        ]

    def __str__(self):
        return self.name
