from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models import Named


class EventKind(Named):
    """What kind of event it is: network meeting, study visit, … (sv. slag av träff)."""

    class Meta(Named.Meta):
        verbose_name = _("kind of event")
        verbose_name_plural = _("kinds of event")


class Series(models.Model):
    """Events that come again, such as a conference every second year (sv. återkommande träff)."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    every_years = models.PositiveSmallIntegerField(
        _("years between"), null=True, blank=True, help_text=_("Empty when it has no fixed pace.")
    )

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")
        ordering = ["name"]

    def __str__(self):
        return self.name
