from decimal import Decimal
from functools import reduce
from operator import or_

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.models.in_kind import InKindApplication, in_kind_of
from billing.models.terms import Terms
from lattvikt.lib.money import money
from members.models import (
    FeeSchedule,
    HowKnown,
    Membership,
    Organisation,
    head_count_in,
    how_known_in,
    invoice_email_on,
    members_in,
    receives_einvoices,
)

INVOICE_ADDRESS = ["street", "postal_code", "city"]


def cannot_be_delivered(day, prefix=""):
    """The condition that an organisation's invoice has nowhere to go; needs `send_to`.

    It lacks a postal address, or both ways: an e-mail address and its consent to PDF, which an
    electronic invoice asks for (mervärdesskattelagen 17 kap. 20 §), and an e-invoice address and
    the reference that goes with it.
    """
    no_address = reduce(or_, [Q(**{f"{prefix}{field}": ""}) for field in INVOICE_ADDRESS])
    by_pdf = ~Q(send_to="") & Q(**{f"{prefix}accepts_pdf_since__lte": day})
    by_einvoice = receives_einvoices(prefix) & Q(**{f"{prefix}buyer_reference__gt": ""})
    return no_address | ~(by_pdf | by_einvoice)


def members_without_fee(year):
    """Those of the year's members that have no fee for it yet.

    Adds `reckoned_on`, the head-count for it, and `known_how` (members.HowKnown).
    """
    fees = AnnualFee.objects.filter(year=year, organisation=OuterRef("pk"))
    members = members_in(year).filter(~Exists(fees))
    return members.annotate(reckoned_on=head_count_in(year), known_how=how_known_in(year))


def non_profit_waits(today, *, organisation, year, prefix=""):
    """The condition that a fee waits because its member might yet apply to pay in kind.

    The member is non-profit, the last day to apply for the fee's year has not passed, and no
    application for it has ended: who has had an answer, or has withdrawn, waits no longer.
    `organisation` and `year` are the fee's, as expressions in the query that asks.
    """
    is_open = Q(fee_year__gt=today.year) | Q(
        fee_year=today.year, in_kind_apply_by__gte=f"{today:%m-%d}"
    )
    fee_year = ExpressionWrapper(year, output_field=models.IntegerField())
    terms = Terms.objects.filter(non_profit_waits=True).alias(fee_year=fee_year).filter(is_open)
    applications = InKindApplication.objects.filter(organisation=organisation, year=year)
    is_over = Exists(applications.exclude(ended_on=None))
    return Q(Exists(terms), ~is_over, **{f"{prefix}is_for_profit": False})


def memberships_in_year_of_fee():
    """For use inside a query of fees: the organisation's memberships in the fee's year."""
    year = OuterRef("year")
    return Membership.objects.filter(
        Q(ends_on=None) | Q(ends_on__year__gte=year),
        organisation=OuterRef("organisation"),
        starts_on__year__lte=year,
    )


class AnnualFeeQuerySet(models.QuerySet):
    def billable(self, today=None):
        """Those of a year whose run a person has approved and that has not passed.

        What an in-kind application held back may be billed through the year in which it ended: work
        for 2027 is judged in January 2028. Not where the membership turned out to have ended before
        the year, nor a fee of nothing, nor one that has been waived.
        """
        this_year = (today or timezone.localdate()).year
        held_back = in_kind_of().filter(ended_on__year__gte=this_year)
        return self.filter(
            Q(year__gte=this_year) | Exists(held_back),
            Exists(FeeSchedule.objects.approved().filter(year=OuterRef("year"))),
            Exists(memberships_in_year_of_fee()),
            amount__gt=0,
            waived_at=None,
        )

    def to_invoice(self, today=None):
        """Those billable of which something is to be paid in cash, and that have no live invoice.

        A wholly credited invoice is not live. An in-kind application that waits or is approved
        holds the fee back, and non-profit members wait until they can no longer apply.
        """
        invoices = self.model._meta.get_field("invoices").related_model.objects
        live = invoices.live().filter(fee=OuterRef("pk"))
        free = self.billable(today).filter(~Exists(live), ~Exists(in_kind_of().holding()))
        waits = non_profit_waits(
            today or timezone.localdate(),
            organisation=OuterRef("organisation"),
            year=OuterRef("year"),
            prefix="organisation__",
        )
        return free.exclude(waits).with_cash().filter(cash__gt=0)

    def with_cash(self):
        """Adds what was paid in kind and what is left to pay in cash, in kronor."""
        work = Subquery(in_kind_of().delivered().values("delivered_value")[:1])
        return self.annotate(
            in_kind=Coalesce(work, Decimal(0)),
            cash=Greatest(F("amount") - F("in_kind"), Decimal(0)),
        )

    def years_to_bill(self, today):
        """The calendar years of which something is to be invoiced."""
        return self.to_invoice(today).order_by("year").values_list("year", flat=True).distinct()

    def deliverable(self, day):
        """Those whose invoice has somewhere to go; adds the e-mail address as `send_to`."""
        send_to = invoice_email_on(day, "organisation")
        return self.annotate(send_to=send_to).exclude(cannot_be_delivered(day, "organisation__"))

    def undeliverable(self, today=None):
        """Those to be invoiced that have nowhere to go, until a person has mended it."""
        today = today or timezone.localdate()
        waiting = self.to_invoice(today).alias(send_to=invoice_email_on(today, "organisation"))
        return waiting.filter(cannot_be_delivered(today, "organisation__"))


@pghistory.track()
class AnnualFee(models.Model):
    """What one member owes for a calendar year, before any invoice (sv. medlemsavgift).

    One per organisation and year: who leaves and comes back pays once. A fee that is waived (sv.
    efterskänkt) is not invoiced until a person has taken that back.
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="fees", verbose_name=_("organisation")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    employees = models.PositiveIntegerField(
        _("number of employees"), help_text=_("What the fee was reckoned on.")
    )
    known_how = models.CharField(
        _("how the number is known"), max_length=12, choices=HowKnown, default=HowKnown.REGISTER
    )
    from_employees = models.PositiveIntegerField(_("tier from"))
    to_employees = models.PositiveIntegerField(_("tier to"), null=True, blank=True)
    amount = money(verbose_name=_("amount"))
    raised_at = models.DateTimeField(_("raised"), auto_now_add=True)
    corrected_because = models.CharField(_("why it was corrected"), max_length=300, blank=True)
    waived_at = models.DateTimeField(_("waived"), null=True, blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("waived by"),
    )
    waived_because = models.CharField(_("why it was waived"), max_length=300, blank=True)

    objects = AnnualFeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("annual fee")
        verbose_name_plural = _("annual fees")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"], name="one_fee_per_organisation_and_year"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0), name="an_annual_fee_is_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(to_employees=None) | Q(to_employees__gte=F("from_employees")),
                name="a_tier_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(waived_at=None, waived_because="")
                | Q(waived_at__isnull=False) & ~Q(waived_because=""),
                name="a_fee_is_waived_for_a_reason",
            ),
        ]
        indexes = [models.Index("year", "organisation", name="annual_fee_by_year")]

    def __str__(self):
        return f"{self.organisation} {self.year}"
