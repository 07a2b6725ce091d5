from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from board.models import Body
from events import rules
from events.models.lists import EventKind, Series
from lattvikt.lib.moments import span
from lattvikt.lib.money import money
from members.models import Organisation, Person

LONGEST_TEXT = 8000
STAGES = {
    rules.Stage.DRAFT: pgettext_lazy("event", "draft"),
    rules.Stage.PUBLISHED: pgettext_lazy("event", "published"),
    rules.Stage.HELD: pgettext_lazy("event", "held"),
    rules.Stage.CLOSED: pgettext_lazy("event", "closed"),
    rules.Stage.CANCELLED: pgettext_lazy("event", "cancelled"),
}


class EventQuerySet(models.QuerySet):
    def published(self):
        """Those that have been shown to somebody, the cancelled ones too."""
        return self.exclude(published_at=None)

    def for_anybody(self):
        """What a stranger may read."""
        return self.published().filter(openness=Event.Openness.ANYBODY)

    def for_members(self, person):
        """What somebody of a member may read: open ones, members', and those one is invited to."""
        open_ones = Q(openness__in=[Event.Openness.ANYBODY, Event.Openness.MEMBERS])
        invited = self.filter(invitations__person=person)
        return self.published().filter(open_ones | Q(pk__in=invited.values("pk")))

    def for_guests(self, person):
        """What somebody of no member may read: open ones, and those one is invited to."""
        invited = self.filter(invitations__person=person)
        is_shown = Q(openness=Event.Openness.ANYBODY) | Q(pk__in=invited.values("pk"))
        return self.published().filter(is_shown)

    def ahead(self, now=None):
        """What a list of coming ones shows, the nearest first: the cancelled say that they are."""
        return (
            self.published().filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")
        )

    def to_come(self, now=None):
        """Published ones that are not over, the nearest first."""
        return self.ahead(now).filter(cancelled_at=None)

    def past(self, now=None):
        """Those that have been held, the latest first."""
        held = self.published().filter(ends_at__lte=now or timezone.now(), cancelled_at=None)
        return held.order_by("-starts_at", "-pk")

    def to_close(self, now=None):
        """Held, and nobody has frozen what it came to."""
        return self.past(now).filter(closed_at=None)

    def network_drafts(self):
        """What local networks have begun and the secretariat is to complete and publish."""
        return self.filter(published_at=None, cancelled_at=None).exclude(network=None)

    def at_stage(self, stage, now=None):
        """Those that stand there in their life (`rules.stage`)."""
        now = now or timezone.now()
        live = self.filter(cancelled_at=None, closed_at=None)
        return {
            rules.Stage.DRAFT: live.filter(published_at=None),
            rules.Stage.PUBLISHED: live.published().filter(ends_at__gt=now),
            rules.Stage.HELD: live.published().filter(ends_at__lte=now),
            rules.Stage.CLOSED: self.filter(cancelled_at=None).exclude(closed_at=None),
            rules.Stage.CANCELLED: self.exclude(cancelled_at=None),
        }[stage]

    def with_names(self):
        """With the names that a list or a page shows."""
        return self.select_related(
            "kind", "body", "host", "series", "responsible", "network__group"
        )


@pghistory.track()
class Event(models.Model):
    """A meeting that people go to: a network meeting, a conference, … (sv. träff).

    Its texts are in its own language, which the page says. Moments are shown in Stockholm time.
    """

    class Openness(models.TextChoices):
        INVITED = "invited", _("the invited")
        MEMBERS = "members", _("people of member organisations")
        ANYBODY = "anybody", _("anybody")

    class Timing(models.TextChoices):
        """When it is, seen from the workshop of another programme (R13.3)."""

        EVENING_BEFORE = "before", _("the evening before")
        DIRECTLY_AFTER = "after", _("directly after")

    kind = models.ForeignKey(EventKind, models.PROTECT, verbose_name=_("kind"))
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(
        _("in one sentence"), max_length=250, help_text=_("Shown in lists and letters.")
    )
    text = models.TextField(_("text (Markdown)"), max_length=LONGEST_TEXT, blank=True)
    purpose = models.TextField(_("purpose"), max_length=1000, blank=True)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default="sv"
    )
    openness = models.CharField(
        _("who may come"), max_length=7, choices=Openness, default=Openness.MEMBERS
    )
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        related_name="arranged_events",
        verbose_name=_("arranged by"),
        help_text=_("The body that arranges it."),
    )
    responsible = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events_to_see_to",
        verbose_name=_("responsible person"),
    )
    co_arrangers = models.ManyToManyField(
        Organisation, blank=True, related_name="+", verbose_name=_("arranged together with")
    )
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="arranged_events",
        verbose_name=_("series"),
    )
    network = models.ForeignKey(
        "events.LocalNetwork",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("local network"),
    )

    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    host = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_events",
        verbose_name=_("host"),
        help_text=_("The organisation where it is held."),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    map_link = models.URLField(_("link to a map"), blank=True)
    house_rules = models.TextField(
        _("house rules"),
        max_length=2000,
        blank=True,
        help_text=_("How one gets in, what to wear, what may be photographed …"),
    )
    video_link = models.URLField(
        _("video link"), blank=True, help_text=_("Shown only to the registered.")
    )

    linked_title = models.CharField(
        _("in connection with"),
        max_length=160,
        blank=True,
        help_text=_("A workshop of another programme."),
    )
    linked_link = models.URLField(_("its page"), blank=True)
    linked_timing = models.CharField(_("timing"), max_length=6, choices=Timing, blank=True)

    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty when there is no limit."),
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=_("Empty: when it begins.")
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to take an offered place"), default=48, validators=[MinValueValidator(1)]
    )
    fee = money(
        verbose_name=_("fee"), default=Decimal(0), help_text=_("Kronor a person, without VAT.")
    )

    picture = models.ImageField(
        _("picture"),
        upload_to="events/",
        width_field="picture_width",
        height_field="picture_height",
        blank=True,
    )
    picture_width = models.PositiveSmallIntegerField(null=True, editable=False)
    picture_height = models.PositiveSmallIntegerField(null=True, editable=False)
    alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)

    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, editable=False)
    cancelled_because = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    # Raised by each change of time or place that people are told of: the calendar's SEQUENCE.
    version = models.PositiveSmallIntegerField(default=0, editable=False)
    told_at = models.DateTimeField(null=True, editable=False)
    told = models.JSONField(default=dict, editable=False)  # `telling.facts_of` as people know it

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("people go to", "event")
        verbose_name_plural = pgettext_lazy("people go to", "events")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="an_event_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(picture="") | ~Q(alt=""), name="an_event_s_picture_says_what_it_shows"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gt=0), name="an_event_has_some_places"
            ),
            models.CheckConstraint(condition=Q(fee__gte=0), name="an_event_s_fee_is_not_negative"),
        ]
        permissions = [("check_in", _("Can check people in at the door"))]

    def __str__(self):
        return self.title

    def stage_at(self, now) -> rules.Stage:
        return rules.stage(
            published_at=self.published_at,
            ends_at=self.ends_at,
            closed_at=self.closed_at,
            cancelled_at=self.cancelled_at,
            now=now,
        )

    @property
    def stage(self) -> rules.Stage:
        return self.stage_at(timezone.now())

    @property
    def stage_label(self):
        return STAGES[self.stage]

    @property
    def when(self) -> str:
        return span(self.starts_at, self.ends_at)

    @property
    def path(self) -> str:
        """To its page, as widely as it is shown."""
        is_open = self.openness == self.Openness.ANYBODY
        return reverse("events:event" if is_open else "events:our_event", args=[self.pk])

    @property
    def closes_at(self):
        """When registration closes."""
        return self.registration_closes_at or self.starts_at

    @property
    def where(self):
        """The place and the host, as far as they are known. Never the video link."""
        host = self.host.name if self.host else ""
        return ", ".join(filter(None, [self.place, host]))

    def takes_registrations_at(self, now) -> bool:
        return rules.takes_registrations(
            stage=self.stage_at(now),
            starts_at=self.starts_at,
            closes_at=self.registration_closes_at,
            now=now,
        )

    @property
    def takes_registrations(self) -> bool:
        return self.takes_registrations_at(timezone.now())
