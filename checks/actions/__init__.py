from checks.actions.calls import close_later, publish, take_back
from checks.actions.eligibility import why_no_check

__all__ = ["close_later", "publish", "take_back", "why_no_check"]
