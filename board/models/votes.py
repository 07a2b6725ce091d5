from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from board.models.bodies import Seat
from board.models.matters import Matter


class Vote(models.Model):
    """A seat's answer in a matter, changeable until the decision (sv. röst)."""

    class Choice(models.TextChoices):
        FOR = "for", pgettext_lazy("vote", "for")
        AGAINST = "against", pgettext_lazy("vote", "against")
        ABSTAIN = "abstain", _("abstains")
        MEETING = "meeting", _("wants a meeting")

    matter = models.ForeignKey(
        Matter, models.PROTECT, related_name="votes", verbose_name=_("matter")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("seat"))
    choice = models.CharField(_("vote"), max_length=10, choices=Choice)
    reason = models.TextField(_("reason"), blank=True)
    cast_at = models.DateTimeField(_("cast"), auto_now=True)
    is_changed = models.BooleanField(_("changed after the others' votes were shown"), default=False)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["matter", "seat"], name="one_vote_per_seat")]

    def __str__(self):
        return f"{self.seat}: {self.get_choice_display()}"
