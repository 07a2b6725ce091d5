import pghistory
from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from board.models.bodies import Body, Seat, Subject
from board.models.meetings import Attendance, Meeting
from board.models.recusals import Party, is_found, is_noted
from board.models.standing_in import StandIn
from board.rules import Way


class MatterQuerySet(models.QuerySet):
    def open(self):
        return self.filter(decision=None, withdrawn_at=None)

    def with_case(self):
        """The case behind each, whatever its kind, in the same query."""
        names = ["body", "meeting", "item", "decision", *Matter.case_names()]
        return self.select_related(*names)

    def open_to(self, person):
        """Those in which the person is not recused."""
        matter = OuterRef("pk")
        return self.exclude(is_noted(matter, person)).exclude(
            Q(decision=None) & Q(is_found(matter, person))
        )

    def visible_to(self, seat):
        """What the holder of the seat may read: the body's matters, and no jäv."""
        return self.filter(body=seat.body_id).open_to(seat.person_id)

    def with_answer_of(self, seat):
        """With `my_choice` (None: not answered) and `is_present` (for the matter's point).

        And for a deputy with `stands_in`: for a seat with a vote, whose holder is not there.
        """
        mine = FilteredRelation("votes", condition=Q(votes__seat=seat))
        accepted = StandIn.objects.accepted().filter(meeting=OuterRef("meeting"), deputy=seat)
        accepted = accepted.exclude(seat__no_vote_in__contains=[OuterRef("subject")])
        return self.annotate(
            mine=mine,
            my_choice=F("mine__choice"),
            is_present=Exists(there_for_its_point(seat.pk)),
            holder=Subquery(accepted.values("seat")),
            stands_in=Q(holder__isnull=False) & ~Exists(there_for_its_point(OuterRef("holder"))),
        )


def there_for_its_point(seat):
    """The seat's attendance at a matter's meeting, if it is there for the matter's point."""
    noted = Attendance.objects.filter(meeting=OuterRef("meeting"), seat=seat)
    return noted.there_for(OuterRef("item"), OuterRef("item__position"))


class Bundle(models.Model):
    """Matters that a meeting takes in one, while nobody objects (sv. klump).

    One vote or acclamation is then for each of them. They have the same seats to answer.
    """

    made_by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")

    def __str__(self):
        return f"{self.made_by}, {self.made_at:%Y-%m-%d}"


@pghistory.track()
class Matter(models.Model):
    """Something a body is asked to say yes or no to (sv. ärende).

    The texts are what the body saw when it voted. The case behind them lives in the app that owns
    it and points here.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="matters", verbose_name=_("body"))
    subject = models.CharField(_("about"), max_length=12, choices=Subject, default=Subject.OTHER)
    title = models.CharField(_("title"), max_length=250)
    presented_by = models.CharField(_("presented by"), max_length=120, blank=True)
    resolution = models.TextField(_("proposed resolution"))
    background = models.TextField(_("background and motives"), blank=True)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="matters",
        verbose_name=_("meeting"),
        help_text=_("Empty: decided between meetings, or waiting for one."),
    )
    item = models.ForeignKey(
        "board.AgendaItem",
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="matters",
        verbose_name=_("agenda item"),
        help_text=_("Of the same meeting; empty while the agenda has not been drafted."),
    )
    bundle = models.ForeignKey(
        Bundle,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="matters",
        verbose_name=_("bundle"),
    )
    vote_asked_by = models.ForeignKey(
        Seat,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("vote asked for by"),
        help_text=_("At a meeting. It is then not decided by acclamation."),
    )
    answer_by = models.DateField(
        _("answer by"),
        null=True,
        blank=True,
        help_text=_("Between meetings. Who has not answered by then sends it to a meeting."),
    )
    opened_at = models.DateTimeField(_("opened"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ["opened_at", "pk"]

    def __str__(self):
        return self.title

    @staticmethod
    def case_names():
        """The names under which each kind of case can be reached from here."""
        return [
            relation.get_accessor_name()
            for relation in Matter._meta.related_objects
            if issubclass(relation.related_model, Case)
        ]

    @property
    def case(self):
        """The case that the decision is carried out on, or None (a plan, a report)."""
        for name in self.case_names():
            if case := getattr(self, name, None):
                return case
        return None

    @property
    def way(self) -> Way:
        if self.meeting_id:
            return Way.MEETING
        if self.body.one_seat_suffices:
            return Way.ALONE
        return Way.BETWEEN if self.answer_by else Way.WAITING

    def is_answered_by(self, seat) -> bool:
        """Whether the seat has a vote in it, or stands in for one; read `with_answer_of` it."""
        return seat.votes_in(self.subject) or self.stands_in

    @property
    def is_late(self):
        """Between meetings: the last day to answer has passed."""
        return self.answer_by is not None and timezone.localdate() > self.answer_by

    @property
    def is_open(self):
        return self.withdrawn_at is None and not hasattr(self, "decision")

    @property
    def referred_back_because(self) -> str:
        """The body's words when it has referred the matter back, or ""."""
        item = self.item if self.withdrawn_at else None
        return item.ending_reason if item and item.is_referred_back else ""


class Case(models.Model):
    """Anything that can be put before a body. Its app says, by name, what carries out a decision.

    A dotted name needs no import upwards and no order of imports, and grep finds it; one test
    resolves every kind.
    """

    enacted_by: str
    # What takes it back, undecided, to who prepared it: amended, it may be put before a body anew.
    referred_back_by: str

    matter = models.OneToOneField(
        Matter,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="%(app_label)s_%(class)s",
        verbose_name=_("matter"),
    )

    class Meta:
        abstract = True

    @property
    def shares(self) -> "tuple[type[models.Model], int] | None":
        """The model and key of a row that must be locked before the matter, or None."""
        return None

    @property
    def board_template(self) -> str:
        """How the case looks on the table."""
        return f"{self._meta.app_label}/_{self._meta.model_name}_for_board.html"

    @property
    def decision(self):
        """What the body has decided of it; None while there is nothing."""
        return getattr(self.matter, "decision", None)

    @property
    def referred_back_because(self) -> str:
        """The body's words when it has referred it back, until it is put before a body anew."""
        return self.matter.referred_back_because if self.matter else ""

    def parties(self) -> list[Party]:
        """The organisations and people whose interest it is, as unsaved rows."""
        raise NotImplementedError
