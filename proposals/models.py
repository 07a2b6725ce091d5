"""What members want: for now, the views and needs that they tell of."""

from datetime import datetime, time, timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from board.models import AgendaItem, Seat
from events.models import Event
from members.models import Organisation, Person
from proposals import rules

LONGEST_TEXT = 2000
SENDER_IS_KEPT = timedelta(days=730)  # after the answer (docs/privacy.md)
STAGES = {
    rules.Stage.NEW: pgettext_lazy("view or need", "waits for an answer"),
    rules.Stage.ANSWERED: pgettext_lazy("view or need", "answered"),
    rules.Stage.DONE: pgettext_lazy("view or need", "something came of it"),
}
TONES = {
    rules.Stage.NEW: "waiting",
    rules.Stage.ANSWERED: "neutral",
    rules.Stage.DONE: "good",
}
WAYS = {
    rules.Way.NOTED: _("noted by somebody who heard it"),
    rules.Way.BEFORE: _("sent in before the event"),
    rules.Way.DURING: _("sent in during the event"),
    rules.Way.AFTER: _("sent in after the event"),
    rules.Way.ALONE: _("sent in, not about an event"),
}


class RemarkQuerySet(models.QuerySet):
    def for_member(self, person, organisation):
        """What somebody of a member may read: what is shown to members, and all of one's own.

        Adds `is_own`: said by oneself, or shown and of one's organisation. Own ones first, then
        the newest result, the newest answer, the newest.
        """
        mine = Q(person=person)
        own = Case(
            When(mine | Q(organisation=organisation, is_shown=True), then=True),
            default=Value(False),
        )
        seen = self.filter(mine | Q(is_shown=True)).annotate(is_own=own)
        return seen.select_related("event", "organisation", "answered_by").order_by(
            "-is_own",
            F("result_at").desc(nulls_last=True),
            F("answered_at").desc(nulls_last=True),
            "-said_at",
            "-pk",
        )

    def shown(self):
        """What any member may read."""
        return self.filter(is_shown=True)

    def search(self, text):
        """Those that have the words in what was said, answered or done."""
        fields = ["text", "about", "answer", "result"]
        found = (Q(**{f"{name}__icontains": text.strip()}) for name in fields)
        return self.filter(Q(*found, _connector=Q.OR))

    def of(self, user, *, answered_since):
        """What somebody who logs in has said that has got an answer or a result since then."""
        new = Q(answered_at__gte=answered_since) | Q(result_at__gte=answered_since)
        return self.filter(new, person__user=user).order_by("-answered_at", "-pk")

    def unanswered(self):
        """The oldest first."""
        return self.filter(answered_at=None).order_by("said_at", "pk")

    def late(self, now=None):
        """Those that have waited for an answer for more than REMARK_DAYS_TO_ANSWER days."""
        days = timedelta(days=settings.REMARK_DAYS_TO_ANSWER)
        return self.unanswered().filter(said_at__lt=(now or timezone.now()) - days)

    def without_result(self):
        """Answered, and it has not been told whether anything came of it."""
        return self.exclude(answered_at=None).filter(result_at=None).order_by("answered_at", "pk")

    def done(self):
        return self.exclude(result_at=None).order_by("-result_at", "-pk")

    def to_tell_of(self, today):
        """Those said before today that no letter to the responsible persons has told of."""
        return self.filter(told_on=None, said_at__lt=start_of(today)).order_by("said_at", "pk")


def start_of(day):
    return timezone.make_aware(datetime.combine(day, time.min))


@pghistory.track(exclude=["person"])
class Remark(models.Model):
    """A view or a need that a member has told of (sv. synpunkt, behov).

    It goes to the responsible persons of the bodies in REMARK_BODIES (R13.8), who answer it and
    later tell what came of it. Who said it is left out of the history, so that it can be forgotten.
    """

    class Kind(models.TextChoices):
        VIEW = "view", _("a view")
        NEED = "need", _("a need")

    kind = models.CharField(_("kind"), max_length=4, choices=Kind, default=Kind.VIEW)
    text = models.TextField(_("what was said"), max_length=LONGEST_TEXT)
    about = models.CharField(_("in a few words"), max_length=100, blank=True)
    event = models.ForeignKey(
        Event,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=pgettext_lazy("people go to", "event"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("said by"),
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("noted by"),
    )
    said_at = models.DateTimeField(_("said"))
    is_shown = models.BooleanField(_("shown to all members"), default=True)
    told_on = models.DateField(_("told to the responsible persons"), null=True, editable=False)

    answer = models.TextField(_("answer"), max_length=LONGEST_TEXT, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    result = models.TextField(_("what came of it"), max_length=LONGEST_TEXT, blank=True)
    result_at = models.DateTimeField(_("told what came of it"), null=True, editable=False)
    result_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("result told by"),
    )
    item = models.ForeignKey(
        AgendaItem,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("taken up at"),
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("view or need")
        verbose_name_plural = _("views and needs")
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="", answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="a_remark_is_answered_with_words_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(result_at=None, result="", result_by=None)
                | Q(result_at__isnull=False, result_by__isnull=False, answered_at__isnull=False)
                & ~Q(result=""),
                name="a_remark_s_result_comes_after_its_answer",
            ),
        ]

    def __str__(self):
        return self.about or Truncator(self.text).chars(80)

    @property
    def stage(self) -> rules.Stage:
        return rules.stage(answered_at=self.answered_at, result_at=self.result_at)

    @property
    def stage_label(self):
        return STAGES[self.stage]

    @property
    def tone(self):
        return TONES[self.stage]

    @property
    def way(self) -> rules.Way:
        return rules.way(
            is_noted=self.noted_by_id is not None,
            said_at=self.said_at,
            starts_at=self.event and self.event.starts_at,
            ends_at=self.event and self.event.ends_at,
        )

    @property
    def way_label(self):
        return WAYS[self.way]


def responsible_seats() -> list[Seat]:
    """Those whom views and needs are told to, by name in each body of REMARK_BODIES (R2.11, R13.8).

    In a body where some answer for a field, those; in another, all who sit in it but the deputies.
    """
    bodies = Seat.objects.sitting().filter(body__slug__in=settings.REMARK_BODIES)
    seats = list(bodies.exclude(role=Seat.Role.DEPUTY).in_order_of_role().select_related("body"))
    with_fields = {seat.body_id for seat in seats if seat.area}
    return [seat for seat in seats if seat.area or seat.body_id not in with_fields]
