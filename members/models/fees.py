import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Subquery
from django.utils.translation import gettext_lazy as _

from lattvikt.lib.money import money
from members import rules


class FeeScheduleQuerySet(models.QuerySet):
    def adopted(self):
        return self.exclude(adopted_on=None)

    def approved(self):
        """Adopted, with a run that a person has approved."""
        return self.adopted().exclude(run_approved_at=None)

    def billable(self, today):
        """Those approved, and not of a year that has passed.

        An earlier year is never billed by the sweep: memberships imported afterwards would
        otherwise get invoices for years that were settled long ago.
        """
        return self.approved().filter(year__gte=today.year)

    def in_force(self, year):
        """The adopted schedule of the year, or the latest before it."""
        return self.adopted().filter(year__lte=year).order_by("-year").first()


@pghistory.track()
class FeeSchedule(models.Model):
    """The fees that the annual meeting has adopted for a calendar year (sv. avgiftstabell)."""

    year = models.PositiveSmallIntegerField(
        _("year"), unique=True, validators=[MinValueValidator(2014), MaxValueValidator(2100)]
    )
    adopted_on = models.DateField(
        _("adopted"), null=True, blank=True, help_text=_("Empty while it is a draft.")
    )
    decision_reference = models.CharField(
        _("the annual meeting's decision"), max_length=80, blank=True
    )
    run_approved_at = models.DateTimeField(
        _("invoicing approved"), null=True, blank=True, editable=False
    )
    run_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )

    objects = FeeScheduleQuerySet.as_manager()

    class Meta:
        verbose_name = _("fee schedule")
        verbose_name_plural = _("fee schedules")
        ordering = ["-year"]
        permissions = [("approve_run", _("Can approve a year's invoicing"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_on=None) | ~Q(decision_reference=""),
                name="an_adopted_schedule_names_its_decision",
            ),
            models.CheckConstraint(
                condition=Q(run_approved_at=None) | Q(adopted_on__isnull=False),
                name="only_an_adopted_schedule_is_run",
            ),
        ]

    def __str__(self):
        return str(self.year)

    def tier_for(self, employees):
        """The tier that the head-count falls in, or None for a head-count outside the table."""
        tiers = [tier for tier in self.tiers.all() if tier.from_employees <= (employees or 0)]
        return max(tiers, key=lambda tier: tier.from_employees, default=None)

    def spans(self):
        """The tiers with both their ends, for people to read."""
        return rules.spans(self.bounds_and_fees())

    def answer_for(self, employees, *, is_for_profit=None):
        """The fee and what the head-count opens out, or None outside the table."""
        return rules.fee_answer(
            self.bounds_and_fees(), employees=employees, is_for_profit=is_for_profit
        )

    def bounds_and_fees(self):
        return sorted((tier.from_employees, tier.amount) for tier in self.tiers.all())


class FeeTierQuerySet(models.QuerySet):
    def in_force(self, year):
        """The tiers of the adopted schedule of the year, or of the latest before it."""
        schedules = FeeSchedule.objects.adopted().filter(year__lte=year).order_by("-year")
        return self.filter(schedule=Subquery(schedules.values("pk")[:1]))

    def for_employees(self, employees):
        """The one tier that the head-count, or the expression of one, falls in."""
        return self.filter(from_employees__lte=employees).order_by("-from_employees")


@pghistory.track()
class FeeTier(models.Model):
    """From this many employees the fee is this; the next tier ends it (sv. avgiftsnivå)."""

    schedule = models.ForeignKey(
        FeeSchedule, models.CASCADE, related_name="tiers", verbose_name=_("fee schedule")
    )
    from_employees = models.PositiveIntegerField(_("from employees"))
    amount = money(verbose_name=_("fee per year"), validators=[MinValueValidator(0)])

    objects = FeeTierQuerySet.as_manager()

    class Meta:
        verbose_name = _("fee tier")
        verbose_name_plural = _("fee tiers")
        ordering = ["from_employees"]
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "from_employees"], name="one_tier_per_lower_bound"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_fee_is_never_negative"),
        ]

    def __str__(self):
        return f"{self.from_employees}–"
