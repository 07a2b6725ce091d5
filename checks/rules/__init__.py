from checks.rules.calls import FORMER_NAMES, Stage, shares, stage
from checks.rules.costs import most_to_ask, own_contribution, total_of
from checks.rules.differences import Piece, differences
from checks.rules.eligibility import why_not
from checks.rules.sending import Fault, faults

__all__ = [
    "FORMER_NAMES",
    "Fault",
    "Piece",
    "Stage",
    "differences",
    "faults",
    "most_to_ask",
    "own_contribution",
    "shares",
    "stage",
    "total_of",
    "why_not",
]
