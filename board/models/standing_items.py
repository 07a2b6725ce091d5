import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from board.models.agenda import AgendaItem
from board.models.bodies import Body


class StandingItemQuerySet(models.QuerySet):
    def left_for(self, meeting):
        """Those of the meeting's body that its agenda does not have yet, in their order."""
        return self.filter(body=meeting.body_id).exclude(agenda_items__meeting=meeting)


@pghistory.track()
class StandingItem(models.Model):
    """A point that a body takes at every meeting (sv. stående punkt)."""

    body = models.ForeignKey(
        Body, models.CASCADE, related_name="standing_items", verbose_name=_("body")
    )
    position = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=AgendaItem.Kind,
        default=AgendaItem.Kind.INFORMATION,
    )

    objects = StandingItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing point")
        verbose_name_plural = _("standing points")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "title"], name="one_standing_point_of_a_title")
        ]

    def __str__(self):
        return self.title
