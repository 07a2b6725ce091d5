from members.models.agenda import AgendaVersion, Support
from members.models.fees import FeeSchedule, FeeTier
from members.models.memberships import Membership
from members.models.organisations import Industry, Organisation, OrganisationKind, Region, Relation
from members.models.people import (
    Contact,
    Group,
    GroupMembership,
    Person,
    holds,
    invoice_email_on,
    lacks,
)
from members.models.programme import Programme
from members.models.standing import with_standing

__all__ = [
    "AgendaVersion",
    "Contact",
    "FeeSchedule",
    "FeeTier",
    "Group",
    "GroupMembership",
    "Industry",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Programme",
    "Region",
    "Relation",
    "Support",
    "holds",
    "invoice_email_on",
    "lacks",
    "with_standing",
]
