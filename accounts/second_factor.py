"""Whether somebody has just shown a second factor: for what is signed, not only read."""

import time

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records


def shown_just_now(request) -> str:
    """The kind of second factor shown in the last five minutes («totp», «webauthn»), or ""."""
    earliest = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    shown = [
        record["type"]
        for record in get_authentication_records(request, request.user)
        if record["method"] == "mfa" and record["at"] > earliest
    ]
    return shown[-1] if shown else ""
