"""What the clock calls. Each does what is missing and may run twice, and side by side."""

import structlog
from celery import shared_task
from django.utils import timezone

from members import actions

logger = structlog.get_logger(__name__)


@shared_task
def follow_head_counts():
    """Freeze the round whose last day has passed; otherwise ask, and remind, the silent."""
    now = timezone.now()
    actions.freeze_passed_rounds(now)
    if written := actions.ask_the_silent(timezone.localdate(now)):
        logger.info("Members were asked for their head-counts.", count=written)
