"""The register of a body's decisions."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.doors import holder_required, seat_required
from board.forms import RegisterForm
from board.models import Body, Decision

PER_PAGE = 20


@require_safe
@holder_required
def register(request):
    """The decisions of every body where one has a seat today."""
    bodies = Body.objects.filter(pk__in=request.holder.seats.current().values("body"))
    form = RegisterForm(asked(request), bodies=bodies)
    visible = Decision.objects.of_holder(request.holder).with_paragraph()
    visible = visible.select_related("matter", "meeting", "body")
    found = form.found_in(visible.order_by("-decided_on", "-pk"))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "board/register.html", {"page": page, "form": form})


def asked(request):
    """What was sent, without what PostgreSQL does not take."""
    return {name: value.replace("\0", "").strip() for name, value in request.GET.items()}


@require_safe
@seat_required
def decisions(request):
    """Newest first. A search finds only what the holder of the seat may read."""
    query = asked(request).get("q", "")
    visible = Decision.objects.visible_to(request.seat).with_paragraph()
    visible = visible.select_related("matter", "meeting", "body")
    page = Paginator(visible.search(query), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "query": query}
    if not query:
        context["hidden"] = request.seat.body.decisions.count() - page.paginator.count
    return render(request, "board/decisions.html", context)
