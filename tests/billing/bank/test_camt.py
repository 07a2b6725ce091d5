import re
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from billing.bank import Part, Row
from billing.bank.camt.reading import elements_of, forget
from tests.billing.bank.reading import SAMPLES, opened, refusal_of, rows_of
from tests.billing.files import BANKGIRO, IBAN, VERSIONS, camt, paid

SAMPLE = (SAMPLES / "camt.054.001.08.xml").read_bytes()
THREE = [
    paid(
        5000,
        ("2027000104", Decimal(5000)),
        number=1,
        payer="Lätta Detaljer i Göteborg AB",
        org_number="5560000001",
        account="50501055",
    ),
    paid(25000, number=2, payer="Åkes & <Söners> Aluminium AB", text="Medlemsavg 2027"),
    paid(
        12000,
        ("2027000401", Decimal(5000)),
        ("2027000500", Decimal(9000)),
        ("2027000609", Decimal(-2000)),
        number=3,
    ),
]
BACK = paid(1000, "2027000500", number=4, is_reversal=True)


def with_entry(xml, **how):
    """A file with one payment and an entry, that has no sums and no balances."""
    content = re.sub(rb"<Bal>.*</Bal>|<TxsSummry>.*</TxsSummry>", b"", camt(THREE[:1], **how))
    return re.sub(rb"(?=</(Ntfctn|Stmt)>)", xml.encode(), content)


def entry(*, amount="100.00", side="DBIT", status="<Cd>BOOK</Cd>", reversal="", more="", inside=""):
    return (
        f'<Ntry><Amt Ccy="SEK">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{reversal}'
        f"<Sts>{status}</Sts><BookgDt><Dt>2027-02-16</Dt></BookgDt>"
        f"<AcctSvcrRef>E1</AcctSvcrRef>{more}<NtryDtls>{inside}</NtryDtls></Ntry>"
    )


def family(code):
    return f"<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{code}</Cd></Fmly></Domn></BkTxCd>"


def test_the_sample_has_four_payments_in_one_batch():
    reading = opened(SAMPLE)
    assert (reading.family, reading.format, reading.is_test) == ("camt", "camt.054.001.08", False)
    rows = list(reading.rows())
    assert [row.amount for row in rows] == [5000, 14500, 25000, 20000]
    assert (reading.count, reading.total) == (4, Decimal("64500.00"))
    assert (reading.message_id, reading.latest_booked_on) == ("LV20270215-1", date(2027, 2, 15))


def test_a_payment_has_all_that_is_said_of_it():
    assert rows_of(SAMPLE)[3] == Row(
        line=10,
        bank_reference="270215000004",
        booked_on=date(2027, 2, 15),
        amount=Decimal("20000.00"),
        is_reversal=False,
        account="9912346",
        parts=(
            Part("2027000401", Decimal("5000.00")),
            Part("2027000500", Decimal("15000.00")),
        ),
        text="",
        payer="Koncernen Service AB",
        payer_org_number="5560160680",
        payer_account="5555552",
        deposit="270215000074",
    )


@pytest.mark.parametrize("message", ["054", "053"])
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("in_batches", [True, False])
def test_every_version_says_the_same(message, version, in_batches):
    how = {"message": message, "version": version, "in_batches": in_batches}
    first, second, third, back = rows_of(camt([*THREE, BACK], **how))
    assert first.parts == (Part("2027000104", Decimal("5000.00")),)
    assert (first.payer, first.payer_org_number, first.payer_account, first.account) == (
        "Lätta Detaljer i Göteborg AB",
        "5560000001",
        "50501055",
        BANKGIRO,
    )
    assert (second.parts, second.text) == ((), "Medlemsavg 2027")
    assert second.payer == "Åkes & <Söners> Aluminium AB"
    assert [part.amount for part in third.parts] == [5000, 9000, -2000]
    assert [row.amount for row in (first, second, third, back)] == [5000, 25000, 12000, 1000]
    assert [row.is_reversal for row in (first, second, third, back)] == [False] * 3 + [True]
    assert [row.booked_on for row in (first, back)] == [date(2027, 2, 15)] * 2
    assert (back.bank_reference, back.reverses) == ("270215000004/reversal", "270215000004")


def test_the_same_payment_has_the_same_reference_in_054_and_053():
    notified = rows_of(camt([*THREE, BACK], message="054"))
    stated = rows_of(
        camt([*THREE, BACK], message="053", version="02", with_giro=False, in_batches=False)
    )
    assert [row.bank_reference for row in notified] == [row.bank_reference for row in stated]
    assert {row.account for row in stated} == {IBAN}


def test_a_statement_may_have_only_the_sum_of_a_batch():
    [row] = rows_of(camt(THREE, message="053", with_details=False))
    assert (row.amount, row.bank_reference) == (42000, "270215000074")
    assert {row.deposit for row in rows_of(camt(THREE))} == {row.bank_reference}


def test_a_bank_that_gives_a_batch_one_reference_does_not_make_its_payments_one():
    same = [paid(5000, number=1), paid(5000, number=1), paid(7000, number=1)]
    assert [row.bank_reference for row in rows_of(camt(same))] == [
        "270215000001",
        "270215000001/2/5000.00/NOTPROVIDED",
        "270215000001/3/7000.00/NOTPROVIDED",
    ]


def test_a_bank_that_gives_payments_the_reference_of_their_sum_leaves_it_to_the_sum():
    same = [paid(5000, number=1), paid(5000, number=1)]
    rows = rows_of(camt(same, batch_reference="270215000001"))
    assert [row.bank_reference for row in rows] == [
        "270215000001/1/5000.00/NOTPROVIDED",
        "270215000001/2/5000.00/NOTPROVIDED",
    ]
    [lone] = rows_of(camt(same[:1], batch_reference="270215000001"))
    assert lone.bank_reference == lone.deposit == "270215000001"


def test_a_payment_without_a_reference_has_its_batchs_and_its_place():
    content = camt(THREE[:2]).replace(b"<AcctSvcrRef>270215000001</AcctSvcrRef>", b"")
    assert [row.bank_reference for row in rows_of(content)] == [
        "270215000074/1/5000.00/NOTPROVIDED",
        "270215000002",
    ]


# As they are kept with payments: they may never become others.
KNOWN = ["74b91c626a6438dce6234d51", "9d3a2ee8d5afae54b9f82d1f", "05eb9d2f32e1032932833644"]


def test_without_any_reference_of_the_bank_payments_are_known_by_what_is_said_of_them():
    bare = re.sub(rb"<AcctSvcrRef>[0-9]+</AcctSvcrRef>", b"", camt(THREE, in_batches=False))
    references = [row.bank_reference for row in rows_of(bare)]
    assert references == KNOWN
    assert references == [row.bank_reference for row in rows_of(bare.replace(b"LV2027", b"X"))]


def test_what_is_not_yet_booked_and_what_is_nothing_is_passed_over():
    for xml in (entry(side="CRDT", status="<Cd>PDNG</Cd>"), entry(side="CRDT", amount="0.00")):
        reading = opened(with_entry(xml))
        assert [row.amount for row in reading.rows()] == [5000]
        assert reading.passed_over == 1


def test_what_we_sent_out_is_passed_over_in_a_statement_but_is_in_its_balance():
    sent = entry(inside='<TxDtls><Amt Ccy="EUR">9.00</Amt></TxDtls><TxDtls/>')
    content = camt(THREE[:1], message="053").replace(b"</Stmt>", sent.encode() + b"</Stmt>")
    start, _, rest = content.partition(b"<TxsSummry>")
    content = start + rest.partition(b"</TxsSummry>")[2]
    assert "den anger 6\u00a0000\u00a0kr, men har 5\u00a0900\u00a0kr" in refusal_of(content)
    reading = opened(content.replace(b">6000.00<", b">5900.00<"))
    assert [row.amount for row in reading.rows()] == [5000]
    assert reading.passed_over == 2


@pytest.mark.parametrize(
    ("xml", "reversals"),
    [
        (entry(), 1),
        (entry(more=family("RCDT")), 1),
        (entry(more=family("ICDT")), 0),
        (entry(more=family("ICDT"), reversal="<RvslInd>true</RvslInd>"), 1),
        (entry(more=family("ICDT"), inside="<TxDtls><RtrInf/></TxDtls>"), 1),
        (entry(side="CRDT", reversal="<RvslInd>true</RvslInd>"), 0),
    ],
)
def test_a_debit_in_a_notification_takes_a_payment_back_unless_it_is_ours(xml, reversals):
    assert sum(row.is_reversal for row in rows_of(with_entry(xml))) == reversals


def test_money_of_ours_that_came_back_is_money_in():
    xml = entry(side="CRDT", reversal="<RvslInd>true</RvslInd>")
    assert [row.amount for row in rows_of(with_entry(xml))] == [5000, 100]


@pytest.mark.parametrize("message", ["054", "053"])
def test_a_deduction_may_stand_in_the_midst_of_a_batch(message):
    inside = (
        '<TxDtls><Amt Ccy="SEK">300.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>'
        '<TxDtls><Amt Ccy="SEK">200.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls>'
    )
    rows = rows_of(with_entry(entry(side="CRDT", inside=inside), message=message))
    assert [(row.amount, row.is_reversal) for row in rows[1:]] == [(300, False), (200, True)]


def test_the_amount_of_a_lone_transaction_may_be_only_in_its_entry():
    rows = rows_of(with_entry(entry(side="CRDT", inside="<TxDtls/>")))
    assert [row.amount for row in rows] == [5000, 100]


@pytest.mark.parametrize(
    ("structured", "part"),
    [
        ("<RfrdDocInf><Nb>2027 000104</Nb></RfrdDocInf>", Part("2027000104", None)),
        ("<CdtrRefInf><Ref>7</Ref></CdtrRefInf>", Part("7", None)),
        (
            '<RfrdDocAmt><RmtdAmt Ccy="EUR">5.00</RmtdAmt></RfrdDocAmt>'
            "<CdtrRefInf><Ref>7</Ref></CdtrRefInf>",
            Part("7", None),
        ),
        (
            "<RfrdDocInf><Tp><CdOrPrtry><Cd>CREN</Cd></CdOrPrtry></Tp><Nb>7</Nb></RfrdDocInf>"
            '<RfrdDocAmt><RmtAmtAndTp><Amt Ccy="SEK">5.00</Amt></RmtAmtAndTp></RfrdDocAmt>',
            Part("7", Decimal("-5.00")),
        ),
        (
            "<RfrdDocInf><Nb>7</Nb></RfrdDocInf><RfrdDocAmt>"
            '<RmtAmtAndTp><Amt Ccy="SEK">5.00</Amt></RmtAmtAndTp>'
            '<RmtAmtAndTp><Amt Ccy="SEK">6.00</Amt></RmtAmtAndTp></RfrdDocAmt>',
            Part("7", None),
        ),
    ],
)
def test_a_reference_has_the_amount_that_is_clearly_meant_for_it(structured, part):
    inside = f"<TxDtls><RmtInf><Strd>{structured}</Strd></RmtInf></TxDtls>"
    assert rows_of(with_entry(entry(side="CRDT", inside=inside)))[1].parts == (part,)


def test_a_private_persons_number_is_not_kept():
    content = SAMPLE.replace(b"<Id>5560000001</Id>", b"<Id>8112189876</Id>")
    assert rows_of(content)[0].payer_org_number == ""


def test_the_namespace_and_what_is_around_the_message_do_not_matter():
    bare = SAMPLE.replace(b' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"', b"")
    assert rows_of(bare) == rows_of(SAMPLE)
    assert opened(bare).format == "camt.054"
    body = SAMPLE.partition(b"?>")[2]
    assert rows_of(b"\xef\xbb\xbf<Envelope xmlns='x'><AppHdr/>" + body + b"</Envelope>")


def test_a_file_of_one_line_and_one_with_comments_are_read():
    flat = b"".join(SAMPLE.splitlines())
    assert [row.amount for row in rows_of(flat)] == [5000, 14500, 25000, 20000]
    noted = SAMPLE.replace(b"Kompositbolaget", b"Komposit<!-- -->bolaget")
    assert rows_of(noted)[1].payer == "Kompositbolaget Ö AB"


def test_the_first_page_of_several_is_not_held_to_the_whole():
    content = camt(THREE, message="053")
    page = b"<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn><CreDtTm>2"
    content = content.replace(b"<Id>1</Id><CreDtTm>2", b"<Id>1</Id>" + page)
    cut = content.replace(b"<Sum>42000.00</Sum>", b"<Sum>50000.00</Sum>")
    assert len(rows_of(cut)) == 3


SUMS = "Filen stämmer inte med sig själv: den anger {}, men har {}."


def kr(text):
    return f"{text} kr".replace(" ", "\u00a0")


REFUSED = {
    "a wrong sum of the batch": (
        SAMPLE.replace(b">64500.00<", b">64501.00<"),
        "Rad 6: " + SUMS.format(kr("64 501"), kr("64 500")),
    ),
    "a payment that is missing": (
        SAMPLE.replace(b"<NbOfTxs>4<", b"<NbOfTxs>5<"),
        "Rad 6: " + SUMS.format(5, 4),
    ),
    "the header's number": (
        SAMPLE.replace(b"</GrpHdr>", b"<NbOfTxs>5</NbOfTxs></GrpHdr>"),
        SUMS.format(5, 4),
    ),
    "the sum of the entries": (
        camt(THREE).replace(b"<Sum>42000.00</Sum>", b"<Sum>42000.01</Sum>"),
        "Rad 4: " + SUMS.format(kr("42 000,01"), kr("42 000")),
    ),
    "the number of entries": (
        camt(THREE).replace(b"<NbOfNtries>1<", b"<NbOfNtries>2<"),
        "Rad 4: " + SUMS.format(2, 1),
    ),
    "the net of the entries": (
        camt(THREE).replace(
            b"</Sum></TtlNtries>",
            b"</Sum><TtlNetNtry><Amt>1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></TtlNetNtry></TtlNtries>",
        ),
        "Rad 4: " + SUMS.format(kr("-1"), kr("42 000")),
    ),
    "the balance": (
        camt(THREE, message="053").replace(b">43000.00<", b">43000.50<"),
        "Rad 4: " + SUMS.format(kr("43 000,50"), kr("43 000")),
    ),
    "a DOCTYPE": (
        SAMPLE.replace(b"<Document", b'\n<!DOCTYPE Document [<!ENTITY a "b">]>\n<Document', 1),
        "Rad 4: Filen har en DOCTYPE, och det har ingen fil från en bank.",
    ),
    "another currency of the account": (
        SAMPLE.replace(b"<Ccy>SEK", b"<Ccy>EUR"),
        "Rad 5: Bara kronor läses in; detta är i en annan valuta.",
    ),
    "another currency of the entry": (
        SAMPLE.replace(b'Ccy="SEK">64500', b'Ccy="EUR">64500'),
        "Rad 6: Bara kronor läses in; detta är i en annan valuta.",
    ),
    "another currency of a payment": (
        SAMPLE.replace(b'<Amt Ccy="SEK">14500', b'<Amt Ccy="NOK">14500'),
        "Rad 8: Bara kronor läses in; detta är i en annan valuta.",
    ),
    "a broken encoding": (
        SAMPLE.decode().encode("iso-8859-1"),
        "Rad 7: Här finns tecken som inte är text: filens teckenkodning är trasig.",
    ),
    "an encoding that nobody knows": (
        SAMPLE.replace(b'encoding="UTF-8"', b'encoding="KLINGON"'),
        "Rad 1: Här finns tecken som inte är text: filens teckenkodning är trasig.",
    ),
    "a file that is cut off": (
        SAMPLE[:3000],
        "Rad 10: Filen är inte välformad XML: en del av den kan fattas.",
    ),
    "a day that is none": (
        SAMPLE.replace(b"2027-02-15</Dt></BookgDt>", b"2027-02-30</Dt></BookgDt>"),
        "Rad 6: Posten saknar datum.",
    ),
    "öre in parts": (
        SAMPLE.replace(b">5000.00</Amt>", b">5000.001</Amt>"),
        "Rad 7: ”5000.001” är inget belopp i kronor.",
    ),
    "neither side": (
        SAMPLE.replace(b"<CdtDbtInd>CRDT</CdtDbtInd><Sts>", b"<Sts>"),
        "Rad 6: Posten är varken kredit eller debet.",
    ),
    "an entry without an amount": (
        SAMPLE.replace(b'<Amt Ccy="SEK">64500.00</Amt>', b""),
        "Rad 6: Posten saknar belopp.",
    ),
    "an amount that we have no room for": (
        camt([paid(10**10)]),
        "Rad 6: Beloppet är för stort.",
    ),
    "a reference that is far too long": (
        SAMPLE.replace(b"<AcctSvcrRef>270215000001<", b"<AcctSvcrRef>" + b"2" * 201 + b"<"),
        "Rad 7: En text är längre än formatet tillåter.",
    ),
    "a transaction outside its entry": (
        SAMPLE.replace(b"Ntry>", b"Entry>"),
        "Rad 7: Filen är inte uppbyggd som camt.",
    ),
    "camt.052": (
        SAMPLE.replace(b"BkToCstmrDbtCdtNtfctn", b"BkToCstmrAcctRpt"),
        "Rad 3: camt.052 innehåller sådant som ännu inte är bokfört: "
        "hämta camt.054 eller camt.053.",
    ),
    "other XML": (
        b"<?xml version='1.0'?><html/>",
        "Filen är XML, men varken camt.054 eller camt.053.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_does_not_hold_together_is_refused_with_its_line(name):
    content, text = REFUSED[name]
    assert refusal_of(content) == text


def test_a_doctype_is_seen_in_any_encoding():
    hidden = "<?xml version='1.0' encoding='UTF-7'?>+ADwAIQ-DOCTYPE a+AD4APA-BkToCstmrStmt/+AD4-"
    assert refusal_of(hidden.encode()).startswith("Rad 1: ")


def test_entities_within_entities_do_no_harm():
    bombs = b"".join(b'<!ENTITY a%d "%s">' % (n + 1, b"&a%d;" % n * 10) for n in range(9))
    padding = b"<!--" + b" " * 70_000 + b"-->"
    bomb = padding + b'<!DOCTYPE a [<!ENTITY a0 "ha">' + bombs + b']><BkToCstmrStmt a="&a9;"/>'
    assert refusal_of(bomb) == "Filen är XML, men varken camt.054 eller camt.053."
    assert "DOCTYPE" in refusal_of(bomb.removeprefix(padding))


def test_a_row_keeps_nothing_of_the_file():
    """A text that lxml calls smart holds on to its whole tree."""
    row = rows_of(SAMPLE)[0]
    texts = [row.bank_reference, row.payer, row.payer_account, row.account, row.parts[0].reference]
    assert {type(text) for text in texts} == {str}


def test_what_has_been_read_is_let_go():
    content = camt([paid(5000, number=number) for number in range(1000)])
    kept = []
    for _name, element in elements_of(BytesIO(content)):
        kept.append(element.xpath("count(//*[local-name()='TxDtls'])"))
        forget(element)
    assert len(kept) == 1003
    assert max(kept) < 150, "what is in memory is what the parser reads at a time"
