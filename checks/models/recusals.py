import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from board.models import Seat
from checks.models.applications import Application


@pghistory.track()
class Recusal(models.Model):
    """That somebody has declared jäv in the assessment of an application (sv. anmält jäv).

    What is found is no row but an answer (`has_jav`). Who has jäv sees nothing of the application.
    """

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="recusals", verbose_name=_("application")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("seat"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("declared"), auto_now_add=True)

    class Meta:
        verbose_name = _("declared jäv")
        verbose_name_plural = _("declared jäv")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "seat"], name="jav_is_declared_once_by_a_seat"
            )
        ]

    def __str__(self):
        return str(self.seat)
