"""What people know of an event, and that they are being told something else."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.events import Event
from events.models.invitations import Invitation
from events.models.places import Registration
from lattvikt.lib.moments import span


def facts_of(event) -> dict[str, str]:
    """What those who come rely on: kept as it was told (`Event.told`), to see what has changed."""
    return {
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "where": event.where,
        "map_link": event.map_link,
        "video_link": event.video_link,
    }


def is_untold(event) -> bool:
    """Whether something has changed since people were told."""
    return bool(event.told) and event.told != facts_of(event)


def when_of(facts) -> str:
    moments = [datetime.fromisoformat(facts[name]) for name in ("starts_at", "ends_at")]
    return span(*moments)


class TellingQuerySet(models.QuerySet):
    def under_way(self):
        """Those that somebody has not been told of yet, first in, first out."""
        return self.filter(done_at=None).order_by("pk")


class Telling(models.Model):
    """All who are concerned are told that an event has changed or is cancelled (sv. besked).

    The letters are owed a batch at a time by the workers: where they have come to is kept with
    the batch, so that nobody is told twice.
    """

    class What(models.TextChoices):
        CHANGED = "changed", _("changed")
        CANCELLED = "cancelled", _("cancelled")

    event = models.ForeignKey(
        Event,
        models.CASCADE,
        related_name="tellings",
        verbose_name=pgettext_lazy("people go to", "event"),
    )
    what = models.CharField(_("what is told"), max_length=9, choices=What)
    version = models.PositiveSmallIntegerField(_("the event’s version"))
    before = models.JSONField(_("as it was told before"), default=dict)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    last_registration = models.PositiveBigIntegerField(default=0)
    last_invitation = models.PositiveBigIntegerField(default=0)
    done_at = models.DateTimeField(_("all letters owed"), null=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = _("change that is told")
        verbose_name_plural = _("changes that are told")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "version"], name="an_event_s_version_is_told_once"
            )
        ]

    def __str__(self):
        return f"{self.event}: {self.get_what_display()}"

    def next_registrations(self, most):
        """Those who had a place or stood in line when it was decided, in order of key."""
        concerned = registrations_to_tell(self.event).filter(queued_at__lte=self.made_at)
        return concerned.filter(pk__gt=self.last_registration).order_by("pk")[:most]

    def next_invitations(self, most):
        concerned = invitations_to_tell(self.event).filter(made_at__lte=self.made_at)
        return concerned.filter(pk__gt=self.last_invitation).order_by("pk")[:most]


def registrations_to_tell(event):
    """All but those who came unregistered and gave no address."""
    return Registration.objects.filter(event=event).live().exclude(email="")


def invitations_to_tell(event):
    """Those who have been asked and have not said no; who is registered is told as such."""
    live = Registration.objects.filter(event=event).live()
    own = live.filter(Q(person=OuterRef("person")) | Q(email__iexact=OuterRef("person__email")))
    asked = Invitation.objects.filter(event=event).exclude(written_at=None)
    could_come = asked.exclude(answer=Invitation.Answer.NO).exclude(person__email="")
    return could_come.filter(~Exists(own)).select_related("person", "event")
