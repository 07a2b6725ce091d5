"""Texts of allauth's own that its Swedish catalogue lacks, named here so that ours has them."""

from django.utils.translation import gettext_noop, ngettext_lazy

OF_ALLAUTH = [
    gettext_noop("A new set of recovery codes has been generated."),
    gettext_noop("Add Security Key"),
    gettext_noop("Alternative options"),
    gettext_noop("An authenticator app is not active."),
    gettext_noop("Are you sure?"),
    gettext_noop("Authentication using an authenticator app is active."),
    gettext_noop("Authenticator App"),
    gettext_noop("Confirm"),
    gettext_noop("Confirm Access"),
    gettext_noop("Deactivate"),
    gettext_noop("Deactivate Authenticator App"),
    gettext_noop("Enter an authenticator code:"),
    gettext_noop("Generate"),
    gettext_noop("Generate new codes"),
    gettext_noop("Incorrect code."),
    gettext_noop("No recovery codes set up."),
    gettext_noop("No security keys have been added."),
    gettext_noop("Passwordless"),
    gettext_noop("Please reauthenticate to safeguard your account."),
    gettext_noop("Recovery Codes"),
    gettext_noop("Security Keys"),
    ngettext_lazy(
        "There is %(unused_count)s out of %(total_count)s recovery codes available.",
        "There are %(unused_count)s out of %(total_count)s recovery codes available.",
    ),
    gettext_noop("This action will invalidate your existing codes."),
    gettext_noop("Two-Factor Authentication"),
    gettext_noop("Unused codes"),
    gettext_noop(
        "You are about to deactivate authenticator app based authentication. Are you sure?"
    ),
    gettext_noop("You are about to generate a new set of recovery codes for your account."),
    gettext_noop(
        "Your account is protected by two-factor authentication. "
        "Please enter an authenticator code:"
    ),
]
