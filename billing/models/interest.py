from datetime import date
from decimal import Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReferenceRateQuerySet(models.QuerySet):
    def by_half_year(self) -> dict[date, Decimal]:
        """Per cent by the first day of the half-year."""
        return dict(self.order_by().values_list("starts_on", "percent"))


@pghistory.track()
class ReferenceRate(models.Model):
    """Riksbanken's reference rate of a half-year (sv. referensränta, räntelagen 9 §).

    A half-year that is not here has no rate, and interest over it is not reckoned.
    """

    starts_on = models.DateField(
        _("from"), unique=True, help_text=_("1 January or 1 July, as 2027-01-01.")
    )
    percent = models.DecimalField(
        _("reference rate, %"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(-5), MaxValueValidator(50)],
        help_text=_("As riksbank.se gives it, rounded up to the nearest half per cent."),
    )

    objects = ReferenceRateQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference rate")
        verbose_name_plural = _("reference rates")
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__day=1, starts_on__month__in=[1, 7]),
                name="a_reference_rate_is_for_a_half_year",
                violation_error_message=_("A half-year begins on 1 January or 1 July."),
            )
        ]

    def __str__(self):
        return f"{self.starts_on}: {self.percent}\u00a0%"
