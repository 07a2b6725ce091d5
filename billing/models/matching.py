"""What is known of the invoices that a waiting payment may be for."""

from collections import defaultdict

from billing.models.bank_files import BankRow
from billing.models.invoices import Invoice
from billing.models.payments import Payment
from billing.rules import Candidate, Clues

STANDING = [
    "pk",
    "number",
    "ocr",
    "balance",
    "buyer_name",
    "buyer_org_number",
    "organisation",
    "fee",
]


def candidates() -> list[Candidate]:
    """The unpaid invoices, with the accounts that have paid for their buyers. Three queries."""
    accounts, replaced = accounts_by_buyer(), replaced_by_fee()
    found = Invoice.objects.unpaid().order_by("pk").values_list(*STANDING, named=True)
    return [
        Candidate(
            key=one.pk,
            number=one.number,
            ocr=one.ocr,
            balance=one.balance,
            buyer=one.buyer_name,
            org_number=one.buyer_org_number,
            accounts=frozenset(accounts[one.organisation]),
            replaced=frozenset(replaced[one.fee]),
        )
        for one in found
    ]


def accounts_by_buyer() -> dict[int | None, set[str]]:
    """The accounts from which each member has paid before."""
    paid = Payment.objects.exclude(payer_account="").exclude(organisation=None).order_by()
    found = defaultdict(set)
    for buyer, account in paid.values_list("organisation", "payer_account").distinct():
        found[buyer].add(account)
    return found


def replaced_by_fee() -> dict[int | None, set[str]]:
    """The OCR numbers of credited invoices, by the fee that another invoice may be for now."""
    credited = Invoice.objects.filter(credit_notes__isnull=False).exclude(fee=None)
    found = defaultdict(set)
    for fee, number in credited.values_list("fee", "ocr"):
        found[fee].add(number)
    return found


def clues_of(payment: Payment) -> Clues:
    """All that the payment, and the bank's rows about it, say of what it is for."""
    rows = BankRow.objects.filter(payment=payment)
    references = [reference for row in rows for reference, _amount in row.references]
    return Clues(
        amount=payment.amount,
        texts=(payment.ocr, payment.text, payment.note, *references),
        payer=payment.payer,
        org_number=payment.payer_org_number,
        account=payment.payer_account,
    )
