from datetime import timedelta

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from board.rules import Consent, Majority
from lattvikt.lib import org_number
from members.models import Organisation, Person
from members.models.people import DatedQuerySet

SOON = timedelta(days=30)
MAJORITIES = {
    Majority.LAW: _("more than half of those present and a third of all (the law)"),
    Majority.CAST: _("more than half of the votes cast"),
    Majority.TWO_THIRDS: _("two thirds of the votes cast"),
}
CONSENTS = {
    Consent.ALL: _("everybody must say yes"),
    Consent.MOST: _("more than half of all must say yes"),
}


class Subject(models.TextChoices):
    """What a matter is about, where the statutes give some seats no vote in it (sv. ärendeslag)."""

    MEMBERS = "members", _("members")
    MONEY = "money", _("fees and budget")
    CHECKS = "checks", _("medlemscheckar")
    INITIATIVES = "initiatives", _("strategic initiatives")
    OTHER = "other", _("other matters")


@pghistory.track()
class Body(models.Model):
    """A body of the programme that decides or prepares (sv. organ): the board, Ledningsgruppen, …

    Its rules are those of LEF 7 kap. 21-22 §§ unless the statutes say otherwise.
    """

    slug = models.SlugField(_("address"), unique=True, help_text=_("As in /organ/styrelsen/."))
    name = models.CharField(_("name in Swedish"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    quorum = models.PositiveSmallIntegerField(
        _("quorum"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How many must be present. Empty: more than half of all seats."),
    )
    one_seat_suffices = models.BooleanField(
        _("one seat may decide alone"),
        default=False,
        help_text=_("For a body that decides by delegation."),
    )
    majority = models.CharField(
        _("majority at a meeting"), max_length=12, choices=MAJORITIES, default=Majority.LAW
    )
    has_casting_vote = models.BooleanField(
        _("who presides has the casting vote"),
        default=True,
        help_text=_("At equal votes (LEF 7 kap. 22 §)."),
    )
    may_decide_between_meetings = models.BooleanField(
        _("may decide between meetings"), default=True
    )
    consent = models.CharField(
        _("between meetings"), max_length=5, choices=CONSENTS, default=Consent.ALL
    )
    purpose = models.TextField(
        _("purpose"), blank=True, help_text=_("What it does; for a working group, what it is for.")
    )
    ended_on = models.DateField(
        _("ended"), null=True, blank=True, help_text=_("A working group that is done.")
    )

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["name"]

    def __str__(self):
        return self.name_en if (get_language() or "").startswith("en") else self.name


class SeatQuerySet(DatedQuerySet):
    def of(self, body):
        return self.filter(body=body)

    def voting(self):
        return self.filter(role__in=Seat.VOTING_ROLES)

    def sitting(self):
        """Today's seats, one for each person in a body, the newest: nobody counts twice."""
        same = Seat.objects.current().filter(body=OuterRef("body"), person=OuterRef("person"))
        as_old = Q(since=OuterRef("since"), pk__gt=OuterRef("pk"))
        newer = same.filter(Q(since__gt=OuterRef("since")) | as_old)
        return self.current().exclude(Exists(newer))

    def ending_soon(self):
        """Those that end within a month, so that somebody can be found in time."""
        today = timezone.localdate()
        return self.filter(until__range=(today, today + SOON))

    def overlapping(self, since, until):
        """Those that share a day with the period; `until` is its last day, or None."""
        begun = self if until is None else self.filter(since__lte=until)
        return begun.filter(Q(until=None) | Q(until__gte=since))

    def in_order_of_role(self):
        """Chair, vice chair, members, secretary, co-opted; by name in the Swedish order."""
        order = Case(*[When(role=role, then=place) for place, role in enumerate(Seat.Role)])
        return self.select_related("person").order_by(
            order, Collate("person__sort_name", "C"), "pk"
        )


@pghistory.track()
class Seat(models.Model):
    """A person's place in a body for a period (sv. plats, ledamot)."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("chair")
        VICE_CHAIR = "vice_chair", _("vice chair")
        MEMBER = "member", _("member of the body")
        SECRETARY = "secretary", _("secretary")
        CO_OPTED = "co_opted", _("co-opted")
        DEPUTY = "deputy", _("deputy")

    VOTING_ROLES = (Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER)
    KEEPING_ROLES = (Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY)

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name=_("body"))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="seats", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("comes from"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.MEMBER)
    area = models.CharField(
        _("responsible for"),
        max_length=120,
        blank=True,
        help_text=_("A field that the person answers for in the body."),
    )
    no_vote_in = ArrayField(
        models.CharField(max_length=12, choices=Subject),
        verbose_name=_("has no vote in"),
        default=list,
        blank=True,
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(until=None),
                name="one_open_seat_per_person_and_body",
            ),
            models.UniqueConstraint(
                fields=["body", "role"],
                condition=Q(until=None, role__in=["chair", "vice_chair"]),
                name="one_chair_and_one_vice_chair_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_seat_ends_after_it_began",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"

    def clean(self):
        """One seat at a time for a person in a body: a new role begins when the old has ended."""
        if not (self.body_id and self.person_id and self.since):
            return  # the fields say what is missing
        others = Seat.objects.filter(body=self.body_id, person=self.person_id).exclude(pk=self.pk)
        if others.overlapping(self.since, self.until).exists():
            raise ValidationError(
                gettext("The person already has a seat in the body in that time. End it first.")
            )

    @property
    def votes(self):
        return self.role in self.VOTING_ROLES

    @property
    def keeps(self):
        """Sets meetings, notes who is present, and keeps the minutes."""
        return self.role in self.KEEPING_ROLES

    def votes_in(self, subject) -> bool:
        return self.votes and subject not in self.no_vote_in


@pghistory.track()
class Interest(models.Model):
    """An organisation that a person owns in, works for or is on the board of (sv. anmält intresse).

    What jäv is found from, beside contacts and seats. Named by number, since the organisation
    need not be in our register.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="interests", verbose_name=_("person")
    )
    org_number = models.CharField(_("organisation number"), max_length=10)
    name = models.CharField(_("name"), max_length=200)
    nature = models.CharField(
        _("what the interest is"), max_length=200, help_text=_("Employed, on the board, owner …")
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("declared interest")
        verbose_name_plural = _("declared interests")

    def __str__(self):
        return f"{self.person}: {self.name}"

    @property
    def shown_org_number(self):
        return org_number.show(self.org_number)
