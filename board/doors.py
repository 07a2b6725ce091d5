from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect

from board.models import Seat
from members.actions import link_login
from members.models import Person


def seat_required(view):
    """Only for who holds a seat today in the body of the URL; the view finds it in request.seat.

    To everybody else the page does not exist. The body is request.seat.body, since Django has
    request.body for something else. The view gets what is left of the URL.
    """

    @wraps(view)
    @login_required
    def wrapper(request, body, **kwargs):
        request.seat = seat_of(request.user, body)
        if request.seat is None:
            if newly_linked(request.user, body):
                return redirect(request.path)  # now as a seat holder, who needs a second factor
            raise Http404
        return view(request, **kwargs)

    return wrapper


def holder_required(view):
    """Only for who holds a seat today in some body; the view finds the person in request.holder.

    To everybody else the page does not exist.
    """

    @wraps(view)
    @login_required
    def wrapper(request, **kwargs):
        link_login(request.user)
        request.holder = Person.objects.filter(
            user=request.user, seats__in=Seat.objects.current()
        ).first()
        if request.holder is None:
            raise Http404
        return view(request, **kwargs)

    return wrapper


def seat_of(user, body):
    seats = Seat.objects.current().filter(body__slug=body, person__user=user)
    return seats.select_related("body", "person").order_by("-since", "-pk").first()


def newly_linked(user, body):
    """The seat of somebody who logs in for the first time with the address we know them by."""
    return seat_of(user, body) if link_login(user) else None
