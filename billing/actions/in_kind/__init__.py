"""Paying a year's fee with work."""

from billing.actions.in_kind.deciding import accept_or_decline_in_kind

__all__ = ["accept_or_decline_in_kind"]
