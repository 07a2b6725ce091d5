"""What the bodies have decided of an organisation, on pages of apps that stand below them."""

from django import template
from django.db.models import Q

from board.admin.recused import without_recused
from board.models import Decision

register = template.Library()


@register.simple_tag(takes_context=True)
def decisions_about(context, organisation):
    """Every decision that concerns the organisation, save where the reader is recused."""
    about = Decision.objects.about(organisation.org_number).with_paragraph()
    shown = without_recused(about, context["request"]).select_related("matter")
    return shown.order_by("-decided_on", "-pk")


@register.simple_tag
def decisions_on(membership):
    """To admit the member, and to let it leave: those of the board that the membership follows."""
    admitted = Q(
        matter__admission_application__org_number=membership.organisation.org_number,
        decided_on=membership.starts_on,
    )
    left = Q(matter__billing_proposedexclusion__membership=membership)
    carried = Decision.objects.filter(admitted | left, outcome=Decision.Outcome.APPROVED)
    return carried.with_paragraph().order_by("decided_on", "pk")
