from checks.rules.aid import MOST_AID, Aid, counted_aid, counts, in_euros
from checks.rules.budget import first_beyond, running
from checks.rules.calls import FORMER_NAMES, Stage, shares, stage
from checks.rules.costs import most_to_ask, own_contribution, total_of
from checks.rules.differences import Piece, differences
from checks.rules.eligibility import why_not
from checks.rules.payouts import most_to_pay_out
from checks.rules.reports import DAYS_REMINDED_AFTER, DAYS_REMINDED_BEFORE, report_reminder
from checks.rules.scoring import HIGHEST, LOWEST, Spread, placed, spread, weighted
from checks.rules.searching import finds
from checks.rules.sending import Fault, faults, lacking_consents
from checks.rules.standing import Standing, standing

__all__ = [
    "DAYS_REMINDED_AFTER",
    "DAYS_REMINDED_BEFORE",
    "FORMER_NAMES",
    "HIGHEST",
    "LOWEST",
    "MOST_AID",
    "Aid",
    "Fault",
    "Piece",
    "Spread",
    "Stage",
    "Standing",
    "counted_aid",
    "counts",
    "differences",
    "faults",
    "finds",
    "first_beyond",
    "in_euros",
    "lacking_consents",
    "most_to_ask",
    "most_to_pay_out",
    "own_contribution",
    "placed",
    "report_reminder",
    "running",
    "shares",
    "spread",
    "stage",
    "standing",
    "total_of",
    "weighted",
    "why_not",
]
