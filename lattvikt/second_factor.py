"""Staff and seat holders must have a second factor before they come further."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.models import User
from board.models import Seat

# What can be reached on the way to a second factor: the account's own pages, and the way out.
OPEN_NAMES = ("account_", "mfa_", "usersessions_", "set_language")
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorMiddleware:
    """Sends them to set one up, from every page but the account's own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if is_open(request.resolver_match):
            return None
        if not lacks_second_factor(request.user):
            return None
        messages.info(request, _("Your role needs a second factor. Set it up to go on."))
        return redirect("mfa_index")


def is_open(match) -> bool:
    """The account's own names stand in no namespace; the admin has names that begin likewise."""
    return not match.namespace and (match.url_name or "").startswith(OPEN_NAMES)


def lacks_second_factor(user) -> bool:
    """Whether the user is on the staff or holds a seat today, and has neither TOTP nor passkey."""
    seats = Seat.objects.current().filter(person__user=OuterRef("pk"))
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    return User.objects.filter(
        Q(is_staff=True) | Exists(seats), ~Exists(factors), pk=user.pk
    ).exists()
