"""What the clock calls. It does what is missing and may run twice, and side by side."""

from celery import shared_task
from django.utils import timezone

from board import actions


@shared_task
def remind_of_tasks():
    """Write to those whose task from a meeting is to be done by tomorrow, or is late."""
    actions.remind_of_tasks(today=timezone.localdate())


@shared_task
def ask_next_deputies():
    """Ask the next deputy where one who was asked to stand in has been silent for a day."""
    actions.ask_after_silence(now=timezone.now())
