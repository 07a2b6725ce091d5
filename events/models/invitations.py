import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.events import Event
from members.models import Organisation, Person


class InvitationQuerySet(models.QuerySet):
    def silent(self):
        """Those who have been written to and have not answered."""
        return self.exclude(written_at=None).filter(answer="")

    def to_write(self):
        """Those whose first letter is not owed yet."""
        return self.filter(written_at=None, event__cancelled_at=None)


@pghistory.track()
class Invitation(models.Model):
    """One person is asked to come to an event, once however many reasons there are (sv. inbjudan).

    A thing of its own, apart from the registration that a yes leads to.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("comes")
        NO = "no", _("cannot come")

    event = models.ForeignKey(
        Event,
        models.PROTECT,
        related_name="invitations",
        verbose_name=pgettext_lazy("people go to", "event"),
    )
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="invitations", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("organisation"),
        help_text=_("The one the person is asked for, where there is one."),
    )
    reason = models.TextField(
        _("why"), help_text=_("As the letter says it, in the person’s language.")
    )
    made_at = models.DateTimeField(_("made"))
    written_at = models.DateTimeField(_("letter owed"), null=True, editable=False)
    reminded_at = models.DateTimeField(_("reminded"), null=True, editable=False)
    answer = models.CharField(_("answer"), max_length=3, choices=Answer, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    declined_because = models.CharField(_("reason for no"), max_length=300, blank=True)
    forwarded_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="forwarded_to",
        verbose_name=_("forwarded from"),
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["event", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"], name="one_invitation_per_person_and_event"
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False),
                name="an_answer_to_an_invitation_has_its_moment",
            ),
        ]
        indexes = [
            models.Index(
                fields=["event"], condition=Q(written_at=None), name="invitations_to_write"
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.event}"
