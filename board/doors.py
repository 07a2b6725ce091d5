from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404

from board.models import Body, Seat


def seat_required(view):
    """Only for who holds a seat today in the body of the URL: request.body, request.seat.

    To everybody else the page does not exist. The view gets what is left of the URL.
    """

    @wraps(view)
    @login_required
    def wrapper(request, body, **kwargs):
        request.body = get_object_or_404(Body, slug=body)
        request.seat = seat_of(request.user, request.body)
        if request.seat is None:
            raise Http404
        return view(request, **kwargs)

    return wrapper


def seat_of(user, body):
    seats = Seat.objects.current().of(body).filter(person__user=user)
    return seats.select_related("body", "person").order_by("-since", "-pk").first()
