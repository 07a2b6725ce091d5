from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Lower

from accounts.models import User
from members.models import Person


@transaction.atomic
def link_login(user) -> Person | None:
    """Tie a person without a login to the user who has verified the person's e-mail address.

    Returns the user's person, old or new, or None when we know nobody by that address.
    """
    User.objects.select_for_update().get(pk=user.pk)
    person = Person.objects.filter(user=user).first() or find_unlinked(user)
    if person and person.user is None:
        person.user = user
        person.save(update_fields=["user"])
    return person


def find_unlinked(user) -> Person | None:
    verified = EmailAddress.objects.filter(user=user, verified=True)
    addresses = verified.order_by("-primary").values_list(Lower("email"), flat=True)
    people = Person.objects.select_for_update().exclude(email="").filter(user=None)
    return people.annotate(address=Lower("email")).filter(address__in=list(addresses)).first()
