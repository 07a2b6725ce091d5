from datetime import timedelta
from decimal import Decimal
from functools import reduce
from operator import and_

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from checks import rules
from lattvikt.lib.money import money

LONGEST_TEXT = 8000
SOON = timedelta(days=7)
STAGES = {
    rules.Stage.COMING: pgettext_lazy("call", "coming"),
    rules.Stage.OPEN: pgettext_lazy("call", "open"),
    rules.Stage.CLOSED: pgettext_lazy("call", "closed"),
}


class CallQuerySet(models.QuerySet):
    def published(self):
        """Those that members see."""
        return self.exclude(published_at=None)

    def to_publish(self):
        """Written and not yet shown to anybody."""
        return self.filter(published_at=None)

    def open(self, now=None):
        now = now or timezone.now()
        return self.published().filter(opens_at__lte=now, closes_at__gt=now)

    def closing_soon(self, now=None):
        """Those whose closing moment is less than a week away."""
        now = now or timezone.now()
        return self.open(now).filter(closes_at__lte=now + SOON)

    def search(self, text):
        """Those in whose names and search words each word of the text stands."""
        found = [
            Q(name__icontains=word) | Q(name_en__icontains=word) | Q(search_words__icontains=word)
            for word in text.replace("\0", " ").split()
        ]
        return self.filter(reduce(and_, found, Q()))


@pghistory.track()
class Call(models.Model):
    """A time in which members may apply for a medlemscheck, and on what terms (sv. utlysning)."""

    name = models.CharField(_("name in Swedish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    text = models.TextField(_("text in Swedish"), max_length=LONGEST_TEXT)
    text_en = models.TextField(_("text in English"), max_length=LONGEST_TEXT)
    search_words = models.CharField(
        _("search words"),
        max_length=300,
        blank=True,
        default=rules.FORMER_NAMES,
        help_text=_("A search for any of these finds the call, like one for its name."),
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(
        _("closes"), help_text=_("From this second on nothing is received. Swedish time.")
    )
    budget = money(verbose_name=_("budget"), help_text=_("Kronor, for all checks of the call."))
    largest_amount = money(verbose_name=_("largest amount"), help_text=_("Kronor, for one check."))
    own_percent = models.PositiveSmallIntegerField(
        _("own contribution, percent"),
        validators=[MinValueValidator(0), MaxValueValidator(99)],
        help_text=_("The least part of the project’s whole cost that the applicant bears."),
    )
    is_sealed = models.BooleanField(
        _("sealed until it closes"),
        default=True,
        help_text=_("Until then the secretariat sees only how many applications have come."),
    )
    is_state_aid = models.BooleanField(
        _("publicly financed"),
        default=False,
        help_text=_(
            "The checks are then state aid of minor importance (Regulation (EU) 2023/2831): who is "
            "granted one tells of other aid, and gets at most 300 000 euro in three years."
        ),
    )
    euro_rate = models.DecimalField(
        _("kronor per euro"),
        max_digits=8,
        decimal_places=4,
        null=True,
        blank=True,
        editable=False,
    )
    euro_rate_on = models.DateField(_("the rate’s day"), null=True, blank=True, editable=False)
    assess_by = models.DateField(_("assessed by"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    announced_at = models.DateTimeField(
        _("decisions announced"), null=True, blank=True, editable=False
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_call_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(largest_amount__gt=0, largest_amount__lte=F("budget")),
                name="the_largest_check_is_within_the_budget",
            ),
            models.CheckConstraint(
                condition=Q(own_percent__lte=99), name="an_own_contribution_is_a_part"
            ),
            models.CheckConstraint(
                condition=Q(euro_rate=None, euro_rate_on=None)
                | Q(euro_rate__gt=0, euro_rate_on__isnull=False, is_state_aid=True),
                name="a_euro_rate_is_of_a_day_and_of_state_aid",
            ),
        ]

    def __str__(self):
        return self.name_en if in_english() else self.name

    @property
    def description(self) -> str:
        """What it is about, in the reader's language."""
        return self.text_en if in_english() else self.text

    @property
    def stage(self) -> rules.Stage:
        return rules.stage(timezone.now(), opens_at=self.opens_at, closes_at=self.closes_at)

    @property
    def stage_in_words(self) -> str:
        return str(STAGES[self.stage])

    @property
    def closing(self) -> str:
        """The closing moment by the Swedish clock, with its seconds when there are any."""
        moment = timezone.localtime(self.closes_at)
        seconds = f":{moment:%S}" if moment.second else ""
        return date_format(moment, "DATETIME_FORMAT") + seconds

    @property
    def left(self) -> Decimal:
        """What of the budget has not been granted, in kronor."""
        granted = self.applications.aggregate(sum=Sum("granted", default=Decimal(0)))["sum"]
        return self.budget - granted

    def weighed_criteria(self) -> list[tuple["Criterion", int]]:
        """The criteria in order, each with its weight in percent."""
        criteria = list(self.criteria.all())
        weights = rules.shares([one.weight for one in criteria]) if criteria else []
        return list(zip(criteria, weights, strict=True))


def in_english() -> bool:
    return (get_language() or "").startswith("en")


@pghistory.track()
class Criterion(models.Model):
    """What the applications of a call are judged by (sv. bedömningsgrund)."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("line"), default=1)
    text = models.CharField(_("text in Swedish"), max_length=300)
    text_en = models.CharField(_("text in English"), max_length=300)
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
        help_text=_("Beside the others; the pages show percent."),
    )

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gte=1), name="a_criterion_weighs_something")
        ]

    def __str__(self):
        return self.text_en if in_english() else self.text
