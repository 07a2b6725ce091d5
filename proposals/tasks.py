"""What the clock calls. Each may run twice, and side by side."""

from celery import shared_task
from django.utils import timezone

from proposals import actions


@shared_task
def write_digests():
    actions.write_digests(today=timezone.localdate())


@shared_task
def forget_senders():
    actions.forget_senders()
