from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from lattvikt.lib.money import kronor, money


class BudgetQuerySet(models.QuerySet):
    def adopted(self):
        return self.exclude(adopted_on=None)

    def for_year(self, year) -> "Budget | None":
        """The year's budget with its lines, a draft or adopted; None where there is none."""
        return self.filter(year=year).prefetch_related("lines").first()


@pghistory.track()
class Budget(models.Model):
    """What the annual meeting has decided that a year costs and brings in (sv. budget, R5.7)."""

    year = models.PositiveSmallIntegerField(
        _("year"), unique=True, validators=[MinValueValidator(2014), MaxValueValidator(2100)]
    )
    shared_cost = money(
        verbose_name=_("whole cost of the shared management"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_(
            "In kronor, for all who finance it. Our contribution is a line below, and is about a "
            "tenth of this."
        ),
    )
    adopted_on = models.DateField(
        _("adopted"), null=True, blank=True, help_text=_("Empty while it is a draft.")
    )
    decision_reference = models.CharField(
        _("the annual meeting's decision"), max_length=80, blank=True
    )

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgets")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_on=None) | ~Q(decision_reference=""),
                name="an_adopted_budget_names_its_decision",
            ),
            models.CheckConstraint(
                condition=Q(shared_cost=None) | Q(shared_cost__gte=0),
                name="the_shared_management_costs_something",
            ),
        ]

    def __str__(self):
        return str(self.year)

    def amount_of(self, kind) -> Decimal | None:
        """What the lines of the kind come to, in kronor; None without such a line."""
        amounts = [line.amount for line in self.lines.all() if line.kind == kind]
        return sum(amounts, Decimal(0)) if amounts else None

    @property
    def fees(self) -> Decimal | None:
        """The fees that the budget reckons with."""
        return self.amount_of(BudgetLine.Kind.FEES)

    @property
    def contribution(self) -> Decimal | None:
        """Our contribution to the shared management."""
        return self.amount_of(BudgetLine.Kind.SHARED_MANAGEMENT)


class BudgetLineQuerySet(models.QuerySet):
    def open(self):
        """Those on which something may be noted: of an adopted budget."""
        return self.exclude(budget__adopted_on=None)


@pghistory.track()
class BudgetLine(models.Model):
    """An income or a cost of the year, in kronor and never negative (sv. budgetpost)."""

    class Kind(models.TextChoices):
        FEES = "fees", _("membership fees")
        OTHER_INCOME = "other_income", _("other income")
        COURSES = "courses", _("web courses")
        CHECKS = "checks", _("membership checks")
        MEETINGS = "meetings", _("meetings and conferences")
        INITIATIVES = "initiatives", _("strategic initiatives")
        SHARED_MANAGEMENT = "shared_management", _("contribution to the shared management")
        OTHER_COST = "other_cost", _("other cost")

    INCOME = (Kind.FEES, Kind.OTHER_INCOME)

    budget = models.ForeignKey(
        Budget, models.CASCADE, related_name="lines", verbose_name=_("budget")
    )
    kind = models.CharField(_("line"), max_length=20, choices=Kind)
    note = models.CharField(_("what it is for"), max_length=120, blank=True)
    amount = money(verbose_name=_("amount"), validators=[MinValueValidator(0)])

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "kind"],
                condition=~Q(kind="other_cost"),
                name="one_line_of_each_kind_in_a_budget",
                violation_error_message=_("There is a line of this kind already."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="a_budget_line_is_not_negative"
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.budget}"

    @property
    def name(self):
        """«Webbkurser», or for other costs what it is for."""
        kind = self.get_kind_display()
        is_other = self.kind == self.Kind.OTHER_COST and self.note
        return self.note if is_other else f"{kind[:1].upper()}{kind[1:]}"

    @property
    def is_income(self):
        return self.kind in self.INCOME


class BudgetEntryQuerySet(models.QuerySet):
    def sums(self, budget) -> dict[int, Decimal]:
        """What has been noted on each line of the budget, in kronor."""
        found = self.filter(line__budget=budget).order_by().values_list("line")
        return dict(found.annotate(sum=Sum("amount")))


@pghistory.track()
class BudgetEntry(models.Model):
    """What a line has cost or brought in, noted by the treasurer (sv. notering, utfall).

    For what no other part of the programme knows by itself. A negative amount takes some back.
    """

    line = models.ForeignKey(
        BudgetLine, models.PROTECT, related_name="entries", verbose_name=_("budget line")
    )
    on = models.DateField(_("date"))
    amount = money(verbose_name=_("amount"), help_text=_("A minus takes back what was noted."))
    text = models.CharField(_("text"), max_length=200)
    noted_at = models.DateTimeField(_("noted"), auto_now_add=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("noted by"),
    )

    objects = BudgetEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("noted outcome")
        verbose_name_plural = _("noted outcomes")
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="a_noted_outcome_is_an_amount")
        ]

    def __str__(self):
        return f"{self.on}, {kronor(self.amount)}"
