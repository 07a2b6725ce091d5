"""What the tests of reminders, objections and exclusions begin with."""

from datetime import date, timedelta

from billing.actions import send_reminders
from outbox.models import Message
from tests import build

ISSUED, DUE = date(2027, 1, 15), date(2027, 2, 15)
FIRST = DUE + timedelta(days=10)  # the day of the first reminder, by the terms' default
SECOND = FIRST + timedelta(days=20)
PROPOSAL = SECOND + timedelta(days=30)


def an_overdue_invoice(organisation=None, **fields):
    return build.with_document(build.an_invoice(organisation, today=ISSUED, **fields))


def delivered():
    """The post has taken every letter."""
    Message.objects.update(state=Message.State.SENT)


def remind(day):
    """Send what is due on the day, with the bank's news of it, and let the post take it."""
    build.payments_known_to(day)
    count = send_reminders(today=day)
    delivered()
    return count


def remind_twice():
    """So that a proposal may be made on the day PROPOSAL."""
    remind(FIRST)
    remind(SECOND)
    build.payments_known_to(PROPOSAL)
