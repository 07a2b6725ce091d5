from members.views.entering import choose, invitation
from members.views.head_counts import head_count
from members.views.letters import letters, letters_by_link
from members.views.organisation import details, employees, end, organisation
from members.views.people import contacts, hand_over, invite, leave, roles

__all__ = [
    "choose",
    "contacts",
    "details",
    "employees",
    "end",
    "hand_over",
    "head_count",
    "invitation",
    "invite",
    "leave",
    "letters",
    "letters_by_link",
    "organisation",
    "roles",
]
