from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.places import new_code
from members.models import Person


class CalendarFeed(models.Model):
    """The secret address where a person's own calendar fetches their events (sv. kalenderadress).

    Whoever has the address reads it; a new one makes the old one lead nowhere.
    """

    person = models.OneToOneField(
        Person, models.CASCADE, related_name="calendar_feed", verbose_name=_("person")
    )
    token = models.CharField(max_length=24, unique=True, default=new_code, editable=False)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self):
        return str(self.person)
