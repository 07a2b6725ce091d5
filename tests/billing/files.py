"""Files from the bank, written from a list of payments: camt of every version, BgMax and CSV."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from billing.bank import CsvMapping

DAY = date(2027, 2, 15)
BANKGIRO, IBAN = "9912346", "SE3550000000054910000003"
VERSIONS = [f"{number:02}" for number in range(2, 14)]


@dataclass(frozen=True)
class Paid:
    """What the bank saw: `parts` are references with what was meant for each, or None."""

    amount: Decimal
    parts: tuple[tuple[str, Decimal | None], ...] = ()
    text: str = ""
    payer: str = ""
    org_number: str = ""
    account: str = ""  # the payer's
    bank_reference: str = ""
    is_reversal: bool = False

    @property
    def net(self) -> Decimal:
        return -self.amount if self.is_reversal else self.amount


def paid(kronor, *references, number=1, **said) -> Paid:
    """`paid(5000, "2027000104")`; references may be (reference, amount) too."""
    parts = tuple(r if isinstance(r, tuple) else (r, None) for r in references)
    return Paid(Decimal(kronor), parts, bank_reference=f"{270215000000 + number}", **said)


def net_of(payments: Iterable[Paid]) -> Decimal:
    return sum((payment.net for payment in payments), Decimal(0))


# camt


@dataclass(frozen=True)
class Camt:
    """How a bank writes camt. A notification has payments in batches; a statement may do so too."""

    message: str = "054"
    version: str = "08"
    in_batches: bool = True  # or an entry for each payment
    with_details: bool = True  # or only the sums
    with_giro: bool = True  # else only the account of the statement
    message_id: str = "LV20270215-1"
    booked_on: date = DAY
    currency: str = "SEK"
    batch_reference: str = "270215000074"
    opening: Decimal = field(default=Decimal(1000))

    @property
    def number(self) -> int:
        return int(self.version)

    def write(self, payments: list[Paid], *, others: str = "") -> bytes:
        """The whole file. `others` are entries as they stand in it, left out of every sum."""
        root, part = {
            "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
            "053": ("BkToCstmrStmt", "Stmt"),
        }[self.message]
        entries = self.entries(payments)
        balances = self.balances(payments) if self.message == "053" else ""
        moment = f"{self.booked_on}T21:30:00+01:00"
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="'
            f'urn:iso:std:iso:20022:tech:xsd:camt.{self.message}.001.{self.version}"><{root}>\n'
            f"<GrpHdr><MsgId>{self.message_id}</MsgId><CreDtTm>{moment}</CreDtTm></GrpHdr>\n"
            f"<{part}><Id>1</Id><CreDtTm>{moment}</CreDtTm>"
            f"<Acct><Id><IBAN>{IBAN}</IBAN></Id><Ccy>{self.currency}</Ccy></Acct>{balances}\n"
            f"{self.summary(entries)}\n{''.join(xml for _, xml in entries)}{others}"
            f"</{part}></{root}></Document>\n"
        ).encode()

    def entries(self, payments: list[Paid]) -> list[tuple[Decimal, str]]:
        """Each with its net. What takes payments back is never in a batch with payments."""
        sides = [[p for p in payments if p.is_reversal is is_back] for is_back in (False, True)]
        groups = sides if self.in_batches else [[payment] for payment in payments]
        return [
            (net_of(group), self.entry(group, number))
            for number, group in enumerate(filter(None, groups), start=1)
        ]

    def entry(self, group: list[Paid], number: int) -> str:
        reference = self.batch_reference if self.in_batches else f"{self.batch_reference}{number}"
        status = "BOOK" if self.number < 7 else "<Cd>BOOK</Cd>"
        is_back = "<RvslInd>true</RvslInd>" if group[0].is_reversal else ""
        batch = f"<Btch><NbOfTxs>{len(group)}</NbOfTxs></Btch>" if self.in_batches else ""
        details = "".join(map(self.transaction, group)) if self.with_details else ""
        return (
            f"<Ntry><NtryRef>{number}</NtryRef>{self.amount('Amt', abs(net_of(group)))}"
            f"<CdtDbtInd>{side(net_of(group))}</CdtDbtInd>{is_back}<Sts>{status}</Sts>"
            f"<BookgDt><Dt>{self.booked_on}</Dt></BookgDt><ValDt><Dt>{self.booked_on}</Dt></ValDt>"
            f"<AcctSvcrRef>{reference}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly>"
            f"<Cd>RCDT</Cd><SubFmlyCd>VCOM</SubFmlyCd></Fmly></Domn></BkTxCd>"
            f"<NtryDtls>{batch}{details}</NtryDtls></Ntry>\n"
        )

    def transaction(self, payment: Paid) -> str:
        amount = self.amount("Amt", payment.amount)
        stated = (
            f"<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>"
            if self.number < 4
            else f"{amount}<CdtDbtInd>{side(payment.net)}</CdtDbtInd>"
        )
        own = element("AcctSvcrRef", payment.bank_reference)
        return (
            f"<TxDtls><Refs>{own}<EndToEndId>NOTPROVIDED</EndToEndId></Refs>{stated}"
            f"<RltdPties>{self.payer(payment)}{account('DbtrAcct', payment.account)}"
            f"{account('CdtrAcct', BANKGIRO if self.with_giro else '')}</RltdPties>"
            f"<RmtInf>{element('Ustrd', payment.text)}"
            f"{''.join(self.structured(*part) for part in payment.parts)}</RmtInf></TxDtls>\n"
        )

    def payer(self, payment: Paid) -> str:
        number = element("Id", payment.org_number)
        identity = number and f"<Id><OrgId><Othr>{number}</Othr></OrgId></Id>"
        party = element("Nm", payment.payer) + identity
        return f"<Dbtr>{party if self.number < 7 else f'<Pty>{party}</Pty>'}</Dbtr>"

    def structured(self, reference: str, amount: Decimal | None) -> str:
        meant = ""
        if amount is not None:
            name = "RmtdAmt" if amount > 0 else "CdtNoteAmt"
            meant = self.amount(name, abs(amount))
            if self.number >= 12 and amount > 0:
                kind = "<Tp><Prtry>RmtdAmt</Prtry></Tp>"
                meant = f"<RmtAmtAndTp>{kind}{self.amount('Amt', amount)}</RmtAmtAndTp>"
        kind = "<Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
        return (
            f"<Strd>{meant and f'<RfrdDocAmt>{meant}</RfrdDocAmt>'}"
            f"<CdtrRefInf>{kind}<Ref>{escape(reference)}</Ref></CdtrRefInf></Strd>"
        )

    def balances(self, payments: list[Paid]) -> str:
        closing = self.opening + net_of(payments)
        return "".join(
            f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>{self.amount('Amt', abs(amount))}"
            f"<CdtDbtInd>{side(amount)}</CdtDbtInd><Dt><Dt>{self.booked_on}</Dt></Dt></Bal>"
            for kind, amount in [("OPBD", self.opening), ("CLBD", closing)]
        )

    def summary(self, entries: list[tuple[Decimal, str]]) -> str:
        nets = [net for net, _ in entries]
        parts = {
            "TtlNtries": nets,
            "TtlCdtNtries": [net for net in nets if net > 0],
            "TtlDbtNtries": [net for net in nets if net < 0],
        }
        sums = "".join(
            f"<{name}><NbOfNtries>{len(nets)}</NbOfNtries>"
            f"<Sum>{sum(map(abs, nets)):.2f}</Sum></{name}>"
            for name, nets in parts.items()
        )
        return f"<TxsSummry>{sums}</TxsSummry>"

    def amount(self, name: str, amount: Decimal) -> str:
        return f'<{name} Ccy="{self.currency}">{amount:.2f}</{name}>'


def side(net: Decimal) -> str:
    return "DBIT" if net < 0 else "CRDT"


def element(name: str, text: str) -> str:
    return text and f"<{name}>{escape(text)}</{name}>"


def account(name: str, number: str) -> str:
    scheme = "<SchmeNm><Prtry>BGNR</Prtry></SchmeNm>"
    return number and f"<{name}><Id><Othr><Id>{number}</Id>{scheme}</Othr></Id></{name}>"


def camt(payments: list[Paid], **how) -> bytes:
    """`camt([paid(5000, "2027000104")], message="053", version="02")`."""
    return Camt(**how).write(payments)


# BgMax


def bgmax(payments: list[Paid], *, is_test: bool = False, booked_on: date = DAY) -> bytes:
    """One deposit with them all."""
    lines = [f"01BGMAX{'':15}0120270216173035010331{'T' if is_test else 'P'}"]
    lines += [f"05{BANKGIRO:0>10}{'':10}SEK"]
    for serial, payment in enumerate(payments, start=1):
        lines += payment_lines(payment, serial)
    lines += [
        f"15{5841000010098232:035}{booked_on:%Y%m%d}{74:05}"
        f"{ore(net_of(payments))}SEK{len(payments):08}"
    ]
    codes = [line[:2] for line in lines]
    numbers = [codes.count("20"), codes.count("21"), codes.count("22") + codes.count("23"), 1]
    lines += ["70" + "".join(f"{number:08}" for number in numbers)]
    return "".join(f"{line:80}\r\n" for line in lines).encode("iso-8859-1")


def payment_lines(payment: Paid, serial: int) -> list[str]:
    own = payment.parts[0][0] if [a for _, a in payment.parts] == [None] else ""
    code = "21" if payment.is_reversal else "20"
    lines = [reference_line(code, payment, own, payment.amount, serial)]
    for reference, amount in payment.parts if not own else []:
        code = "23" if amount and amount < 0 else "22"
        lines += [reference_line(code, payment, reference, abs(amount or 0), serial)]
    lines += [f"25{payment.text[n : n + 50]}" for n in range(0, len(payment.text), 50)]
    lines += [f"26{payment.payer}"] if payment.payer else []
    return lines + ([f"29{payment.org_number:0>12}"] if payment.org_number else [])


def reference_line(code, payment, reference, amount, serial):
    number = payment.bank_reference or serial
    return f"{code}{payment.account:0>10}{reference:>25}{ore(amount)}22{number:0>12}0"


def ore(amount: Decimal) -> str:
    return f"{int(amount * 100):018}"


# CSV

MAPPING = CsvMapping(
    date="Bokföringsdag",
    amount="Belopp",
    reference="Referens",
    text="Meddelande",
    payer="Avsändare",
    account=BANKGIRO,
)


def csv(payments: list[Paid], mapping: CsvMapping = MAPPING, *, booked_on: date = DAY) -> bytes:
    """As from an internet bank, amounts as «5 000,00» with hard blanks."""
    columns = [mapping.date, mapping.amount, mapping.reference, mapping.text, mapping.payer]
    lines = [columns] if mapping.header_row else []
    for payment in payments:
        amount = f"{payment.net:,.2f}".replace(",", "\u00a0").replace(".", mapping.decimal)
        references = " ".join(reference for reference, _ in payment.parts)
        lines += [[str(booked_on), amount, references, payment.text, payment.payer]]
    rows = (
        mapping.separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line)
        for line in lines
    )
    return "".join(f"{row}\r\n" for row in rows).encode(mapping.encoding)
