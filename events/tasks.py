"""What the clock calls. Each may run twice, and side by side."""

import structlog
from celery import shared_task
from django.conf import settings
from django.utils import timezone

from events import actions

logger = structlog.get_logger(__name__)


@shared_task
def see_to_offers():
    actions.see_to_offers(now=timezone.now())


@shared_task
def remind_registered():
    """Write to those who come to an event that begins soon."""
    actions.remind_registered(days=settings.EVENT_REMINDER_DAYS, now=timezone.now())


@shared_task
def purge_needs():
    """Forget what people who came needed to eat and to get in."""
    actions.purge_needs(days=settings.EVENT_NEEDS_DAYS, now=timezone.now())


@shared_task
def write_invitations():
    """Owe the letters of the invitations that have none yet."""
    if written := actions.write_invitations():
        logger.info("Invitations were written.", count=written)


@shared_task
def tell_of_changes():
    actions.write_tellings(now=timezone.now())


@shared_task
def see_to_surveys():
    """Send the surveys to who has not got them, remind the silent, close what is over."""
    actions.see_to_surveys(days=settings.SURVEY_REMINDER_DAYS, now=timezone.now())
