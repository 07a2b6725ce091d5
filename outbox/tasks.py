from celery import shared_task

from outbox import actions


@shared_task
def send_due():
    actions.send_due()
