"""What has changed from one text to another, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Piece:
    """Some words that are in both texts, only in the older, or only in the newer."""

    kind: str  # same, gone or new
    text: str


def differences(old: str, new: str) -> list[Piece]:
    before, after = WORD.findall(old), WORD.findall(new)
    pieces = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[i:j])))
            continue
        told = [Piece("gone", "".join(before[i:j])), Piece("new", "".join(after[k:m]))]
        pieces += [piece for piece in told if piece.text]
    return pieces
