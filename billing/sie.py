"""Vouchers as a SIE 4I file: transactions for a bookkeeping program to read in (sie.se, format 4B).

Plain values in, bytes out: the same values always give the same bytes.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from billing.rules import Voucher
from lattvikt.lib import org_number

ENCODING = "cp437"  # what SIE calls PC8
TRANSLITERATED = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012–—―\u2212", "-"),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
        "€": "EUR",
        "…": "...",
        "ø": "ö",
        "Ø": "Ö",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "œ": "oe",
        "Œ": "Oe",
        "©": "(c)",
        "®": "(R)",
        "™": "TM",
        "\\": "/",  # or it would escape the quote after it
    }
)


def write(
    vouchers: Iterable[Voucher], *, company: str, company_number: str, made_on: date
) -> bytes:
    """The whole file.

    Raises:
        ValueError: a voucher does not sum to 0.00, has an amount in parts of an öre, or no entries.
    """
    lines = [
        "#FLAGGA 0",
        f"#PROGRAM {quoted('Lättvikt')} 1.0",
        "#FORMAT PC8",
        f"#GEN {day(made_on)}",
        "#SIETYP 4",
        *([f"#ORGNR {org_number.show(company_number)}"] if company_number else []),
        f"#FNAMN {quoted(company)}",
    ]
    for voucher in vouchers:
        lines += lines_of(voucher)
    return "".join(f"{line}\r\n" for line in lines).encode(ENCODING)


def lines_of(voucher: Voucher) -> Iterator[str]:
    """A voucher with its entries. Its number is empty: the bookkeeping program gives it."""
    guard_balance(voucher)
    on = day(voucher.on)
    yield f'#VER {quoted(voucher.series)} "" {on} {quoted(voucher.text)}'
    yield "{"
    for entry in voucher.entries:
        text = f" {quoted(entry.text)}" if entry.text else ""
        yield f"#TRANS {entry.account} {{}} {amount(entry.amount)} {on}{text}"
    yield "}"


def guard_balance(voucher: Voucher) -> None:
    total = sum((entry.amount for entry in voucher.entries), Decimal(0))
    if not voucher.entries or total:
        raise ValueError(f"The voucher “{voucher.text}” does not balance: {total}.")


def day(on: date) -> str:
    return f"{on:%Y%m%d}"


def amount(kronor: Decimal) -> str:
    """«-5000.00». ValueError for parts of an öre, which would be rounded away."""
    exact = kronor.quantize(Decimal("0.01"))
    if exact != kronor:
        raise ValueError(f"{kronor} kr is not whole öre.")
    return f"{exact:f}"


def quoted(text: str) -> str:
    """The text within quotes, as the code page can write it and on one line."""
    return '"{}"'.format(plain(text).replace('"', '\\"'))


def plain(text: str) -> str:
    """Without control characters, and with what the code page lacks as near as it comes."""
    known = unicodedata.normalize("NFC", text).translate(TRANSLITERATED)
    on_one_line = " ".join("".join(c if c.isprintable() else " " for c in known).split())
    return "".join(near(character) for character in on_one_line)


def near(character: str) -> str:
    """The character itself, without its accent, or «?»."""
    for candidate in (character, unicodedata.normalize("NFKD", character)[:1]):
        try:
            candidate.encode(ENCODING)
        except UnicodeEncodeError:
            continue
        return candidate
    return "?"
