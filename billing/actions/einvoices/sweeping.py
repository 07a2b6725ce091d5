"""Handing e-invoices to the access point: claimed and committed first, then sent, then noted.

As the post does it with letters (outbox/actions/sweeping.py), but one by one and without haste.
"""

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from billing import ubl
from billing.access_points import AccessPoint
from billing.models import EInvoiceDelivery
from billing.rules.einvoice import check, errors
from outbox.rules import wait_after
from outbox.smtp import NotTaken

logger = structlog.get_logger(__name__)

State = EInvoiceDelivery.State


def deliver_einvoices() -> int:
    """Hand over what is due; any number of sweeps may share it. How many were taken.

    Without an open access point nothing happens: none is touched, and the desk shows what waits.

    Raises:
        RuntimeError: inside a transaction, where a claim would be seen by nobody.
    """
    report_interrupted()
    access_point = import_string(settings.EINVOICE_ADAPTER)()
    taken = 0
    while access_point.is_open() and (delivery := claim()):
        taken += deliver(delivery, access_point)
    return taken


@transaction.atomic(durable=True)
def report_interrupted() -> None:
    """A worker died with these in its hands: perhaps they were sent."""
    EInvoiceDelivery.objects.stuck().update(
        state=State.UNCERTAIN,
        error=_("The program stopped while it was sending the e-invoice."),
    )


@transaction.atomic(durable=True)
def claim() -> EInvoiceDelivery | None:
    """Take the next one that nobody else holds."""
    due = EInvoiceDelivery.objects.due().order_by("not_before", "pk")
    claimable = due.select_for_update(skip_locked=True, of=("self",))
    delivery = claimable.select_related("invoice", "document").first()
    if delivery:
        delivery.state, delivery.claimed_at = State.SENDING, timezone.now()
        delivery.attempts += 1
        delivery.save(update_fields=["state", "claimed_at", "attempts"])
    return delivery


def deliver(delivery, access_point: AccessPoint) -> bool:
    """Hand over one claimed e-invoice and note how it went. Whether it was taken."""
    content = bytes(delivery.document.content)
    if broken := errors(check(ubl.read(content))):
        settle(delivery, State.FAILED, error="\n".join(str(rule) for rule in broken))
        return False
    try:
        access_point.hand_over(delivery.invoice.einvoice_name, content)
    except NotTaken as error:
        put_back(delivery, error)
    except OSError as error:
        settle(delivery, State.UNCERTAIN, error=str(error))
    except Exception as error:
        logger.exception("An e-invoice could not be handed over.", invoice=str(delivery.invoice))
        settle(delivery, State.UNCERTAIN, error=repr(error))
    else:
        settle(delivery, State.SENT, sent_at=timezone.now())
        return True
    return False


def put_back(delivery, error: NotTaken) -> None:
    """Try again later, each time later; or leave it to a person."""
    wait = None if error.for_good else wait_after(delivery.attempts)
    if wait is None:
        settle(delivery, State.FAILED, error=str(error))
    else:
        later = timezone.now() + wait
        settle(delivery, State.QUEUED, error=str(error), not_before=later)


def settle(delivery, state, *, error="", **facts) -> None:
    """How it ended, if it is still ours: after a long pause somebody may have judged it."""
    ours = EInvoiceDelivery.objects.filter(
        pk=delivery.pk, state=State.SENDING, claimed_at=delivery.claimed_at
    )
    ours.update(state=state, error=error, **facts)
