"""What the clock calls. Each may run twice, and side by side."""

from celery import shared_task
from django.utils import timezone

from checks import actions


@shared_task
def remind_of_reports():
    actions.remind_of_reports(today=timezone.localdate())


@shared_task
def remind_assessors():
    actions.remind_assessors(today=timezone.localdate())
