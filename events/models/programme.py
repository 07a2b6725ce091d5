import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events import rules
from events.models.events import Event
from lattvikt.lib.moments import span
from members.models import Organisation, Person


class ProgrammeItemQuerySet(models.QuerySet):
    def with_interest(self, person=None):
        """Each with how many would come, and whether the person is one of them."""
        own = Interest.objects.filter(item=OuterRef("pk"), person=person)
        found = self.annotate(interested=Count("interests"), is_mine=Exists(own))
        return found.order_by(*self.model._meta.ordering)  # which the counting drops


@pghistory.track()
class ProgrammeItem(models.Model):
    """What happens when at an event (sv. programpunkt)."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary")
        VIEWS = "views", _("members’ views and needs")  # the standing item (R13.7)
        IF_INTEREST = "if_interest", _("lecture if there is interest")  # R13.9

    event = models.ForeignKey(
        Event,
        models.CASCADE,
        related_name="programme",
        verbose_name=pgettext_lazy("people go to", "event"),
    )
    starts_at = models.TimeField(_("begins"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the programme"), default=100)
    kind = models.CharField(_("kind"), max_length=11, choices=Kind, default=Kind.ORDINARY)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"), max_length=2000, blank=True)
    speakers = models.CharField(
        _("speakers"), max_length=300, blank=True, help_text=_("Name and organisation.")
    )

    objects = ProgrammeItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme item")
        verbose_name_plural = _("programme items")
        ordering = ["position", F("starts_at").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(kind="views"),
                name="one_item_for_views_and_needs_per_event",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def depends_on_interest(self):
        return self.kind == self.Kind.IF_INTEREST


class Interest(models.Model):
    """Somebody would come to a lecture that is held if there is interest (sv. intresse)."""

    item = models.ForeignKey(
        ProgrammeItem, models.CASCADE, related_name="interests", verbose_name=_("programme item")
    )
    person = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    said_at = models.DateTimeField(_("said"), auto_now_add=True)

    class Meta:
        verbose_name = _("interest in a lecture")
        verbose_name_plural = _("interest in lectures")
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="interest_is_counted_once")
        ]

    def __str__(self):
        return f"{self.person}: {self.item}"


@pghistory.track()
class AddOn(models.Model):
    """Something beside the event with places of its own, such as a study visit (sv. tillval)."""

    event = models.ForeignKey(
        Event,
        models.CASCADE,
        related_name="add_ons",
        verbose_name=pgettext_lazy("people go to", "event"),
    )
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=2000, blank=True)
    host = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("host"),
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty when there is no limit."),
    )

    class Meta:
        verbose_name = _("add-on")
        verbose_name_plural = _("add-ons")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="an_add_on_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gt=0), name="an_add_on_has_some_places"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def when(self) -> str:
        return span(self.starts_at, self.ends_at)

    @property
    def left(self) -> int | None:
        """Places left, where there is a limit (`add_ons_of`)."""
        return rules.places_left(capacity=self.capacity, taken=self.taken)
