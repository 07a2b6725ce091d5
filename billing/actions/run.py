"""A year's invoicing as it goes: in this process, by other workers, and how far it has come."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from billing.actions.documents import prepare_documents
from billing.actions.fees import adopted_schedule, raise_annual_fees
from billing.actions.invoices import issue_invoices
from billing.models import AnnualFee, Invoice, members_without_fee
from lattvikt.lib.refused import Refused
from outbox.models import Message

State = Message.State


@dataclass(frozen=True)
class Stage:
    """A part of the run: what it is called, how many are done, and of how many."""

    key: str
    label: str
    done: int
    total: int

    @property
    def is_done(self):
        return self.done >= self.total


@dataclass(frozen=True)
class Progress:
    """How far a year's run has come, read from the rows: true whoever does the work.

    A letter that a person must see to is not done, and nothing will come of waiting for it.
    """

    stages: list[Stage]
    troubled_letters: int

    @property
    def is_done(self):
        return all(stage.is_done for stage in self.stages)

    @property
    def is_over(self):
        """Nothing more will happen by itself."""
        *before, letters = self.stages
        return all(stage.is_done for stage in before) and (
            letters.done + self.troubled_letters >= letters.total
        )


def progress_of(schedule, *, today):
    """From the fees to the letters, in the order in which they come."""
    fees = AnnualFee.objects.filter(year=schedule.year)
    smallest = min((tier.from_employees for tier in schedule.tiers.all()), default=1)
    lacking = members_without_fee(schedule.year).filter(reckoned_on__gte=smallest).count()
    raised = fees.count()
    to_issue = fees.to_invoice(today).deliverable(today).count()
    issued = counts_of_invoices(schedule.year)
    return Progress(
        stages=[
            Stage("fees", _("Fees"), raised, raised + lacking),
            Stage("invoices", _("Invoices"), issued["live"], issued["live"] + to_issue),
            Stage("documents", _("Documents"), issued["made"], issued["all"]),
            Stage("letters", _("Letters"), issued["sent"], issued["to_send"]),
        ],
        troubled_letters=issued["troubled"],
    )


def counts_of_invoices(year):
    """How many invoices and credit notes of the year's fees there are, and how they stand."""
    invoices = Invoice.objects.of_fees_of(year).with_letter()
    return invoices.aggregate(
        all=Count("pk"),
        live=Count("pk", filter=Q(pk__in=Invoice.objects.live().values("pk"))),
        made=Count("pk", filter=Q(document__isnull=False)),
        to_send=Count("pk", filter=~Q(buyer_email="")),
        sent=Count("pk", filter=Q(letter_state=State.SENT)),
        troubled=Count("pk", filter=Q(letter_state__in=[State.FAILED, State.UNCERTAIN])),
    )


def carry_out_run(year, *, today):
    """Do here and now what the sweeps do for a year: fees, invoices, documents, letters owed.

    Run it as often as you like, also side by side with the sweeps or with itself: it does what is
    missing, and ends when nothing that can be done is left, by whomever. Raises Refused when the
    year has no adopted fees, or its run has not been approved, and when the programme lacks what
    an invoice must say.
    """
    if not adopted_schedule(year).run_approved_at:
        raise Refused(_("The invoicing of %(year)s has not been approved.") % {"year": year})
    if year >= today.year:
        raise_annual_fees(year)
    issue_invoices(AnnualFee.objects.filter(year=year), today=today)
    prepare_documents()
    wait_for_others()
    prepare_documents()


@transaction.atomic
def wait_for_others():
    """Until whoever held invoices to make has made them, or has died and let them go."""
    undone = Invoice.objects.without_document().order_by("pk")
    list(undone.select_for_update(no_key=True).values_list("pk"))
