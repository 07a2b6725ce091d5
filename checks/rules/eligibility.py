"""Who may apply, said to the organisation that asks (R7.2-R7.4)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.rules import CHECK_EMPLOYEES_BELOW, NoCheck, no_check_because

WORDS = {
    NoCheck.NOT_A_MEMBER: gettext_lazy("Only members may apply, and %(name)s is no member today."),
    NoCheck.PROFIT_UNKNOWN: gettext_lazy(
        "We do not know whether you are run for profit. Ask the secretariat to note it."
    ),
    NoCheck.NOT_FOR_PROFIT: gettext_lazy("Medlemscheckar are for members that are run for profit."),
    NoCheck.EMPLOYEES_UNKNOWN: gettext_lazy(
        "We do not know how many employees you have. Give the number under The organisation."
    ),
    NoCheck.NO_EMPLOYEES: gettext_lazy(
        "You have told us that you have no employees. A medlemscheck is for members with employees."
    ),
}


def why_not(
    *, name: str, is_member: bool, is_for_profit: bool | None, employees: int | None
) -> str | None:
    """Why the organisation may not apply for a medlemscheck, or None for who may."""
    reason = no_check_because(is_member=is_member, is_for_profit=is_for_profit, employees=employees)
    if reason is None:
        return None
    if reason == NoCheck.TOO_MANY:
        text = _("You have %(number)d employees. A medlemscheck requires fewer than %(limit)d.")
        return text % {"number": employees, "limit": CHECK_EMPLOYEES_BELOW}
    return str(WORDS[reason]) % {"name": name}
