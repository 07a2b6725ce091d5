"""Which unpaid invoices come next in the reminding, and what holds each of them back.

One query says it all, so that the page, the sweep, the desk and the guard under the lock agree.
"""

from django.db.models import (
    Case,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat, Greatest, NullIf, Upper
from django.utils import timezone

from billing.models.bank_files import latest_bank_day
from billing.models.disputes import Dispute, disputed
from billing.models.einvoices import EInvoiceDelivery
from billing.models.exclusions import ProposedExclusion
from billing.models.invoices import Invoice, InvoiceDocument
from billing.models.payments import Payment
from billing.models.reminders import of_reminders
from billing.models.terms import Terms
from billing.rules import HeldBack, Step
from lattvikt.lib.money import ZERO
from members.models import Membership, invoice_email_on
from outbox.models import Message


def in_reminding(today=None):
    """The overdue invoices whose next step has come, each with what is to be known of it.

    Adds `step` (1, 2 or 3, see `rules.Step`), `remind_from`, `bank_date` (up to which day we know
    the payments), `goes_to` (an e-mail address), `charged` (kronor), and `held_because`: "" or one
    of `rules.HeldBack`. Not those for which an exclusion has been proposed.
    """
    today = today or timezone.localdate()
    proposed = ProposedExclusion.objects.standing().filter(invoice=OuterRef("pk"))
    return (
        Invoice.objects.overdue(today)
        .with_in_kind()
        .filter(~Exists(proposed))
        .alias(buyer=Upper("buyer_name"))
        .annotate(
            step=1 + Coalesce(of_reminders(Max("step")), 0),
            bank_date=latest_bank_day(),
            goes_to=Coalesce(
                NullIf(invoice_email_on(today, "organisation"), Value("")), "buyer_email"
            ),
            charged=Coalesce(of_reminders(Sum("charge")), ZERO),
            counts_from=counts_from(),
        )
        .annotate(remind_from=days_after("counts_from", days_until_next_step()))
        .filter(remind_from__lte=today)
        .annotate(held_because=held_because(today))
    )


def to_remind(today=None):
    """Those that may be reminded of now."""
    return in_reminding(today).filter(step__lt=Step.PROPOSAL, held_because="")


def to_propose(today=None):
    """Those reminded of twice: a person may propose to the board that the member leave."""
    members = Membership.objects.on(today or timezone.localdate())
    member = Exists(members.filter(organisation=OuterRef("organisation")))
    is_fee = Q(kind=Invoice.Kind.FEE)
    return in_reminding(today).filter(member, is_fee, step=Step.PROPOSAL, held_because="")


def held_back(*reasons, today=None):
    """Those whose day has come and that are held back, for one of the reasons if any are named."""
    held = in_reminding(today).exclude(held_because="")
    return held.filter(held_because__in=reasons) if reasons else held


def counts_from():
    """The day from which the days to the next step are counted.

    The due date, the last reminder, or the day an objection was answered, whichever is latest.
    PostgreSQL passes over what is NULL.
    """
    disputes = Dispute.objects.filter(invoice=OuterRef("pk")).order_by().values("invoice")
    answered = Subquery(disputes.annotate(answer=Max("closed_on")).values("answer"))
    return Greatest("due_on", of_reminders(Max("made_on")), answered)


def days_until_next_step():
    return Case(
        When(step=Step.FIRST, then=setting("first_reminder_after")),
        When(step=Step.SECOND, then=setting("second_reminder_after")),
        default=setting("proposal_after"),
    )


def setting(name):
    """One of the terms, asked in the same query."""
    return Subquery(Terms.objects.filter(pk=1).values(name))


def days_after(day, days):
    return ExpressionWrapper(F(day) + days, output_field=DateField())


def held_because(today):
    """The first reason that holds, in the order in which somebody would mend them."""
    conditions = {
        HeldBack.DISPUTED: disputed(),
        HeldBack.IN_KIND: Q(is_held_by_in_kind=True),
        HeldBack.DEPARTED: has_left(today),
        HeldBack.OLD_BANK_DATE: is_bank_date_old(today),
        HeldBack.MONEY_WAITS: may_have_been_paid(),
        HeldBack.LETTER_ON_ITS_WAY: is_on_its_way(),
        HeldBack.NO_DOCUMENT: ~Exists(InvoiceDocument.objects.filter(invoice=OuterRef("pk"))),
        HeldBack.NO_EMAIL: Q(goes_to=""),
    }
    return Case(
        *[When(condition, then=Value(reason.value)) for reason, condition in conditions.items()],
        default=Value(""),
    )


def has_left(today):
    """A buyer that has been a member and is one no longer. A stranger never was one."""
    memberships = Membership.objects.filter(organisation=OuterRef("organisation"))
    return Exists(memberships) & ~Exists(memberships.on(today))


def is_bank_date_old(today):
    """Whether a payment may have come that we do not know of.

    Nothing is known since the due date or since the last reminder, or for more days than the terms
    let pass.
    """
    oldest = ExpressionWrapper(Value(today) - setting("bank_date_may_lag"), DateField())
    last_word = Greatest("due_on", of_reminders(Max("made_on")), oldest)
    return Q(bank_date=None) | Q(bank_date__lt=last_word)


def may_have_been_paid():
    """Whether money waits: the buyer's own credit, or a payment that may be for the invoice.

    That is one by nobody known, with the buyer's name or number, or of just what is owed. Rather
    one reminder too few: a treasurer matches the payment first, and then sends. Each list is asked
    once for all invoices.
    """
    left = Payment.objects.with_something_left()
    of_nobody = left.filter(organisation=None)
    named = of_nobody.exclude(payer="").values(name=Upper("payer"))
    numbered = of_nobody.exclude(payer_org_number="").values("payer_org_number")
    return (
        Q(organisation__in=left.exclude(organisation=None).values("organisation"))
        | Q(buyer__in=named)
        | Q(buyer_org_number__in=numbered)
        | Q(balance__in=of_nobody.values("unallocated"))
    )


def is_on_its_way():
    """Whether a letter about it, or the e-invoice, is queued, under way, refused or uncertain."""
    einvoices = EInvoiceDelivery.objects.undelivered().filter(invoice=OuterRef("pk"))
    number = OuterRef("number")
    keys = [Concat(Value("invoice-"), number)]
    keys += [Concat(Value("reminder-"), number, Value(f"-{step}")) for step in (1, 2)]
    return Exists(Message.objects.undelivered().filter(key__in=keys)) | Exists(einvoices)
