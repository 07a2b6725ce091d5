"""The secretariat's registers."""

from members.admin import fees, head_counts, lists, memberships, organisations, people

__all__ = ["fees", "head_counts", "lists", "memberships", "organisations", "people"]
