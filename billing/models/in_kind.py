from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from billing import rules
from billing.models.terms import Terms
from board.models import Case, Party
from lattvikt.lib.money import money
from members.models import FeeTier, Organisation, head_count_in


class InKindQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        return self.filter(organisation=organisation)

    def live(self):
        """Of these an organisation has at most one for a year."""
        status = InKindApplication.Status
        return self.exclude(status__in=[status.REJECTED, status.WITHDRAWN])

    def holding(self):
        """Those for whose sake the fee is neither invoiced nor reminded of: waiting or approved."""
        return self.filter(status__in=InKindApplication.HOLDING)

    def delivered(self):
        """Those whose work has been valued, in whole or in part."""
        return self.exclude(delivered_value=None)

    def waiting_for_secretariat(self):
        return self.filter(status=InKindApplication.Status.SUBMITTED)

    def report_late(self, today=None):
        """Approved and unreported, though the last day to report has passed."""
        today, terms = today or timezone.localdate(), Terms.objects.current()
        year = today.year - 1
        if not rules.is_too_late(today, terms.in_kind_report_on(year)):
            year -= 1
        approved = self.filter(status=InKindApplication.Status.APPROVED, year__lte=year)
        return approved.alias(report_due_on=report_due_on(terms))

    def with_hours(self):
        """Each with the hours agreed and delivered, in the same query."""
        return self.annotate(
            hours=Sum("tasks__hours", default=Decimal(0)),
            delivered_hours=Sum("tasks__delivered_hours", default=Decimal(0)),
        )

    def search(self, text):
        """By the organisation's name or number, as it is typed."""
        return self.filter(organisation__in=Organisation.objects.search(text))


class InKindApplication(Case):
    """A member's wish to pay a year's fee with work (sv. in-kind-ansökan).

    For one organisation and one calendar year (R4.3). It may come before the year's fee has been
    raised, and so points to neither fee nor invoice: the fee looks for it.
    """

    enacted_by = "billing.actions.accept_or_decline_in_kind"
    referred_back_by = "billing.actions.take_back_in_kind"

    class Status(models.TextChoices):
        SUBMITTED = "submitted", pgettext_lazy("in-kind", "received")
        RETURNED = "returned", pgettext_lazy("in-kind", "returned with a question")
        REFERRED = "referred", pgettext_lazy("in-kind", "before the deciding body")
        APPROVED = "approved", pgettext_lazy("in-kind", "approved")
        REPORTED = "reported", pgettext_lazy("in-kind", "delivery reported")
        DELIVERED = "delivered", pgettext_lazy("in-kind", "delivered")
        PARTLY_DELIVERED = "partly", pgettext_lazy("in-kind", "partly delivered")
        NOT_DELIVERED = "undelivered", pgettext_lazy("in-kind", "not delivered")
        REJECTED = "rejected", pgettext_lazy("in-kind", "rejected")
        WITHDRAWN = "withdrawn", pgettext_lazy("in-kind", "withdrawn")

    OPEN = (Status.SUBMITTED, Status.RETURNED, Status.REFERRED)
    HOLDING = (*OPEN, Status.APPROVED, Status.REPORTED)
    VALUED = (Status.DELIVERED, Status.PARTLY_DELIVERED, Status.NOT_DELIVERED)

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="in_kind_applications",
        verbose_name=_("organisation"),
    )
    year = models.PositiveSmallIntegerField(_("calendar year"))
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("applicant")
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.SUBMITTED, editable=False
    )
    benefit = models.TextField(_("how it benefits the members"), max_length=4000)
    hourly_rate = money(
        verbose_name=_("kronor per hour"), help_text=_("As it was when the application was sent.")
    )
    submitted_at = models.DateTimeField(_("sent"), auto_now_add=True)
    late_because = models.CharField(_("why it was let in late"), max_length=300, blank=True)
    report = models.TextField(_("what was done"), max_length=4000, blank=True)
    reported_at = models.DateTimeField(_("delivery reported"), null=True, blank=True)
    delivered_value = money(verbose_name=_("approved value"), null=True, blank=True)
    ended_on = models.DateField(
        _("ended"), null=True, blank=True, help_text=_("No longer holds the fee back.")
    )

    objects = InKindQuerySet.as_manager()

    class Meta:
        verbose_name = _("in-kind application")
        verbose_name_plural = _("in-kind applications")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                condition=~Q(status__in=["rejected", "withdrawn"]),
                name="one_live_in_kind_application_per_organisation_and_year",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["delivered", "partly", "undelivered"])
                & Q(delivered_value__isnull=False, delivered_value__gte=0)
                | ~Q(status__in=["delivered", "partly", "undelivered"])
                & Q(delivered_value__isnull=True),
                name="in_kind_is_valued_when_its_delivery_is_judged",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["submitted", "returned", "referred", "approved", "reported"]
                )
                & Q(ended_on__isnull=True)
                | ~Q(status__in=["submitted", "returned", "referred", "approved", "reported"])
                & Q(ended_on__isnull=False),
                name="in_kind_holds_the_fee_back_until_it_has_ended",
            ),
        ]
        indexes = [
            models.Index("organisation", "year", name="in_kind_by_fee"),
            models.Index("status", "submitted_at", name="in_kind_queue"),
        ]

    def __str__(self):
        return f"{self.organisation} {self.year}"

    @cached_property
    def hours(self) -> Decimal:
        """What the tasks come to."""
        return self.tasks.aggregate(sum=Sum("hours", default=Decimal(0)))["sum"]

    @property
    def value(self) -> Decimal:
        """What the tasks are worth, in kronor."""
        return rules.value_of(self.hours, self.hourly_rate)

    @cached_property
    def delivered_hours(self) -> Decimal:
        """What the report says has been done, task by task."""
        return self.tasks.aggregate(sum=Sum("delivered_hours", default=Decimal(0)))["sum"]

    @property
    def reported_value(self) -> Decimal:
        """What the report comes to, in kronor; never more than was agreed."""
        return min(rules.value_of(self.delivered_hours, self.hourly_rate), self.value)

    @cached_property
    def fee(self) -> Decimal | None:
        """The year's fee in kronor, or what the head-count gives by the latest adopted table."""
        return fee_of(self.organisation, self.year)

    @property
    def left_in_cash(self) -> Decimal:
        """What the valued delivery lacks of the fee, in kronor."""
        return rules.lacking(self.delivered_value or Decimal(0), self.fee or Decimal(0))

    @cached_property
    def terms(self) -> Terms:
        return Terms.objects.current()

    @property
    def report_on(self):
        """The last day to report what was delivered."""
        return self.terms.in_kind_report_on(self.year)

    @property
    def decide_on(self):
        return self.terms.in_kind_decide_on(self.year)

    @property
    def may_be_withdrawn(self):
        """By the member: until something has been reported."""
        return self.status in (*self.OPEN, self.Status.APPROVED)

    @property
    def may_be_reported(self):
        return self.status in (self.Status.APPROVED, self.Status.REPORTED)

    @property
    def last_question(self) -> "InKindEvent | None":
        return self.events.filter(status=self.Status.RETURNED).last()

    def parties(self):
        person = getattr(self.applicant, "person", None)
        return [Party(org_number=self.organisation.org_number or "", person=person)]


def report_due_on(terms):
    """An expression: the last day to report what was delivered."""
    month, day = map(int, terms.in_kind_report_by.split("-"))
    following = F("year") + 1
    return Func(following, month, day, function="make_date", output_field=models.DateField())


def fee_of(organisation, year) -> Decimal | None:
    """What the year costs the organisation, in kronor: the fee as raised, or what it is to become.

    By the table in force and the head-count that the fee will be reckoned on; while that is being
    asked for, by the one we know. None for a head-count outside the table.
    """
    if raised := organisation.fees.filter(year=year).first():
        return raised.amount
    one = Organisation.objects.filter(pk=organisation.pk)
    reckoned_on = one.values_list(head_count_in(year), flat=True).get()
    employees = reckoned_on or organisation.employees or 0
    tiers = FeeTier.objects.in_force(year).for_employees(employees)
    return tiers.values_list("amount", flat=True).first()


def in_kind_of(organisation="organisation", year="year"):
    """For use inside a query: the applications for the organisation and year that a row names."""
    return InKindApplication.objects.filter(
        organisation=OuterRef(organisation), year=OuterRef(year)
    )


class InKindTask(models.Model):
    """A piece of work that is offered instead of money (sv. arbetsuppgift)."""

    application = models.ForeignKey(InKindApplication, models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField(_("line"), default=1)
    text = models.CharField(pgettext_lazy("in-kind", "task"), max_length=300)
    hours = models.DecimalField(
        _("hours"), max_digits=6, decimal_places=2, validators=[MinValueValidator(Decimal("0.25"))]
    )
    delivered_hours = models.DecimalField(
        _("hours delivered"), max_digits=6, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = pgettext_lazy("in-kind", "task")
        verbose_name_plural = pgettext_lazy("in-kind", "tasks")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "position"], name="one_task_per_place_of_an_application"
            ),
            models.CheckConstraint(condition=Q(hours__gt=0), name="a_task_takes_time"),
            models.CheckConstraint(
                condition=Q(delivered_hours=None) | Q(delivered_hours__gte=0),
                name="delivered_hours_are_not_negative",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def value(self) -> Decimal:
        return rules.value_of(self.hours, self.application.hourly_rate)


class InKindEvent(models.Model):
    """A step on an in-kind application's way: what happened, when, by whom (sv. händelse)."""

    application = models.ForeignKey(InKindApplication, models.CASCADE, related_name="events")
    status = models.CharField(_("status"), max_length=12, choices=InKindApplication.Status)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.get_status_display()
