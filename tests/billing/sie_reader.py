"""A small reader of SIE 4 files, written from the format's description and not from our writer."""

import re
from collections import Counter
from decimal import Decimal
from typing import NamedTuple

TOKEN = re.compile(rb'"((?:\\"|[^"])*)"|(\{[^}]*\})|(\S+)')


class Trans(NamedTuple):
    account: str
    amount: Decimal
    text: str


class Ver(NamedTuple):
    series: str
    number: str
    on: str
    text: str
    rows: list[Trans]


class Sie(NamedTuple):
    labels: list[tuple[str, ...]]  # every line before the vouchers
    vouchers: list[Ver]

    @property
    def balances(self):
        sums = Counter()
        for voucher in self.vouchers:
            for row in voucher.rows:
                sums[row.account] += row.amount
        return {account: sums[account] for account in sorted(sums)}


def words(line: bytes) -> list[str]:
    found = []
    for quoted, braces, plain in TOKEN.findall(line):
        found.append((quoted.replace(b'\\"', b'"') or braces or plain).decode("cp437"))
    return found


def read(file: bytes) -> Sie:
    """Raises AssertionError where the file breaks the format."""
    assert file.endswith(b"\n")
    labels, vouchers = [], []
    for raw in file.splitlines():
        line = raw.strip()
        assert not re.search(rb"[\x00-\x1f\x7f]", line), line
        name, *rest = words(line)
        if name == "#VER":
            vouchers.append(Ver(rest[0], rest[1], rest[2], rest[3], []))
        elif name == "#TRANS":
            assert re.fullmatch(r"-?\d+(\.\d{1,2})?", rest[2]), line
            text = rest[4] if len(rest) > 4 else ""
            vouchers[-1].rows.append(Trans(rest[0], Decimal(rest[2]), text))
        elif name not in "{}":
            labels.append((name, *rest))
    for voucher in vouchers:
        assert sum(row.amount for row in voucher.rows) == 0, voucher
    return Sie(labels, vouchers)
