import re

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from board import rules
from board.models.bodies import Body, Seat
from board.models.matters import Matter
from board.models.meetings import Meeting
from board.models.recusals import Party, is_noted
from board.models.votes import Vote
from board.rules import Method
from lattvikt.lib.append_only import AppendOnly, AppendOnlyQuerySet
from lattvikt.lib.series import Series


class DecisionSeries(Series):
    """The numbers of decisions, one series per body and year."""


REFERENCE = re.compile(r"(?P<year>\d{4})-(?P<number>\d{1,4})", re.ASCII)
PARAGRAPH = re.compile(r"§ ?(?P<number>\d{1,4})", re.ASCII)

# What `citation` says, from a decision.
CITED = "minuted__paragraph__meeting__body"

WORDS = {
    "": _("did not answer"),
    "absent": _("not present"),
    "recused": _("recused"),
    Method.ACCLAMATION: _("by acclamation"),
    **dict(Vote.Choice.choices),
}


class DecisionQuerySet(AppendOnlyQuerySet):
    def open_to(self, person):
        """Without those in whose matters the person was recused."""
        return self.exclude(is_noted(OuterRef("matter"), person))

    def visible_to(self, seat):
        return self.filter(body=seat.body_id).open_to(seat.person_id)

    def of_holder(self, person):
        """Those of every body where the person has a seat today, save where there is jäv."""
        seats = Seat.objects.current().filter(person=person)
        return self.filter(body__in=seats.values("body")).open_to(person.pk)

    def with_paragraph(self):
        """What `citation` says, in the same query."""
        return self.select_related("body", CITED)

    def about(self, org_number):
        """Those in which the organisation with the number is a party; none for no number."""
        parties = Party.objects.filter(matter=OuterRef("matter"), org_number=org_number)
        return self.filter(Exists(parties)) if org_number else self.none()

    def search(self, text):
        """By number («2027-14»), paragraph («§ 7»), words in the title, resolution or reason, or
        by whom it concerns: an organisation's name, or its number however it is written."""
        if numbered := REFERENCE.fullmatch(text):
            return self.filter(year=numbered["year"], number=numbered["number"])
        if paragraph := PARAGRAPH.fullmatch(text):
            return self.filter(minuted__paragraph__number=paragraph["number"])
        words = Q(matter__title__icontains=text) | Q(resolution__icontains=text)
        concerned = Party.objects.filter(matter=OuterRef("matter")).named(text)
        return self.filter(words | Q(reason__icontains=text) | Exists(concerned))


class Decision(AppendOnly):
    """What a body decided, as it was: resolution, tally and each seat's vote (sv. beslut).

    No row means undecided.
    """

    class Outcome(models.TextChoices):
        APPROVED = "approved", pgettext_lazy("decision", "approved")
        REJECTED = "rejected", pgettext_lazy("decision", "rejected")

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

    objects = DecisionQuerySet.as_manager()

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
    def paragraph(self):
        """Where it stands in the minutes, or None until they are sent out."""
        return self.minuted.paragraph if hasattr(self, "minuted") else None

    @property
    def citation(self) -> str:
        """«Beslut 2027-14, § 7, Styrelsen 3/2027»; without § until the minutes are sent out."""
        facts = {"reference": self.reference, "paragraph": self.paragraph}
        if self.paragraph is None:
            return gettext("Decision %(reference)s") % facts
        meeting = self.paragraph.meeting
        text = gettext("Decision %(reference)s, %(paragraph)s, %(meeting)s")
        return text % {**facts, "meeting": meeting}

    @property
    def is_approved(self):
        return self.outcome == self.Outcome.APPROVED

    @property
    def how(self) -> str:
        """How it came about, in one sentence."""
        return str(rules.Result(**self.tally))

    @property
    def took_part(self) -> set[int]:
        """The keys of the seats that were there and not recused."""
        away = ("absent", "recused")
        return {line["seat"] for line in self.ballots if line["choice"] not in away}

    @property
    def shown_ballots(self) -> list[dict]:
        """Each seat's line with its choice as a word in the reader's language."""
        return [{**line, "word": WORDS[line["choice"]]} for line in self.ballots]
