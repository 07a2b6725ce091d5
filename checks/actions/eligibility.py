from checks import rules
from members.models import Membership, Organisation


def why_no_check(organisation, *, on) -> str | None:
    """Why the organisation, as it is noted now, may not apply on the day; None for who may."""
    organisation = Organisation.objects.get(pk=organisation.pk)
    memberships = Membership.objects.filter(organisation=organisation)
    return rules.why_not(
        name=organisation.name,
        is_member=memberships.on(on).exists(),
        is_for_profit=organisation.is_for_profit,
        employees=organisation.employees,
    )
