"""What a body is and who sits in it."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.doors import seat_required
from board.models import composition_warnings, sitting_in


@require_safe
@seat_required
def about(request):
    body = request.seat.body
    context = {"sittings": sitting_in(body), "composition_warnings": composition_warnings(body)}
    return render(request, "board/about.html", context)
