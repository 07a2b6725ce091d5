from datetime import timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Deferrable, Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from board.models.bodies import Body, Seat
from board.models.decisions import Decision
from board.models.matters import Matter
from board.models.meetings import Meeting
from members.models import Person


class AgendaItemQuerySet(models.QuerySet):
    def withheld_from(self, seat):
        """Adds `is_withheld`: the holder of the seat is recused from the point.

        Recused from the point itself, or in some matter under it: its papers and what is written
        under it are then not shown (LEF 7 kap. 23 §), only its number.
        """
        open_ones = Matter.objects.open_to(seat.person_id).values("pk")
        recused = Absence.objects.filter(
            item=OuterRef("pk"), seat__person=seat.person_id, is_recused=True
        )
        closed = Matter.objects.filter(item=OuterRef("pk")).exclude(pk__in=open_ones)
        return self.annotate(is_withheld=Exists(recused) | Exists(closed))

    def with_end(self):
        """Adds `is_finished`: it has been said what became of it, or the decisions under it say."""
        matters = Matter.objects.filter(item=OuterRef("pk"))
        is_decided = Exists(matters) & ~Exists(matters.open())
        return self.annotate(is_finished=~Q(ending="") | Q(is_decided))

    def unfinished(self):
        return self.with_end().filter(is_finished=False)

    def visible_to(self, seat):
        """The points of the body's meetings from which the holder is not recused."""
        points = self.filter(meeting__body=seat.body_id)
        return points.withheld_from(seat).filter(is_withheld=False)


@pghistory.track()
class AgendaItem(models.Model):
    """A numbered point on a meeting's agenda (sv. dagordningspunkt).

    The matters that are decided under it point here; it may have none, one or several.
    """

    class Kind(models.TextChoices):
        INFORMATION = "information", _("information")
        DISCUSSION = "discussion", _("discussion")
        DECISION = "decision", _("decision")

    class Ending(models.TextChoices):
        """What became of the point at the meeting. A matter's own end is its decision."""

        TREATED = "treated", _("treated")
        POSTPONED = "postponed", _("postponed")
        REFERRED_BACK = "referred_back", _("referred back")  # sv. återremiss

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="items", verbose_name=_("meeting")
    )
    position = models.PositiveSmallIntegerField(_("number on the agenda"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.INFORMATION)
    title = models.CharField(_("title"), max_length=250)
    presenter = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="presented_items",
        verbose_name=_("presented by"),
    )
    background = models.TextField(_("background and motives"), blank=True)
    follows_up = models.OneToOneField(
        "board.FollowUp",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="taken_up_as",
        verbose_name=_("follows up"),
    )
    standing = models.ForeignKey(
        "board.StandingItem",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="agenda_items",
        verbose_name=_("standing point"),
    )
    ending = models.CharField(
        _("what became of it"), max_length=15, choices=Ending, blank=True, editable=False
    )
    ending_reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                name="one_agenda_item_per_place",
                deferrable=Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["meeting", "standing"], name="a_standing_point_is_there_once"
            ),
        ]

    def __str__(self):
        return f"{self.position}. {self.title}"

    @property
    def is_referred_back(self):
        return self.ending == self.Ending.REFERRED_BACK

    def has_taken_part(self, seat) -> bool:
        """In a decision under the point; while there is none, by being there for it."""
        decisions = Decision.objects.filter(matter__item=self)
        if decisions:
            return any(seat.pk in decision.took_part for decision in decisions)
        there = self.meeting.attendances.there_for(self.pk, self.position)
        return there.filter(seat=seat).exists()


class Guest(models.Model):
    """Somebody without a seat who takes part in one point (sv. adjungerad)."""

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="guests", verbose_name=_("agenda item")
    )
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person we know"),
    )
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")

    def __str__(self):
        return self.name


class Absence(models.Model):
    """A seat that is not there for one point, though present at the meeting (sv. frånvaro).

    For jäv, where the papers of the point are withheld too, or because somebody came or left.
    """

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="absences", verbose_name=_("agenda item")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="absences", verbose_name=_("seat"))
    is_recused = models.BooleanField(_("because of jäv"), default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="absent_once_from_a_point")
        ]

    def __str__(self):
        return str(self.seat)


class Note(models.Model):
    """Something that is written down under a point (sv. anteckning)."""

    class Kind(models.TextChoices):
        OPINION = "opinion", _("opinion of the body")
        INPUT = "input", _("input")  # sv. inspel
        ADVICE = "advice", _("advice to the secretariat")  # sv. medskick
        RESERVATION = "reservation", _("reservation")

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="notes", verbose_name=_("agenda item")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    text = models.TextField(_("text"))
    seat = models.ForeignKey(
        Seat, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="reservation") | Q(seat__isnull=False),
                name="a_reservation_is_somebodys",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def said(self):
        """The text, and whose it is when it is somebody's."""
        return f"{self.text} ({self.seat.person})" if self.seat else self.text


class TaskQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_on=None)

    def of(self, person):
        return self.filter(owner=person)

    def to_remind(self, today):
        """Those to be done by tomorrow, and the late ones; not those given today."""
        soon = self.open().filter(due_on__lte=today + timedelta(days=1))
        return soon.filter(item__meeting__held_on__lt=today)


class Task(models.Model):
    """Something that a named person has taken on at a meeting (sv. uppdrag)."""

    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="tasks", verbose_name=_("agenda item")
    )
    text = models.CharField(_("task"), max_length=300)
    owner = models.ForeignKey(
        Person, models.PROTECT, related_name="tasks", verbose_name=_("who does it")
    )
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(_("done"), null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = [F("due_on").asc(nulls_last=True), "pk"]

    def __str__(self):
        return self.text


class FollowUpQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(taken_up_as=None)

    def due(self, meeting):
        """Those that are to stand on the agenda of this meeting of their body."""
        return self.waiting().filter(body=meeting.body_id, due_on__lte=meeting.held_on)


class FollowUp(models.Model):
    """A body's wish to hear of something again (sv. uppföljning).

    It stands on the agenda of the first meeting of the body on or after its day.
    """

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="follow_ups", verbose_name=_("body")
    )
    item = models.ForeignKey(
        AgendaItem, models.PROTECT, related_name="follow_ups", verbose_name=_("agenda item")
    )
    wish = models.CharField(_("what is wished for"), max_length=300)
    due_on = models.DateField(_("not before"))

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.wish


class PaperQuerySet(models.QuerySet):
    def visible_to(self, seat):
        return self.filter(item__in=AgendaItem.objects.visible_to(seat).values("pk"))


class Paper(models.Model):
    """A file for a point or for a matter under it (sv. underlag).

    Who is recused from the point, or in a matter under it, sees none of them.
    """

    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="papers", verbose_name=_("agenda item")
    )
    matter = models.ForeignKey(
        "board.Matter",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("matter"),
    )
    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(_("file"), upload_to="board/papers/")
    mimetype = models.CharField(max_length=40, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["pk"]

    def __str__(self):
        return self.title
