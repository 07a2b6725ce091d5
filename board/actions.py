"""What happens to a matter: it is opened, withdrawn, voted on, decided."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from board.models import Matter, Party
from lattvikt.lib.refused import Refused

DAYS_TO_ANSWER = 14


@transaction.atomic
def open_matter(
    *, body, title, resolution, background="", presented_by="", parties=(), answer_by=None
):
    """Put a resolution before a body. `parties` are unsaved rows: whose interest it is."""
    matter = Matter.objects.create(
        body=body,
        title=title,
        resolution=resolution,
        background=background,
        presented_by=presented_by,
        answer_by=answer_by or default_answer_by(body),
    )
    for party in parties:
        party.matter = matter
    Party.objects.bulk_create(parties)
    return matter


def default_answer_by(body):
    """The last day to answer between meetings; None where nothing is decided between them."""
    if body.one_seat_suffices or not body.may_decide_between_meetings:
        return None
    return timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)


@transaction.atomic
def withdraw_matter(matter):
    """Take it off the table undecided. Call it before locking the case: matter, then case."""
    matter = lock(matter)
    matter.withdrawn_at = timezone.now()
    matter.save(update_fields=["withdrawn_at"])
    return matter


def lock(matter):
    """The matter's row, locked and still open, with its case."""
    matter = Matter.objects.with_case().select_for_update(of=("self",)).get(pk=matter.pk)
    if matter.withdrawn_at:
        raise Refused(_("The matter has been withdrawn."))
    if not matter.is_open:
        raise Refused(_("The matter has already been decided."))
    return matter
