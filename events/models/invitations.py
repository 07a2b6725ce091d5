import pghistory
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.events import Event
from members.models import Organisation, Person, Purpose
from outbox.models import Message, Sending

LETTER_KEY = "event-invitation-"


class InvitationQuerySet(models.QuerySet):
    def silent(self):
        """Those who have been written to and have not answered."""
        return self.exclude(written_at=None).filter(answer="")

    def reachable(self, now):
        """Those whom a letter may still be sent to: the event is to come, and they take letters."""
        coming = self.filter(event__cancelled_at=None, event__ends_at__gt=now)
        return coming.filter(person__in=Person.objects.reached_for(Purpose.EVENTS).values("pk"))

    def to_write(self, now):
        """Those whose first letter is not owed yet."""
        return self.reachable(now).filter(written_at=None)

    def to_remind(self, now):
        """The silent who can still answer, and have not been written to today."""
        today = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        return (
            self.silent()
            .reachable(now)
            .answerable(now)
            .filter(Q(reminded_at=None) | Q(reminded_at__lt=today), written_at__lt=today)
        )

    def answerable(self, now):
        """Those whose event takes registrations, as `Event.takes_registrations_at` says it."""
        closing = Coalesce("event__registration_closes_at", "event__starts_at")
        published = self.filter(event__published_at__isnull=False, event__cancelled_at=None)
        return published.alias(closes_at=closing).filter(closes_at__gt=now)

    def with_letter(self):
        """Adds how the first letter stands in the post; None while it is not owed."""
        key = Concat(Value(LETTER_KEY), Cast(OuterRef("pk"), models.CharField()))
        letters = Message.objects.filter(key=key)
        return self.annotate(letter_state=Subquery(letters.values("state")[:1]))

    def standing(self) -> dict[str, int]:
        """How many are made, owed a letter, sent it, in trouble, and have answered what."""
        states = Sending.State
        troubled = [states.FAILED, states.UNCERTAIN, states.WITHDRAWN]
        return self.with_letter().aggregate(
            made=Count("pk"),
            owed=Count("pk", filter=~Q(written_at=None)),
            sent=Count("pk", filter=Q(letter_state=states.SENT)),
            troubled=Count("pk", filter=Q(letter_state__in=troubled)),
            comes=Count("pk", filter=Q(answer="yes")),
            cannot=Count("pk", filter=Q(answer="no")),
            silent=Count("pk", filter=Q(answer="") & ~Q(written_at=None)),
        )


@pghistory.track()
class Invitation(models.Model):
    """One person is asked to come to an event, once however many reasons there are (sv. inbjudan).

    A thing of its own, apart from the registration that a yes leads to.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("comes")
        NO = "no", _("cannot come")

    event = models.ForeignKey(
        Event,
        models.PROTECT,
        related_name="invitations",
        verbose_name=pgettext_lazy("people go to", "event"),
    )
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="invitations", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("organisation"),
        help_text=_("The one the person is asked for, where there is one."),
    )
    reason = models.TextField(
        _("why"), help_text=_("As the letter says it, in the person’s language.")
    )
    made_at = models.DateTimeField(_("made"))
    written_at = models.DateTimeField(_("letter owed"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, editable=False)
    answer = models.CharField(_("answer"), max_length=3, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    declined_because = models.CharField(_("reason for no"), max_length=300, blank=True)
    forwarded_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="forwarded_to",
        verbose_name=_("forwarded from"),
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["event", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"], name="one_invitation_per_person_and_event"
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False),
                name="an_answer_to_an_invitation_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["event"], condition=Q(written_at=None), name="invitations_to_write"
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.event}"

    @property
    def letter_key(self):
        """Of the first letter, in the outbox."""
        return f"{LETTER_KEY}{self.pk}"

    def live_places(self):
        """The person's own registration, however it was made, unless it has been left."""
        return self.event.registrations.live().filter(person=self.person)
