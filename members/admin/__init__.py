"""The secretariat's registers."""

from members.admin import fees, lists, memberships, organisations, people

__all__ = ["fees", "lists", "memberships", "organisations", "people"]
