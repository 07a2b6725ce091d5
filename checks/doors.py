from functools import wraps

from django.conf import settings
from django.http import Http404

from board.doors import seat_required


def body_required(*names):
    """Only for who holds a seat today in the body that one of the settings names."""

    def door(view):
        @wraps(view)
        @seat_required
        def wrapper(request, **kwargs):
            if request.seat.body.slug not in [getattr(settings, name) for name in names]:
                raise Http404
            return view(request, **kwargs)

        return wrapper

    return door


assessors_only = body_required("CHECKS_ASSESSING_BODY")
deciders_only = body_required("CHECKS_BODY")
assessors_or_deciders_only = body_required("CHECKS_ASSESSING_BODY", "CHECKS_BODY")
