import logging
import time
from contextlib import suppress

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.shortcuts import render
from django.utils.translation import get_language, override

from accounts.models import User

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """How people sign in: by e-mail and a code; a password is theirs to add."""

    def save_user(self, request, user, form, commit=True):
        user.language = get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix, email, context):
        """In the reader's language; in the page's for an address that nobody logs in with.

        Without a mail server the page says so, to known and unknown alike.
        """
        reader = context.get("user") or User.objects.filter(email__iexact=email).first()
        context = {"site_url": settings.SITE_URL, **context}
        try:
            with override(reader.language if reader else get_language()):
                super().send_mail(template_prefix, email, context)
        except OSError as error:  # as are all of smtplib's
            logger.error("Not sent: %s (%s)", template_prefix, type(error).__name__)
            answer = render(self.request, "account/not_sent.html", status=503)
            raise ImmediateHttpResponse(answer) from error

    def send_notification_mail(self, *args, **facts):
        """What it tells of is done already, and is not stopped by a mail server that is away."""
        with suppress(ImmediateHttpResponse):
            super().send_notification_mail(*args, **facts)

    def post_login(self, request, user, **facts):
        """From the first page on in the language that the person has chosen."""
        response = super().post_login(request, user, **facts)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
        return response

    def is_reauthentication_required(self, **facts):
        """Not within five minutes of logging in, when one has just shown who one is.

        Without this somebody who has chosen an app as second step would at once be asked for
        another code from it, before seeing the recovery codes.
        """
        return super().is_reauthentication_required(**facts) and not has_just_logged_in(
            self.request
        )


def has_just_logged_in(request):
    records = get_authentication_records(request, request.user)
    latest = max((record["at"] for record in records), default=0)
    return time.time() - latest < app_settings.REAUTHENTICATION_TIMEOUT
