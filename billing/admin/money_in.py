"""«Pengar in»: what came each day and where it is, what waits, and matching it one by one."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet, Sum
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from billing.actions import allocate, repay
from billing.forms import MatchForm, PeriodShownForm, RepaymentForm
from billing.models import (
    BankFile,
    BankRow,
    DayIn,
    Invoice,
    Payment,
    Repayment,
    candidates,
    clues_of,
    days_in,
    sum_of,
)
from billing.rules import suggestions
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.money import kronor


@dataclass(frozen=True)
class Bar:
    """A part of a day's bar: its name, and from where and how far, in hundredths of the longest."""

    name: str
    start: float
    length: float


@dataclass(frozen=True)
class WaitingList:
    """What asks for a person: how many, their sum in kronor, and where it is done."""

    title: str
    count: int
    sum: Decimal
    url: str


class MoneyPages(FinalAdmin):
    """The pages of the payments' admin that are about all of them, or lead to the next."""

    def get_urls(self):
        view = self.admin_site.admin_view
        money_in = path("pengar-in/", view(self.money_in), name="billing_payment_money_in")
        return [money_in, *super().get_urls()]

    def money_in(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = PeriodShownForm(request.GET or None)
        days = days_in(*form.period(timezone.localdate()))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Money in"),
            "form": form,
            "latest": BankFile.objects.latest_bank_date(),
            "lists": waiting_lists(),
            "days": [(day, bars_of(day, most_of(days))) for day in days],
            "total": sum_of(days),
        }
        return render(request, "billing/admin/money_in.html", context)

    def match(self, request, pk):
        """Say which invoice a waiting payment is for; then comes the next that waits."""
        payment = self.one_to_act_on(request, pk, "billing.add_allocation")
        found = suggestions(clues_of(payment), open_now := candidates())
        invoices = {one.key: one for one in open_now}
        choices = [(one.key, invoices[one.key].number) for one in found]
        form = MatchForm(request.POST or None, choices=choices)
        following = next_after(payment)
        if form.is_valid():
            return self.matched(request, payment, form.cleaned_data["chosen"], following)
        reasons = [(invoices[one.key], one.reasons) for one in found]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": payment,
            "title": _("Match a payment"),
            "form": form,
            "options": with_radios(form, reasons),
            "waiting": Payment.objects.unmatched().count(),
            "next": following,
        }
        return render(request, "billing/admin/match.html", context)

    def matched(self, request, payment, chosen, following):
        back = (
            reverse("admin:billing_payment_para-ihop", args=[following])
            if following
            else reverse("admin:billing_payment_money_in")
        )
        invoice = Invoice.objects.get(pk=chosen)
        return self.act(
            request,
            lambda: allocate(payment, invoice, by=request.user),
            done=allocated_text,
            back=back,
        )

    def repay(self, request, pk):
        payment = self.one_to_act_on(request, pk, "billing.add_repayment")
        return self.press(
            request,
            payment,
            lambda payment, amount, note: repay(payment, amount=amount, note=note, by=request.user),
            form=RepaymentForm(request.POST or None),
            title=_("Repay the payment"),
            text=_("%(left)s of the payment is left. What is to be repaid is put on a list.")
            % {"left": kronor(payment.unallocated)},
            button=_("Put it on the list to repay"),
            done=lambda one: _("%(amount)s is to be repaid.") % {"amount": kronor(one.amount)},
        )


def allocated_text(allocation):
    amounts = {"amount": kronor(allocation.amount), "invoice": allocation.invoice}
    return _("%(amount)s has been allocated to invoice %(invoice)s.") % amounts


def next_after(payment):
    """The key of the payment that waits after this one, from the oldest on and round again."""
    waiting = Payment.objects.unmatched().exclude(pk=payment.pk).order_by("received_on", "pk")
    keys = list(waiting.values_list("received_on", "pk"))
    later = [key for key in keys if key > (payment.received_on, payment.pk)]
    return next((pk for _, pk in later or keys), None)


def with_radios(form, reasons):
    """Each radio button with its invoice and why it is suggested; the last is for another."""
    return [
        (radio, *(reasons[place] if place < len(reasons) else (None, ())))
        for place, radio in enumerate(form["choice"])
    ]


def most_of(days: list[DayIn]) -> Decimal:
    return max(day.came for day in days)


def bars_of(day: DayIn, most: Decimal) -> list[Bar]:
    """The day's money as the parts of one bar: matched, elsewhere, waiting."""
    bars, start = [], 0.0
    parts = {"matched": day.matched, "credit": day.elsewhere, "waits": day.waits}
    for name, amount in parts.items():
        length = float(100 * amount / most)
        bars.append(Bar(name, start, length))
        start += length
    return bars


def waiting_lists() -> list[WaitingList]:
    """What asks for a person, a query each."""
    unmatched, credit = Payment.objects.unmatched(), Payment.objects.credits()
    rows, repayments = BankRow.objects.waiting(), Repayment.objects.to_repay()
    files = BankFile.objects.staged()
    return [
        a_list(_("Payments to match"), unmatched, "unallocated", "?unmatched=1"),
        a_list(_("Bank rows to judge"), rows, "amount", "?waiting=1"),
        a_list(_("To repay"), repayments, "amount", "?to_repay=1"),
        a_list(_("Members’ credit"), credit, "unallocated", "?unmatched=credit"),
        a_list(
            _("Bank files that are read but not applied"), files, "total", "?state__exact=staged"
        ),
    ]


def a_list(title: str, rows: QuerySet, amount: str, query: str) -> WaitingList:
    found = rows.order_by().aggregate(count=Count("pk"), sum=Sum(amount, default=Decimal(0)))
    url = reverse(f"admin:billing_{rows.model._meta.model_name}_changelist")
    return WaitingList(title, found["count"], found["sum"], url + query)
