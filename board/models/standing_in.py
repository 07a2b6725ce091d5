from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from board.models.bodies import Seat
from board.models.meetings import Meeting


class StandInQuerySet(models.QuerySet):
    def standing(self):
        """Those that are asked, or have said yes."""
        return self.filter(state__in=StandIn.STANDING)

    def accepted(self):
        return self.filter(state=StandIn.State.ACCEPTED)


class StandIn(models.Model):
    """A deputy who is asked to take a seat's place at a meeting (sv. tjänstgörande suppleant).

    Who has said yes and is there has the vote of the seat as long as its holder is not there: the
    number of seats is the same.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked to stand in")
        ACCEPTED = "accepted", _("stands in")
        DECLINED = "declined", _("cannot stand in")
        SILENT = "silent", _("did not answer")
        RELEASED = "released", _("is not needed")

    STANDING = (State.ASKED, State.ACCEPTED)

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="stand_ins", verbose_name=_("meeting")
    )
    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="stood_in_for", verbose_name=_("seat")
    )
    deputy = models.ForeignKey(
        Seat, models.PROTECT, related_name="stands_in", verbose_name=_("deputy")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked"))
    times_asked = models.PositiveSmallIntegerField(_("times asked"), default=1)

    objects = StandInQuerySet.as_manager()

    class Meta:
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "deputy"], name="a_deputy_stands_in_for_one_seat"
            ),
            models.UniqueConstraint(
                fields=["meeting", "seat"],
                condition=Q(state__in=["asked", "accepted"]),
                name="one_stands_in_for_a_seat",
            ),
        ]

    def __str__(self):
        return str(self.deputy)
