from checks.actions.applying import SavedMeanwhile, begin, save_draft, send, withdraw
from checks.actions.calls import close_later, publish, take_back
from checks.actions.eligibility import why_no_check

__all__ = [
    "SavedMeanwhile",
    "begin",
    "close_later",
    "publish",
    "save_draft",
    "send",
    "take_back",
    "why_no_check",
    "withdraw",
]
