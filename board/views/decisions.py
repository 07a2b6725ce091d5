"""The register of a body's decisions."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.doors import seat_required
from board.models import Decision

PER_PAGE = 20


@require_safe
@seat_required
def decisions(request):
    """Newest first. A search finds only what the holder of the seat may read."""
    query = request.GET.get("q", "").replace("\0", "").strip()  # which PostgreSQL does not take
    visible = Decision.objects.visible_to(request.seat).with_paragraph()
    visible = visible.select_related("matter", "meeting", "body")
    page = Paginator(visible.search(query), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "query": query}
    if not query:
        context["hidden"] = request.seat.body.decisions.count() - page.paginator.count
    return render(request, "board/decisions.html", context)
