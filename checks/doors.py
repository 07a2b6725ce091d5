from functools import wraps

from django.conf import settings
from django.http import Http404

from board.doors import seat_required


def body_required(setting):
    """Only for who holds a seat today in the body that the setting names, under its address."""

    def door(view):
        @wraps(view)
        @seat_required
        def wrapper(request, **kwargs):
            if request.seat.body.slug != getattr(settings, setting):
                raise Http404
            return view(request, **kwargs)

        return wrapper

    return door


assessors_only = body_required("CHECKS_ASSESSING_BODY")
deciders_only = body_required("CHECKS_BODY")
