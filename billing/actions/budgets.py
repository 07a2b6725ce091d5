"""A year's budget, from the board's draft to what the annual meeting has decided."""

from django.db import transaction
from django.utils.translation import gettext as _

from billing.models import Budget
from lattvikt.lib.refused import Refused


@transaction.atomic
def adopt_budget(budget, *, on, reference) -> Budget:
    """Note that the annual meeting has adopted the year's budget: from then on its lines stand.

    Raises Refused for one that is adopted, for one without lines and without the decision.
    """
    budget = Budget.objects.select_for_update().get(pk=budget.pk)
    if budget.adopted_on:
        raise Refused(_("The budget for %(year)s is already adopted.") % {"year": budget.year})
    if not budget.lines.exists():
        raise Refused(_("Add the lines of the budget first."))
    if not reference.strip():
        raise Refused(_("Name the annual meeting's decision."))
    return write_decision(budget, on=on, reference=reference.strip())


@transaction.atomic
def reopen_budget(budget) -> Budget:
    """Make it a draft again, for a new decision; its history keeps the old one.

    Raises Refused for a draft.
    """
    budget = Budget.objects.select_for_update().get(pk=budget.pk)
    if not budget.adopted_on:
        raise Refused(_("The budget for %(year)s is a draft already.") % {"year": budget.year})
    return write_decision(budget, on=None, reference="")


def write_decision(budget, *, on, reference):
    budget.adopted_on, budget.decision_reference = on, reference
    budget.save(update_fields=["adopted_on", "decision_reference"])
    return budget
