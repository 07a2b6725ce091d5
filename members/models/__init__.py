from members.models.agenda import AgendaVersion, Support
from members.models.fees import FeeSchedule, FeeTier
from members.models.head_counts import (
    HeadCount,
    HeadCountRound,
    HowKnown,
    head_count_in,
    how_known_in,
)
from members.models.letters import OptOut, Purpose
from members.models.memberships import Membership, members_in
from members.models.organisations import (
    Industry,
    Named,
    Organisation,
    OrganisationKind,
    Region,
    Relation,
    receives_einvoices,
)
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
    "HeadCount",
    "HeadCountRound",
    "HowKnown",
    "Industry",
    "Membership",
    "Named",
    "OptOut",
    "Organisation",
    "OrganisationKind",
    "Person",
    "Programme",
    "Purpose",
    "Region",
    "Relation",
    "Support",
    "head_count_in",
    "holds",
    "how_known_in",
    "invoice_email_on",
    "lacks",
    "members_in",
    "receives_einvoices",
    "with_standing",
]
