"""Any bytes give rows or one clear refusal; what is written in a format is read back from it."""

from copy import deepcopy
from dataclasses import replace
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from billing.bank import Row, Unreadable
from lattvikt.lib import ocr
from tests.billing.bank.reading import SAMPLES, opened, rows_of
from tests.billing.files import MAPPING, VERSIONS, Paid, bgmax, camt, csv, paid

BACK = paid(1000, "2027000500", number=4, is_reversal=True)
PAYMENTS = [paid(5000, ("2027000104", Decimal(5000))), paid(7, number=2, payer="Å & Ö"), BACK]
GOOD = [
    *(path.read_bytes() for path in (SAMPLES / "bgmax.txt", SAMPLES / "camt.054.001.08.xml")),
    camt(PAYMENTS, message="053", version="02"),
    camt(PAYMENTS, version="13", in_batches=False),
    csv(PAYMENTS),
]


def read_or_refuse(content: bytes) -> list[Row] | str:
    """The rows or what the person is told; whatever else is raised fails the test."""
    try:
        return rows_of(content, MAPPING)
    except Unreadable as refused:
        refusal = refused
    assert refusal.text
    assert refusal.line is None or refusal.line > 0
    return str(refusal)


def begun_as(content: bytes, rest: bytes) -> bytes:
    return content + rest


BEGINNINGS = [b"", b"<", b"01BGMAX", *(content[:200] for content in GOOD)]


@given(st.builds(begun_as, st.sampled_from(BEGINNINGS), st.binary(max_size=400)))
@example(b"\x00")
@example(b"<" * 5000)
@example(b"<a>" * 5000)
@example(b"<?xml version='1.0' encoding='UTF-16'?><a/>")
@example("<BkToCstmrStmt><TxDtls/></BkToCstmrStmt>".encode("utf-16"))
@example(b"<BkToCstmrStmt><Stmt><Ntry><Ntry/></Ntry><Stmt/></Stmt></BkToCstmrStmt>")
@example(b"<TxDtls><BkToCstmrStmt/></TxDtls>")
@example(b"<BkToCstmrStmt/>")
@example(b"01BGMAX")
def test_any_bytes_are_read_or_refused(content):
    read_or_refuse(content)


@given(st.sampled_from(GOOD), st.data())
def test_a_file_that_is_cut_off_is_read_or_refused(content, data):
    end = data.draw(st.integers(0, len(content) - 1))
    read_or_refuse(content[:end])


@given(st.sampled_from(GOOD), st.data())
def test_a_file_with_a_line_twice_or_moved_is_read_or_refused(content, data):
    lines = content.splitlines(keepends=True)
    line = data.draw(st.sampled_from(lines))
    lines.insert(data.draw(st.integers(0, len(lines))), line)
    read_or_refuse(b"".join(lines))


@given(st.sampled_from(GOOD), st.data())
def test_a_file_with_some_bytes_changed_is_read_or_refused(content, data):
    changed = bytearray(content)
    places = data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=5))
    for place in places:
        changed[place] = data.draw(st.integers(0, 255))
    read_or_refuse(bytes(changed))


@given(st.sampled_from(GOOD[1:4]), st.data())
def test_camt_whose_elements_are_gone_moved_or_empty_is_read_or_refused(content, data):
    root = etree.fromstring(content)
    for change in data.draw(st.lists(st.sampled_from(["gone", "empty", "copied"]), min_size=1)):
        message, *inner = root.iter()
        element, other = (data.draw(st.sampled_from(inner or [message])) for _ in range(2))
        if change == "copied":
            other.append(deepcopy(element))
        elif change == "empty":
            element.clear()
        elif element is not root:
            element.getparent().remove(element)
    read_or_refuse(etree.tostring(root))


@given(st.sampled_from(GOOD[:4]), st.data())
def test_one_changed_digit_in_an_amount_never_goes_unseen(content, data):
    """Each amount is in a sum that the file also has."""
    before = rows_of(content)
    number = data.draw(st.sampled_from(before)).amount
    written = f"{number:.2f}".encode() if b"<" in content else f"{int(number * 100):018}".encode()
    at = content.index(written) + data.draw(st.integers(0, len(written) - 1))
    digit = data.draw(st.sampled_from([d for d in b"0123456789" if d != content[at]]))
    if content[at : at + 1] != b".":
        assert isinstance(read_or_refuse(content[:at] + bytes([digit]) + content[at + 1 :]), str)


# What is written is read back.

AMOUNTS = st.decimals(Decimal("0.01"), Decimal("9999999.99"), places=2)
REFERENCES = st.integers(1, 10**8).map(lambda number: ocr.reference(str(number)))
WORDS = st.text("abc ÅÄÖåäöé&<>\"'-1;,", max_size=30).map(lambda text: " ".join(text.split()))
# In BgMax a text of digits only, or in the reference's place, would be a reference.
TEXTS = WORDS.filter(lambda text: not text.isdecimal())
ORG_NUMBERS = st.sampled_from(["", "5560000001", "8024062310", "9696000000"])


@st.composite
def payments_of(draw, *, with_reversals=True, with_parts=True):
    """Each with a number of its own; references are told apart within a payment."""
    payments = []
    for number in range(draw(st.integers(1, 6))):
        references = draw(st.lists(REFERENCES, max_size=3 if with_parts else 1, unique=True))
        meant = st.none() if len(references) < 2 else AMOUNTS
        parts = tuple((reference, draw(meant)) for reference in references)
        is_back = with_reversals and draw(st.booleans())
        payments += [
            replace(
                paid(draw(AMOUNTS), *parts, number=number),
                text=draw(TEXTS),
                payer=draw(TEXTS),
                org_number=draw(ORG_NUMBERS) if with_parts else "",
                account=draw(st.sampled_from(["", "50501055"])) if with_parts else "",
                is_reversal=is_back,
            )
        ]
    return payments


def as_paid(row: Row) -> Paid:
    return Paid(
        row.amount,
        tuple((part.reference, part.amount) for part in row.parts),
        row.text,
        row.payer,
        row.payer_org_number,
        row.payer_account,
        is_reversal=row.is_reversal,
    )


def without_reference(payments):
    return sorted((replace(payment, bank_reference="") for payment in payments), key=repr)


@given(
    payments_of(),
    st.sampled_from(["054", "053"]),
    st.sampled_from(VERSIONS),
    st.booleans(),
)
def test_what_is_written_in_camt_is_read_back(payments, message, version, in_batches):
    content = camt(payments, message=message, version=version, in_batches=in_batches)
    reading = opened(content)
    rows = list(reading.rows())
    assert reading.format == f"camt.{message}.001.{version}"
    assert without_reference(map(as_paid, rows)) == without_reference(payments)
    assert reading.total == sum(payment.net for payment in payments)
    assert len({row.bank_reference for row in rows}) == len(payments)


@given(payments_of())
def test_what_is_written_in_bgmax_is_read_back(payments):
    if sum(payment.net for payment in payments) < 0:
        payments = [replace(payment, is_reversal=False) for payment in payments]
    rows = rows_of(bgmax(payments))
    assert without_reference(map(as_paid, rows)) == without_reference(payments)
    assert len({row.bank_reference for row in rows}) == len(payments)


@given(
    payments_of(with_reversals=False, with_parts=False),
    st.sampled_from(["utf-8", "iso-8859-1"]),
    st.sampled_from(",."),
    st.sampled_from(";,\t"),
)
def test_what_is_written_in_csv_is_read_back(payments, encoding, decimal, separator):
    mapping = replace(MAPPING, encoding=encoding, decimal=decimal, separator=separator)
    rows = rows_of(csv(payments, mapping), mapping)
    assert without_reference(map(as_paid, rows)) == without_reference(payments)
    assert len({row.bank_reference for row in rows}) == len(payments)
