from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from billing.actions import overview_of
from billing.forms import year_asked_for
from board.doors import seat_required


@require_safe
@seat_required
def economy(request):
    """The year's money, for the bodies that are to see it."""
    if request.seat.body.slug not in settings.ECONOMY_BODIES:
        raise Http404
    today = timezone.localdate()
    overview = overview_of(year_asked_for(request, today), today=today)
    return render(request, "billing/economy.html", {"overview": overview})
