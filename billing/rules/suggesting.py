"""Which invoice a payment without a known OCR number may be for: each with its reasons.

A person confirms (domain facts 5.4). Nothing here is sure, so nothing here is done by itself.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

SEPARATORS = re.compile(r"[\s.\-–/]+")
WORDS = re.compile(r"[^\W\d_]+")
# What says nothing of who it is: legal forms, and small words in Swedish names.
COMMON = {"ab", "aktiebolag", "aktiebolaget", "publ", "hb", "kb", "ek", "for", "och", "i", "of"}
SHORTEST = 6  # digits of a number that is looked for with a fault in it


class Reason(IntEnum):
    """Why an invoice is suggested; the strongest first."""

    NUMBER = 1
    REPLACED = 2
    ALMOST = 3
    ORG_NUMBER = 4
    ACCOUNT = 5
    NAME_AND_AMOUNT = 6
    NAME = 7

    @property
    def label(self):
        return LABELS[self]


LABELS = {
    Reason.NUMBER: _("the invoice’s number or OCR number stands in the message"),
    Reason.REPLACED: _("the OCR number is that of an invoice that this one replaced"),
    Reason.ALMOST: _("the OCR number with one wrong digit, or two that have changed places"),
    Reason.ORG_NUMBER: _("the payer has the buyer’s organisation number"),
    Reason.ACCOUNT: _("the buyer has paid from the same account before"),
    Reason.NAME_AND_AMOUNT: _("the payer has the buyer’s name, and the amount is what is owed"),
    Reason.NAME: _("the payer has the buyer’s name"),
}


@dataclass(frozen=True)
class Clues:
    """What a payment tells of who has paid, and for what."""

    amount: Decimal
    texts: tuple[str, ...]
    payer: str = ""
    org_number: str = ""
    account: str = ""


@dataclass(frozen=True)
class Candidate:
    """An unpaid invoice. `accounts` have paid for its buyer, `replaced` are OCR numbers before."""

    key: int
    number: str
    ocr: str
    balance: Decimal
    buyer: str = ""
    org_number: str = ""
    accounts: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    key: int
    reasons: tuple[Reason, ...]


def suggestions(clues: Clues, candidates: Iterable[Candidate], most: int = 8) -> list[Suggestion]:
    """Those with a reason: the strongest first, then those where the amount is right."""
    numbers = numbers_in(clues.texts)
    found = []
    for candidate in candidates:
        if reasons := tuple(reasons_for(clues, numbers, candidate)):
            is_other_amount = candidate.balance != clues.amount
            rank = (reasons[0], is_other_amount, -len(reasons), candidate.key)
            found.append((rank, Suggestion(candidate.key, reasons)))
    return [suggestion for _rank, suggestion in sorted(found, key=lambda one: one[0])[:most]]


def reasons_for(clues: Clues, numbers: Sequence[str], candidate: Candidate) -> Iterator[Reason]:
    """In order of strength."""
    own = {candidate.ocr, SEPARATORS.sub("", candidate.number)}
    if any(stands_in(number, numbers) for number in own):
        yield Reason.NUMBER
    elif any(stands_in(number, numbers) for number in candidate.replaced):
        yield Reason.REPLACED
    elif any(is_almost(number, candidate.ocr) for number in numbers):
        yield Reason.ALMOST
    if clues.org_number and clues.org_number == candidate.org_number:
        yield Reason.ORG_NUMBER
    if clues.account and clues.account in candidate.accounts:
        yield Reason.ACCOUNT
    if is_same_name(clues.payer, candidate.buyer):
        is_right = clues.amount == candidate.balance
        yield Reason.NAME_AND_AMOUNT if is_right else Reason.NAME


def numbers_in(texts: Iterable[str]) -> list[str]:
    """The numbers in the texts: digits, also where blanks, hyphens or dots stand between them."""
    found: list[str] = []
    for text in texts:
        runs = re.findall(r"\d(?:[\s.\-–/]*\d)*", text)
        found += [SEPARATORS.sub("", run) for run in runs]
        found += re.findall(r"\d+", text)
    return list(dict.fromkeys(found))


def stands_in(number: str, numbers: Sequence[str]) -> bool:
    """As a number of its own, or within a longer one: «faktura 2027-00012 2027» runs together."""
    return any(number == one or (len(number) >= SHORTEST and number in one) for one in numbers)


def is_almost(number: str, ocr: str) -> bool:
    """One digit wrong, lost or too many, or two neighbours that have changed places."""
    if number == ocr or min(len(number), len(ocr)) < SHORTEST:
        return False
    if len(number) == len(ocr):
        wrong = [place for place, pair in enumerate(zip(number, ocr, strict=True)) if is_odd(pair)]
        return len(wrong) == 1 or is_swapped(number, ocr, wrong)
    longer, shorter = sorted([number, ocr], key=len, reverse=True)
    without_one = (longer[:place] + longer[place + 1 :] for place in range(len(longer)))
    return len(longer) - len(shorter) == 1 and shorter in without_one


def is_odd(pair: tuple[str, str]) -> bool:
    return pair[0] != pair[1]


def is_swapped(number: str, ocr: str, wrong: Sequence[int]) -> bool:
    return any(
        len(wrong) == 2 and second == first + 1 and number[first:][:2] == ocr[first:][:2][::-1]
        for first, second in pairwise(wrong)
    )


def is_same_name(payer: str, buyer: str) -> bool:
    """All the words that tell something of the buyer stand in the payer's name.

    However they are written: banks use capitals, drop rings and dots, and cut a name after 35
    characters.
    """
    ours, theirs = words_of(buyer), words_of(payer)
    if not ours or not theirs:
        return False
    return set(ours) <= set(theirs) or is_beginning(theirs, ours)


def is_beginning(some: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words begin so, the last of them perhaps cut."""
    *whole, last = some
    place = len(whole)
    return words[:place] == whole and any(word.startswith(last) for word in words[place:][:1])


def words_of(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return [word for word in WORDS.findall(letters) if word not in COMMON]
