from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.places import Registration
from lattvikt.lib.sort_name import sort_name


class Press(models.Model):
    """At the door somebody says that one has come, or takes it back (sv. avprickning).

    The key is made by the device, so that what is sent twice is heard once; who has come is
    reckoned from all the presses (`rules.holding`), in whatever order they are heard.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="presses", verbose_name=_("registration")
    )
    has_come = models.BooleanField(_("has come"))
    pressed_at = models.DateTimeField(_("pressed"))
    heard_at = models.DateTimeField(_("heard"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("pressed by"),
    )

    class Meta:
        verbose_name = _("press at the door")
        verbose_name_plural = _("presses at the door")
        ordering = ["pressed_at", "pk"]

    def __str__(self):
        return f"{self.registration.name}, {self.pressed_at:%Y-%m-%d %H:%M}"


def people_at_the_door(event, searched: str = "") -> list[Registration]:
    """All who have not left, in Swedish order; those whose name or organisation has the words."""
    people = event.registrations.live().select_related("organisation__industry", "checked_in_by")
    found = people.prefetch_related("add_ons__add_on")
    wanted = sort_name(searched).split()
    return in_swedish_order(one for one in found if all(word in words_of(one) for word in wanted))


def shown_participants(event) -> list[Registration]:
    """Those who have a place and have said that the others may see it, in Swedish order."""
    coming = event.registrations.filter(state=Registration.State.REGISTERED, is_shown=True)
    return in_swedish_order(coming.select_related("organisation__industry"))


def in_swedish_order(people) -> list[Registration]:
    return sorted(people, key=lambda one: (sort_name(one.name), one.pk))


def words_of(one: Registration) -> str:
    return sort_name(f"{one.name} {one.shown_organisation}")
