"""Next year's head-count round: most have confirmed, four have another number, some are silent."""

from datetime import timedelta

from django.utils import timezone

from lattvikt.demo.calendar import Days
from members.actions import note_head_count, open_round
from members.models import HeadCountRound

CHANGED = {
    "Fiberformning Skåne AB": 52,
    "Kronoberg Stolsystem AB": 255,
    "Värmlands Cellulosaskum AB": 47,
    "Ystads Färjeinredning AB": 49,
}
SILENT_EVERY = 5
LENAS = "Åkerlund & Ångström Lättvagnar AB"  # silent, so that «Våra sidor» shows the question


def ask_for_next_year(*, secretary, days: Days):
    """Opened two weeks ago, reminded of a week ago; a week is left."""
    opened = timezone.now() - timedelta(days=14)
    asking = HeadCountRound.objects.create(
        year=days.year + 1,
        opens_on=days.today - timedelta(days=14),
        reminds_on=days.today - timedelta(days=7),
        answer_by=days.today + timedelta(days=7),
    )
    open_round(asking, by=secretary, now=opened)
    asked = asking.head_counts.select_related("organisation").order_by("pk")
    for place, head_count in enumerate(asked):
        name = head_count.organisation.name
        if name in CHANGED or (place % SILENT_EVERY and name != LENAS):
            answer(head_count, by=secretary, now=opened + timedelta(days=place % 12))


def answer(head_count, *, by, now):
    note_head_count(
        head_count,
        employees=CHANGED.get(head_count.organisation.name, head_count.known),
        said_by="Kontaktpersonen, på telefon",
        by=by,
        now=now,
    )
