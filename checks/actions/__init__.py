from checks.actions.applying import SavedMeanwhile, begin, save_draft, send, withdraw
from checks.actions.calls import close_later, publish, take_back
from checks.actions.deciding import amend_amount, grant_or_decline, refer_all, refer_to_board
from checks.actions.eligibility import why_no_check

__all__ = [
    "SavedMeanwhile",
    "amend_amount",
    "begin",
    "close_later",
    "grant_or_decline",
    "publish",
    "refer_all",
    "refer_to_board",
    "save_draft",
    "send",
    "take_back",
    "why_no_check",
    "withdraw",
]
