import pghistory
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from members.models.people import Person


class Purpose(models.TextChoices):
    """What letters are about that nobody must have: each may be declined by itself."""

    EVENTS = "events", _("invitations to meetings")
    COURSES = "courses", _("web courses")
    SURVEYS = "surveys", _("surveys")
    NEWS = "news", _("news")


@pghistory.track()
class OptOut(models.Model):
    """A person does not want letters of a kind (sv. avböjda utskick).

    What concerns the membership, an invoice or something one has signed up for is sent all the
    same.
    """

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="opt_outs", verbose_name=_("person")
    )
    purpose = models.CharField(_("about"), max_length=10, choices=Purpose)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("declined letters")
        verbose_name_plural = _("declined letters")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], name="letters_of_a_kind_are_declined_once"
            )
        ]

    def __str__(self):
        return self.get_purpose_display()
