"""What the tests of the post owe and ask for."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F

from outbox.actions import enqueue, send_due
from outbox.models import STUCK_AFTER, Message


def owe(key="invoice-2027-00012", **fields):
    """Owe a letter, in a transaction of its own when the test has none."""
    defaults = {"to": "anna@example.org", "subject": "Faktura", "text": "Hej!\n", "language": "sv"}
    with transaction.atomic():
        return enqueue(key=key, **{**defaults, **fields})


def owe_many(count):
    with transaction.atomic():
        return [owe(f"letter-{number}").key for number in range(count)]


def states():
    return dict(Message.objects.order_by("pk").values_list("key", "state"))


def keys(letters):
    """The keys of the letters that the server has got, each as often as it came."""
    return sorted(letter.message["Message-ID"].strip("<>").partition("@")[0] for letter in letters)


def make_due():
    """Let the time pass until whatever was put off is due."""
    Message.objects.filter(state="queued").update(not_before=F("queued_at"))


def give_up_on_the_dead():
    """Let the time pass after which a letter in a worker's hands is called uncertain, and sweep."""
    an_age = STUCK_AFTER + timedelta(minutes=1)
    Message.objects.filter(state="sending").update(claimed_at=F("claimed_at") - an_age)
    send_due()
