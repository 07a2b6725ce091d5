import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from board.models.bodies import Body, Seat
from members.models import Organisation


class MeetingQuerySet(models.QuerySet):
    def to_come(self):
        """Today's and later ones that have not been called off, the nearest first."""
        coming = self.filter(held_on__gte=timezone.localdate(), cancelled_at=None)
        return coming.order_by("held_on", "number")


@pghistory.track()
class Meeting(models.Model):
    """A body's meeting: its number in the year, its day and who is there (sv. möte)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("body"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number in the year"))
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("begins"), null=True, blank=True)
    ends_at = models.TimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    host = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="hosted_meetings",
        verbose_name=_("host"),
        help_text=_("The organisation where the meeting is held."),
    )
    link = models.URLField(
        _("link"), blank=True, help_text=_("For those who take part from another place.")
    )
    note = models.TextField(
        _("to those who are called"),
        blank=True,
        help_text=_("How to find the way, what there is to eat, …"),
    )
    answer_by = models.DateField(_("answer by"), null=True, blank=True)
    notice_version = models.PositiveSmallIntegerField(default=0, editable=False)
    notice_sent_at = models.DateTimeField(_("notice sent"), null=True, editable=False)
    notice_told = models.CharField(max_length=64, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("called off"), null=True, editable=False)
    cancelled_because = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
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

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-held_on", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="a_meeting_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["body", "year", "number"], name="one_meeting_per_body_year_and_number"
            ),
        ]

    def __str__(self):
        return f"{self.body} {self.number}/{self.year}"

    @property
    def where(self):
        """The place and the host, as far as they are known; otherwise the link."""
        host = self.host.name if self.host else ""
        return ", ".join(filter(None, [self.place, host])) or self.link

    @property
    def is_to_come(self):
        """From today on, and not called off."""
        return self.cancelled_at is None and self.held_on >= timezone.localdate()


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
