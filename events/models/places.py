from datetime import timedelta
from secrets import token_urlsafe

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events import rules
from events.models.events import Event
from events.models.invitations import Invitation
from events.models.programme import AddOn
from members.models import Organisation, Person


def new_code():
    """What a letter's link and the QR code at the door hold: not to be guessed."""
    return token_urlsafe(16)


class PlaceQuerySet(models.QuerySet):
    def taking_places(self):
        """Those that take a place: the registered, and those who have been offered one."""
        return self.filter(state__in=[Place.State.REGISTERED, Place.State.OFFERED])

    def live(self):
        return self.exclude(state=Place.State.LEFT)

    def waiting_in_order(self):
        """First in, first out."""
        return self.filter(state=Place.State.WAITING).order_by("queued_at", "pk")

    def lapsed(self, now=None):
        """Offered a place and did not take it in time."""
        now = now or timezone.now()
        return self.filter(state=Place.State.OFFERED, offered_until__lte=now)


class RegistrationQuerySet(PlaceQuerySet):
    def to_remind(self, days, now=None):
        """Registered before the last days, and not yet reminded in them."""
        now, before = now or timezone.now(), timedelta(days=days)
        come = self.filter(state=Place.State.REGISTERED, reminded_at=None, event__cancelled_at=None)
        soon = come.filter(event__starts_at__gt=now, event__starts_at__lte=now + before)
        return soon.filter(queued_at__lt=F("event__starts_at") - before)

    def at_the_event(self):
        return self.exclude(checked_in_at=None)

    def who_did_not_come(self, now=None):
        """They had a place at an event that is over, and nobody saw them."""
        over = self.filter(state=Place.State.REGISTERED, event__ends_at__lte=now or timezone.now())
        return over.filter(checked_in_at=None, event__cancelled_at=None)

    def to_tie(self):
        """They were there for an organisation that nobody has found in the register."""
        return self.at_the_event().filter(organisation=None).exclude(said_organisation="")


class Place(models.Model):
    """A place at something with a limit, or a place in the line for one (sv. plats)."""

    class State(models.TextChoices):
        REGISTERED = "registered", pgettext_lazy("to an event", "registered")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("offered a place")
        LEFT = "left", _("has left")

    state = models.CharField(_("state"), max_length=10, choices=State)
    queued_at = models.DateTimeField(_("asked for"))
    offered_until = models.DateTimeField(_("offer holds until"), null=True, editable=False)
    left_at = models.DateTimeField(_("left"), null=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        abstract = True


@pghistory.track()
class Registration(Place):
    """Somebody comes to an event, or waits to (sv. anmälan).

    The name and the address are those that were given; `person` is set when we know who it is.
    What is needed to eat and to get in is in `Needs`, which is purged after the event.
    """

    event = models.ForeignKey(
        Event,
        models.PROTECT,
        related_name="registrations",
        verbose_name=pgettext_lazy("people go to", "event"),
    )
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(
        _("email address"), blank=True, help_text=_("May be missing for who came unregistered.")
    )
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default="sv"
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("organisation"),
        help_text=_("The one that is represented, when it is in the register."),
    )
    said_organisation = models.CharField(
        _("organisation as it was given"), max_length=200, blank=True
    )
    invitation = models.ForeignKey(
        Invitation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("invitation"),
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("registered by"),
    )
    is_shown = models.BooleanField(
        _("in the list of participants"),
        default=False,
        help_text=_("With organisation and branch, for the others who come."),
    )
    code = models.CharField(max_length=24, unique=True, default=new_code, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, editable=False)
    is_walk_in = models.BooleanField(_("came unregistered"), default=False)
    checked_in_at = models.DateTimeField(_("checked in"), null=True, editable=False)
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("checked in by"),
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["event", "queued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "event",
                Lower("email"),
                condition=~Q(state="left") & ~Q(email=""),
                name="one_live_registration_per_address_and_event",
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_until__isnull=False),
                name="an_offered_place_has_a_time_limit",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "queued_at"], name="registrations_in_line")
        ]

    def __str__(self):
        return f"{self.name}, {self.event}"

    @property
    def place_in_line(self):
        """First is 1; None for who does not wait."""
        if self.state != self.State.WAITING:
            return None
        waiting = Registration.objects.filter(event=self.event_id).waiting_in_order()
        earlier = Q(queued_at__lt=self.queued_at) | Q(queued_at=self.queued_at, pk__lt=self.pk)
        return waiting.filter(earlier).count() + 1

    @property
    def path(self):
        """To one's own page, without a login."""
        return reverse("events:registration", args=[self.code])

    def may_change_at(self, now) -> bool:
        """Whether one may still leave, or choose otherwise."""
        has_begun = self.event.starts_at <= now
        is_on = self.event.stage_at(now) == rules.Stage.PUBLISHED and not has_begun
        return is_on and self.state != self.State.LEFT

    @property
    def branch(self) -> str:
        """Of the organisation, when it is in the register."""
        industry = self.organisation and self.organisation.industry
        return industry.name if industry else ""

    @property
    def add_ons_taken(self) -> list:
        """Their places at add-ons, without a query where they have been fetched."""
        return [place for place in self.add_ons.all() if place.state == self.State.REGISTERED]

    @property
    def shown_organisation(self):
        return self.organisation.name if self.organisation else self.said_organisation


class NeedsQuerySet(models.QuerySet):
    def of_those_who_come(self, event):
        """With who it is, in the order in which they asked for their places."""
        come = self.filter(registration__event=event)
        taking = [Place.State.REGISTERED, Place.State.OFFERED]
        come = come.filter(registration__state__in=taking).select_related("registration")
        return come.order_by("registration__queued_at", "registration")


class Needs(models.Model):
    """What somebody needs to eat and to get in; purged after the event (sv. behov).

    Kept apart from the registration and without history, so that what is purged is gone.
    """

    registration = models.OneToOneField(
        Registration, models.CASCADE, related_name="needs", verbose_name=_("registration")
    )
    food = models.CharField(_("food"), max_length=300, blank=True)
    access = models.CharField(_("accessibility"), max_length=300, blank=True)

    objects = NeedsQuerySet.as_manager()

    class Meta:
        verbose_name = _("needs")
        verbose_name_plural = _("needs")

    def __str__(self):
        return str(self.registration)


@pghistory.track()
class AddOnPlace(Place):
    """A registered person's place at an add-on, or in the line for it (sv. tillvalsplats)."""

    add_on = models.ForeignKey(
        AddOn, models.PROTECT, related_name="places", verbose_name=_("add-on")
    )
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="add_ons", verbose_name=_("registration")
    )

    class Meta:
        verbose_name = _("place at an add-on")
        verbose_name_plural = _("places at add-ons")
        ordering = ["add_on", "queued_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["add_on", "registration"],
                condition=~Q(state="left"),
                name="one_live_place_per_add_on_and_registration",
            ),
            models.CheckConstraint(
                condition=~Q(state="offered") | Q(offered_until__isnull=False),
                name="an_offered_place_at_an_add_on_has_a_time_limit",
            ),
        ]

    def __str__(self):
        return f"{self.registration.name}, {self.add_on}"


def add_ons_of(event):
    """The event's add-ons, each with how many of its places are taken."""
    taking = Q(places__state__in=[Place.State.REGISTERED, Place.State.OFFERED])
    found = event.add_ons.select_related("host").annotate(taken=Count("places", filter=taking))
    return found.order_by(*AddOn._meta.ordering)  # which the counting drops


def events_with_a_line(now):
    """Those where somebody waits for a place that may be free, or has let an offer lapse."""
    people = Registration.objects.filter(event=OuterRef("pk"))
    chosen = AddOnPlace.objects.filter(add_on__event=OuterRef("pk"))
    waiting = Exists(people.waiting_in_order()) | Exists(chosen.waiting_in_order())
    lapsed = Exists(people.lapsed(now)) | Exists(chosen.lapsed(now))
    live = Event.objects.published().filter(cancelled_at=None).order_by("pk")
    return live.filter(Q(starts_at__gt=now) & waiting | lapsed)
