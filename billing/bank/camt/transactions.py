"""A transaction of an entry (TxDtls), made into a row."""

from collections.abc import Iterator
from decimal import Decimal

from billing.bank.camt.entries import Entry, of_reversal
from billing.bank.camt.places import DEBIT, Element, elements, kronor, words
from billing.bank.reading import Part, Row
from billing.bank.texts import (
    Names,
    account_in,
    fingerprint,
    one_line,
    org_number_in,
    without_blanks,
)

SIDE = words("CdtDbtInd")
AMOUNT = elements("Amt", "AmtDtls/TxAmt/Amt")
RETURNED = elements("RtrInf")
BANK_REFERENCE = words("Refs/AcctSvcrRef")
END_TO_END = words("Refs/EndToEndId")

ACCOUNT = words("RltdPties/CdtrAcct/Id/IBAN", "RltdPties/CdtrAcct/Id/Othr/Id")
PAYER = words(
    "RltdPties/Dbtr/Pty/Nm",
    "RltdPties/Dbtr/Nm",
    "RltdPties/UltmtDbtr/Pty/Nm",
    "RltdPties/UltmtDbtr/Nm",
)
PAYER_NUMBERS = elements("RltdPties/Dbtr/Pty/Id/OrgId/Othr/Id", "RltdPties/Dbtr/Id/OrgId/Othr/Id")
PAYER_ACCOUNT = words("RltdPties/DbtrAcct/Id/IBAN", "RltdPties/DbtrAcct/Id/Othr/Id")

TEXTS = elements("RmtInf/Ustrd", "RmtInf/Strd/AddtlRmtInf")
OTHER_TEXT = words("AddtlTxInf")
STRUCTURED = elements("RmtInf/Strd")
CREDITOR_REFERENCE = words("CdtrRefInf/Ref")
DOCUMENT_NUMBER = words("RfrdDocInf/Nb")
DOCUMENT_TYPE = words("RfrdDocInf/Tp/CdOrPrtry/Cd")
MEANT = elements("RfrdDocAmt/RmtdAmt", "RfrdDocAmt/RmtAmtAndTp/Amt")
DRAWN = elements("RfrdDocAmt/CdtNoteAmt")
CREDIT_NOTE = "CREN"


def row_of(transaction: Element, entry: Entry, names: Names) -> Row | None:
    """A payment, or what takes one back; None for what is no payment to us."""
    entry.transactions += 1
    side = SIDE(transaction) or entry.side
    if not concerns_us(transaction, side, entry):
        entry.has_passed_over = True
        return None
    amounts = AMOUNT(transaction)
    amount = kronor(amounts[0]) if amounts else entry.amount
    entry.sum += amount if side == entry.side else -amount
    return build(transaction, amount, entry, names, is_reversal=side == DEBIT) if amount else None


def concerns_us(transaction: Element, side: str, entry: Entry) -> bool:
    """Booked, and either money in or money taken back: also out of the midst of a batch."""
    takes_back = entry.takes_back or side != entry.side or bool(RETURNED(transaction))
    return entry.is_booked and (side != DEBIT or takes_back)


def build(
    transaction: Element, amount: Decimal, entry: Entry, names: Names, *, is_reversal: bool
) -> Row:
    own = BANK_REFERENCE(transaction)
    payer, parts, text = PAYER(transaction), parts_of(transaction), text_of(transaction)
    name = name_of(transaction, own, amount, entry) or names.give(
        fingerprint(*entry.said(), entry.transactions, amount, payer, text, *flat(parts))
    )
    return Row(
        line=transaction.sourceline,
        bank_reference=of_reversal(name) if is_reversal else name,
        booked_on=entry.booked_on,
        amount=amount,
        is_reversal=is_reversal,
        account=account_in(ACCOUNT(transaction)) or entry.account,
        parts=parts,
        text=text,
        payer=payer,
        payer_org_number=org_number_of(transaction),
        payer_account=account_in(PAYER_ACCOUNT(transaction)),
        reverses=own if is_reversal else "",
        deposit=entry.reference,
    )


def flat(parts: tuple[Part, ...]) -> Iterator[str | Decimal | None]:
    for part in parts:
        yield from (part.reference, part.amount)


def name_of(transaction: Element, own: str, amount: Decimal, entry: Entry) -> str:
    """By the bank's own reference; by its place too, where others in the entry have the same.

    "" when the bank gives no reference at all.
    """
    if own and not entry.shares(own):
        return own
    if not (shared := own or entry.reference):
        return ""
    return f"{shared}/{entry.transactions}/{amount}/{END_TO_END(transaction)}"


def parts_of(transaction: Element) -> tuple[Part, ...]:
    return tuple(
        Part(without_blanks(reference), meant_by(structured))
        for structured in STRUCTURED(transaction)
        if (reference := CREDITOR_REFERENCE(structured) or DOCUMENT_NUMBER(structured))
    )


def meant_by(structured: Element) -> Decimal | None:
    """Kronor for a reference; below zero for a credit note. None when it is not said clearly."""
    meant, drawn = MEANT(structured), DRAWN(structured)
    if len(said := meant or drawn) != 1 or said[0].get("Ccy") != "SEK":
        return None
    amount = kronor(said[0]) or None
    is_credit_note = not meant or DOCUMENT_TYPE(structured) == CREDIT_NOTE
    return -amount if amount and is_credit_note else amount


def text_of(transaction: Element) -> str:
    texts = " ".join(text.text or "" for text in TEXTS(transaction))
    return one_line(texts) or OTHER_TEXT(transaction)


def org_number_of(transaction: Element) -> str:
    found = (org_number_in(number.text or "") for number in PAYER_NUMBERS(transaction))
    return next(filter(None, found), "")
