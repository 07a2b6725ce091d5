from members.views.entering import choose, invitation
from members.views.organisation import details, employees, end, organisation
from members.views.people import contacts, hand_over, invite, leave, roles

__all__ = [
    "choose",
    "contacts",
    "details",
    "employees",
    "end",
    "hand_over",
    "invitation",
    "invite",
    "leave",
    "organisation",
    "roles",
]
