import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from board.models.bodies import Body, Seat


@pghistory.track()
class Meeting(models.Model):
    """A body's meeting: its number in the year, its day and who is there (sv. möte)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number in the year"))
    held_on = models.DateField(_("date"))
    place = models.CharField(_("place"), max_length=120, blank=True)
    present = models.ManyToManyField(
        Seat, through="Attendance", related_name="meetings", verbose_name=_("present")
    )
    chair = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("meeting chair"),
        help_text=_(
            "Presides over a matter when neither the chair nor the vice chair can take part in it."
        ),
    )

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_on", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"], name="one_meeting_per_body_year_and_number"
            )
        ]

    def __str__(self):
        return f"{self.body} {self.number}/{self.year}"


class AttendanceQuerySet(models.QuerySet):
    def there_for(self, item, position):
        """Those who are there for a point: they have come, have not left and are not away from it.

        `item` is the point's key and `position` its place, or OuterRefs to them. For a matter
        without a point, those who neither came late nor left.
        """
        has_come = Q(came_at=None) | Q(came_at__position__lte=position)
        stays = Q(left_at=None) | Q(left_at__position__gt=position)
        inner = OuterRef(item) if isinstance(item, OuterRef) else item
        away = Exists(Seat.objects.filter(pk=OuterRef("seat"), absences__item=inner))
        return self.filter(has_come & stays & ~away)


class Attendance(models.Model):
    """A seat that is present at a meeting (sv. närvaro), perhaps not from its start to its end."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="attendances", verbose_name=_("meeting")
    )
    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="attendances", verbose_name=_("seat")
    )
    came_at = models.ForeignKey(
        "board.AgendaItem",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="arrivals",
        verbose_name=_("came at"),
    )
    left_at = models.ForeignKey(
        "board.AgendaItem",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="departures",
        verbose_name=_("left before"),
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="present_once_at_a_meeting")
        ]

    def __str__(self):
        return str(self.seat)
