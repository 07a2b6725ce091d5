"""The way in to an event's door: staff with the permission (and so with a second factor)."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied


def may_check_in(user) -> bool:
    return user.is_staff and user.has_perm("events.check_in")


def door_required(view):
    """Lets in who checks people in; others get 403, and a stranger logs in first."""

    @login_required
    @wraps(view)
    def door(request, *args, **kwargs):
        if not may_check_in(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return door
