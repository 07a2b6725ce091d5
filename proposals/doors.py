from functools import wraps

from django.conf import settings
from django.http import Http404

from board.doors import seat_required


def listeners_only(view):
    """Only for who holds a seat today in a body that views and needs are told to."""

    @wraps(view)
    @seat_required
    def wrapper(request, **kwargs):
        if request.seat.body.slug not in settings.REMARK_BODIES:
            raise Http404
        return view(request, **kwargs)

    return wrapper
