from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.utils.translation import get_language, override


class AccountAdapter(DefaultAccountAdapter):
    """How people sign in: by e-mail and a code; a password is theirs to add."""

    def save_user(self, request, user, form, commit=True):
        user.language = get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def send_mail(self, template_prefix, email, context):
        """In the reader's language; in the page's for an address that nobody logs in with."""
        user = context.get("user")
        with override(user.language if user else get_language()):
            super().send_mail(template_prefix, email, {"site_url": settings.SITE_URL, **context})

    def post_login(self, request, user, **facts):
        """From the first page on in the language that the person has chosen."""
        response = super().post_login(request, user, **facts)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax")
        return response
