"""Staff and seat holders must have a second factor before they come further."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.translation import gettext as _

from board.models import Seat

# What can be reached on the way to a second factor: the account's own pages and the way out.
OPEN_NAMES = ("account_", "mfa_", "usersessions_", "set_language")


class SecondFactorMiddleware:
    """Sends them to set one up, on every page but the account's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self.must_stop(request):
            messages.info(request, _("Your role needs a second factor. Set it up to go on."))
            return redirect("mfa_index")
        return self.get_response(request)

    def must_stop(self, request):
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return False
        if resolve(request.path_info).url_name.startswith(OPEN_NAMES):
            return False
        return needs_second_factor(request.user) and not is_mfa_enabled(request.user)


def needs_second_factor(user) -> bool:
    return user.is_staff or Seat.objects.current().filter(person__user=user).exists()
