from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from board.models import Case


class CitesDecision:
    """For the admin of a case: what the body has decided of it, as it is cited."""

    @admin.display(description=gettext_lazy("decision"))
    def decision(self, case: Case):
        return cited(case.decision)


def cited(decision):
    """Its number, and § once there are minutes, leading to its page; None for no decision."""
    if decision is None:
        return None
    url = reverse("admin:board_decision_change", args=[decision.pk])
    return format_html(
        '<a href="{}">{}</a>: {}', url, decision.citation, decision.get_outcome_display()
    )
