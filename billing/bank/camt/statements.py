from decimal import Decimal

from billing.bank.agreement import agree, refuse_other_currency
from billing.bank.camt.places import (
    CREDIT,
    DEBIT,
    Element,
    count,
    elements,
    is_only_page,
    kronor,
    number,
    signed,
    words,
)
from billing.bank.texts import account_in

ACCOUNT = words("Acct/Id/IBAN", "Acct/Id/Othr/Id")
CURRENCY = words("Acct/Ccy")
LAST_PAGE = words("NtfctnPgntn/LastPgInd", "StmtPgntn/LastPgInd")
PAGE = words("NtfctnPgntn/PgNb", "StmtPgntn/PgNb")

BALANCES = elements("Bal")
BALANCE_AMOUNT = elements("Amt")
BALANCE_TYPE = words("Tp/CdOrPrtry/Cd")
SIDE = words("CdtDbtInd")
OPENING, CLOSING = ("OPBD", "PRCD"), ("CLBD",)

TOTAL = "TxsSummry/TtlNtries"
NET = words(f"{TOTAL}/TtlNetNtry/Amt", f"{TOTAL}/TtlNetNtryAmt")
NET_SIDE = words(f"{TOTAL}/TtlNetNtry/CdtDbtInd", f"{TOTAL}/CdtDbtInd")
SUMMARIES = {
    (CREDIT, DEBIT): TOTAL,
    (CREDIT,): "TxsSummry/TtlCdtNtries",
    (DEBIT,): "TxsSummry/TtlDbtNtries",
}
NUMBERS = {sides: words(f"{path}/NbOfNtries") for sides, path in SUMMARIES.items()}
SUMS = {sides: words(f"{path}/Sum") for sides, path in SUMMARIES.items()}


class Statement:
    """An account and what its entries come to (Ntfctn or Stmt; sv. avi, kontoutdrag)."""

    def __init__(self, element: Element):
        self.line = element.sourceline
        self.account = account_in(ACCOUNT(element))
        self.is_whole = is_only_page(PAGE(element), LAST_PAGE(element))
        self.numbers = {CREDIT: 0, DEBIT: 0}
        self.sums = {CREDIT: Decimal("0.00"), DEBIT: Decimal("0.00")}
        self.change = Decimal("0.00")  # of the balance
        refuse_other_currency(CURRENCY(element) or "SEK", line=self.line)

    def add(self, amount: Decimal, side: str, *, is_booked: bool) -> None:
        self.numbers[side] += 1
        self.sums[side] += amount
        if is_booked:
            self.change += signed(amount, side)

    def close(self, element: Element) -> None:
        """Raise Unreadable when a number, a sum or a balance does not hold."""
        if not self.is_whole:
            return
        for sides in SUMMARIES:
            self.close_summary(element, sides)
        if net := NET(element):
            said = signed(number(net, line=self.line), NET_SIDE(element))
            agree(found=self.sums[CREDIT] - self.sums[DEBIT], said=said, line=self.line)
        opening, closing = balance(element, OPENING), balance(element, CLOSING)
        if opening is not None and closing is not None:
            agree(found=opening + self.change, said=closing, line=self.line)

    def close_summary(self, element: Element, sides: tuple[str, ...]) -> None:
        if said := NUMBERS[sides](element):
            entries = sum(self.numbers[side] for side in sides)
            agree(found=entries, said=count(said, line=self.line), line=self.line)
        if said := SUMS[sides](element):
            kronor = sum((self.sums[side] for side in sides), Decimal(0))
            agree(found=kronor, said=number(said, line=self.line), line=self.line)


def balance(element: Element, types: tuple[str, ...]) -> Decimal | None:
    """In kronor, below zero for a debt; None when there is none of these types."""
    for found in BALANCES(element):
        if BALANCE_TYPE(found) in types and (amounts := BALANCE_AMOUNT(found)):
            return signed(kronor(amounts[0]), SIDE(found))
    return None
