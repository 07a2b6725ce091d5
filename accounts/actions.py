"""What the secretariat does to somebody's login."""

from allauth.account.models import EmailAddress
from django.db import transaction


@transaction.atomic
def change_email(user, *, email):
    """Let somebody log in with another address from now on, and no longer with the old one.

    The new one is not verified: its owner shows that it is theirs by the code that is sent there.
    """
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=email.lower(), primary=True)
    user.email = email
    user.save(update_fields=["email"])
