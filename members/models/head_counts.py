from dataclasses import dataclass

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.memberships import Membership
from members.models.organisations import Organisation


class HowKnown(models.TextChoices):
    """How we know the number of employees that a fee is reckoned on."""

    LINK = "link", _("confirmed by the link in the letter")
    PAGES = "pages", _("given on our pages")
    SECRETARIAT = "secretariat", _("noted by the secretariat")
    LAST_KNOWN = "last_known", _("last known, not confirmed")
    REGISTER = "register", _("from the register, nobody was asked")


class HeadCountRoundQuerySet(models.QuerySet):
    def taking_answers(self, today=None):
        """The one that is open and whose last day has not passed."""
        today = today or timezone.localdate()
        return self.filter(opened_at__isnull=False, frozen_at=None, answer_by__gte=today)

    def to_open(self, today=None):
        """Those planned for today or earlier that nobody has opened."""
        return self.filter(opened_at=None, opens_on__lte=today or timezone.localdate())

    def to_freeze(self, today):
        """Those whose last day has passed."""
        return self.filter(opened_at__isnull=False, frozen_at=None, answer_by__lt=today)

    def with_answers(self):
        """Adds how many are asked and how many of them have answered."""
        wanted = HeadCount.objects.wanted().filter(round=OuterRef("pk")).order_by()
        counted = wanted.values("round").annotate(
            asked=Count("pk"), answered=Count("pk", filter=Q(said_at__isnull=False))
        )
        return self.annotate(
            asked=Coalesce(Subquery(counted.values("asked")), 0),
            answered=Coalesce(Subquery(counted.values("answered")), 0),
        )


@pghistory.track()
class HeadCountRound(models.Model):
    """The yearly asking of every member for its number of employees (sv. uppgiftsrunda).

    A person opens it; the clock writes the letters and reminds the silent. When the last day has
    passed the numbers are frozen, and the year's fees are reckoned on them (R3.10).
    """

    class Silent(models.TextChoices):
        """What becomes of who has not answered."""

        LAST_KNOWN = "last_known", _("the last known number is used, and marked")
        LEFT_OUT = "left_out", _("no fee until the number has been given")

    year = models.PositiveSmallIntegerField(
        _("fee year"),
        unique=True,
        validators=[MinValueValidator(2014), MaxValueValidator(2100)],
        help_text=_("The calendar year whose fees are reckoned on the answers."),
    )
    opens_on = models.DateField(
        _("to be opened"),
        default=timezone.localdate,
        help_text=_("The desk reminds you then. The letters go when somebody opens the round."),
    )
    reminds_on = models.DateField(_("first reminder"))
    reminds_again_on = models.DateField(_("second reminder"), null=True, blank=True)
    answer_by = models.DateField(
        _("answer by"), help_text=_("The last day. When it has passed the numbers are frozen.")
    )
    silent = models.CharField(
        _("who has not answered"), max_length=10, choices=Silent, default=Silent.LAST_KNOWN
    )
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("opened by"),
    )
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True, editable=False)

    objects = HeadCountRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("head-count round")
        verbose_name_plural = _("head-count rounds")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["frozen_at"],
                condition=Q(opened_at__isnull=False, frozen_at=None),
                nulls_distinct=False,
                name="one_open_head_count_round",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at=None) | Q(opened_at__isnull=False),
                name="only_an_opened_round_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(reminds_on__gt=F("opens_on"), reminds_on__lte=F("answer_by")),
                name="a_round_reminds_before_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(reminds_again_on=None)
                | Q(reminds_again_on__gt=F("reminds_on"), reminds_again_on__lte=F("answer_by")),
                name="a_second_reminder_follows_the_first",
            ),
        ]

    def __str__(self):
        return str(self.year)

    def clean(self):
        if self.opens_on and self.reminds_on and self.reminds_on <= self.opens_on:
            raise ValidationError({"reminds_on": _("The reminder comes after the opening.")})
        if self.reminds_on and self.answer_by and self.reminds_on > self.answer_by:
            raise ValidationError({"answer_by": _("The last day comes after the reminder.")})
        if self.is_second_reminder_misplaced():
            told = _("The second reminder comes after the first, and by the last day.")
            raise ValidationError({"reminds_again_on": told})

    def is_second_reminder_misplaced(self) -> bool:
        first, second, last = self.reminds_on, self.reminds_again_on, self.answer_by
        if first and second and last:
            return not first < second <= last
        return False

    def takes_answers_on(self, day) -> bool:
        return bool(self.opened_at and not self.frozen_at and day <= self.answer_by)

    def letters_due_on(self, day) -> int:
        """How many times a silent member shall have been written to by the day."""
        reminders = [self.reminds_on, self.reminds_again_on]
        return 1 + sum(1 for reminder in reminders if reminder and reminder <= day)


@dataclass(frozen=True)
class Standing:
    """How a round has been answered: how many members have confirmed, changed, said nothing."""

    confirmed: int
    changed: int
    silent: int

    @property
    def answered(self):
        return self.confirmed + self.changed

    @property
    def asked(self):
        return self.answered + self.silent


class HeadCountQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        return self.filter(organisation=organisation)

    def wanted(self):
        """Those of organisations that are members in the round's year."""
        memberships = Membership.objects.filter(
            Q(ends_on=None) | Q(ends_on__year__gte=OuterRef("round__year")),
            organisation=OuterRef("organisation"),
            starts_on__year__lte=OuterRef("round__year"),
        )
        return self.filter(Exists(memberships))

    def silent(self):
        """Those that are asked for and not given."""
        return self.wanted().filter(said_at=None)

    def deciding(self, today=None):
        """Of the rounds for this year's fees and those to come, the latest first."""
        year = (today or timezone.localdate()).year
        asked = self.wanted().filter(round__opened_at__isnull=False, round__year__gte=year)
        return asked.select_related("round").order_by("-round__year")

    def waiting(self, today=None):
        """The silent of the round that takes answers."""
        rounds = HeadCountRound.objects.taking_answers(today)
        return self.silent().filter(round__in=rounds)

    def standing(self) -> Standing:
        """Of those that are wanted; in one query."""
        said, is_as_known = Q(said_at__isnull=False), Q(employees=F("known"))
        return Standing(
            **self.wanted().aggregate(
                confirmed=Count("pk", filter=said & is_as_known),
                changed=Count("pk", filter=said & (~is_as_known | Q(known=None))),
                silent=Count("pk", filter=~said),
            )
        )

    def search(self, text):
        """By the organisation's name or number, as it is typed."""
        return self.filter(organisation__in=Organisation.objects.search(text))

    def to_call(self, today=None):
        """Those that still wait when the last reminder has gone: somebody must call."""
        today = today or timezone.localdate()
        last = Coalesce("round__reminds_again_on", "round__reminds_on")
        return self.waiting(today).alias(last_reminder=last).filter(last_reminder__lte=today)


@pghistory.track()
class HeadCount(models.Model):
    """What one member is asked, and what it has answered (sv. uppgift om antal anställda).

    `employees` is empty until it is given; frozen, it is what the year's fee is reckoned on.
    """

    round = models.ForeignKey(
        HeadCountRound, models.PROTECT, related_name="head_counts", verbose_name=_("round")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="head_counts", verbose_name=_("organisation")
    )
    known = models.PositiveIntegerField(
        _("known before"), null=True, blank=True, help_text=_("When the round was opened.")
    )
    employees = models.PositiveIntegerField(_("number of employees"), null=True, blank=True)
    how = models.CharField(_("how we know"), max_length=12, choices=HowKnown, blank=True)
    said_at = models.DateTimeField(_("answer came"), null=True, blank=True)
    said_by = models.CharField(_("who answered"), max_length=120, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    letters = models.PositiveSmallIntegerField(_("times written to"), default=0, editable=False)

    objects = HeadCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("head-count")
        verbose_name_plural = _("head-counts")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "round"], name="one_head_count_per_organisation_and_round"
            ),
            models.CheckConstraint(
                condition=Q(said_at=None) | Q(employees__gte=1), name="an_answer_is_a_number"
            ),
            models.CheckConstraint(
                condition=Q(employees=None, how="") | Q(employees__isnull=False) & ~Q(how=""),
                name="a_head_count_says_how_it_is_known",
            ),
        ]

    def __str__(self):
        return f"{self.organisation} {self.round}"

    def may_be_answered_on(self, day) -> bool:
        """While the round takes answers; afterwards only where no number has been frozen."""
        is_missing = bool(self.round.frozen_at) and self.employees is None
        return is_missing or self.round.takes_answers_on(day)

    @property
    def is_changed(self) -> bool:
        return self.said_at is not None and self.employees != self.known


def head_count_in(year):
    """An expression on organisations: the number that the year's fee is reckoned on.

    Who was asked is reckoned on the frozen answer: None while the round is open, and for the silent
    of a round that leaves them out. Who was not asked is reckoned on the register.
    """
    frozen = asked_in(year).filter(round__frozen_at__isnull=False)
    return Case(
        When(Exists(asked_in(year)), then=Subquery(frozen.values("employees"))),
        default=F("employees"),
        output_field=IntegerField(),
    )


def how_known_in(year):
    """An expression on organisations: how the number of `head_count_in` is known."""
    return Coalesce(Subquery(asked_in(year).values("how")), Value(HowKnown.REGISTER))


def asked_in(year):
    return HeadCount.objects.filter(organisation=OuterRef("pk"), round__year=year)
