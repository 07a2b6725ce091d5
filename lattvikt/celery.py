"""The clock: which sweep runs how often. Every sweep may run twice and at any time."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lattvikt.settings")

app = Celery("lattvikt")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

SECONDS_BETWEEN = {
    "outbox.tasks.send_due": 15,
    "board.tasks.remind_of_tasks": 60 * 60,
    "board.tasks.ask_next_deputies": 600,
    "members.tasks.follow_head_counts": 600,
    "billing.tasks.bill_members": 15,
    "billing.tasks.prepare_documents": 15,
    "billing.tasks.apply_bank_files": 15,
    "billing.tasks.remind_of_in_kind_reports": 3600,
    "billing.tasks.remind_members": 60 * 60,
    "billing.tasks.deliver_einvoices": 60,
    "events.tasks.write_invitations": 15,
    "events.tasks.tell_of_changes": 15,
    "checks.tasks.remind_assessors": 60 * 60,
    "checks.tasks.remind_of_reports": 60 * 60,
    "proposals.tasks.write_digests": 60 * 60,
    "proposals.tasks.forget_senders": 60 * 60,
    "events.tasks.see_to_offers": 60,
    "events.tasks.remind_registered": 15 * 60,
    "events.tasks.purge_needs": 60 * 60,
    "events.tasks.see_to_surveys": 60,
}

app.conf.beat_schedule = {
    task: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
    for task, seconds in SECONDS_BETWEEN.items()
}
