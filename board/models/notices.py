"""What the notice of a meeting tells, and what those who are called have answered."""

import json
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext_lazy as _

from board.models.agenda import AgendaItem, Guest, Paper
from board.models.bodies import Seat
from board.models.matters import Matter
from board.models.meetings import Meeting


class MeetingAnswer(models.Model):
    """Whether the holder of a seat comes to a meeting (sv. svar på kallelse)."""

    class Choice(models.TextChoices):
        COMES = "comes", _("comes")
        BY_LINK = "by_link", _("takes part by link")
        CANNOT = "cannot", _("cannot come")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="answers", verbose_name=_("meeting")
    )
    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="meeting_answers", verbose_name=_("seat")
    )
    choice = models.CharField(_("answer"), max_length=7, choices=Choice)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answer to a notice")
        verbose_name_plural = _("answers to notices")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_answer_per_seat")
        ]

    def __str__(self):
        return f"{self.seat.person}: {self.get_choice_display()}"


FACTS = ["held_on", "starts_at", "ends_at", "place", "host_id", "link", "note", "answer_by"]
OF_ITEM = ["position", "kind", "title", "presenter_id", "background"]
OF_MATTER = ["item__position", "title", "resolution", "background"]
OF_GUEST = ["item__position", "name", "role", "organisation"]


def told_of(meeting) -> str:
    """A fingerprint of all that the notice leads to: it is another when something has changed."""
    under = {"item__meeting": meeting}
    facts = [
        [getattr(meeting, name) for name in FACTS],
        rows(AgendaItem.objects.filter(meeting=meeting).order_by("position"), OF_ITEM),
        rows(Matter.objects.filter(**under, withdrawn_at=None).order_by("pk"), OF_MATTER),
        rows(Guest.objects.filter(**under).order_by("pk"), OF_GUEST),
        rows(Paper.objects.filter(**under).order_by("pk"), ["item__position", "pk"]),
    ]
    return sha256(json.dumps(facts, default=str).encode()).hexdigest()


def rows(found, names):
    return [list(row) for row in found.values_list(*names)]
