"""What the clock calls. Each may run twice, and side by side."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from events import actions


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
