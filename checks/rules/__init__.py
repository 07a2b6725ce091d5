from checks.rules.calls import FORMER_NAMES, Stage, shares, stage
from checks.rules.eligibility import why_not

__all__ = ["FORMER_NAMES", "Stage", "shares", "stage", "why_not"]
