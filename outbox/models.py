from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models import Document

STUCK_AFTER = timedelta(minutes=15)


class SendingQuerySet(models.QuerySet):
    def due(self):
        return self.filter(state=Sending.State.QUEUED, not_before__lte=timezone.now())

    def stuck(self):
        """Claimed so long ago that the worker must have died with it in its hands."""
        return self.filter(
            state=Sending.State.SENDING, claimed_at__lte=timezone.now() - STUCK_AFTER
        )

    def undelivered(self):
        """Those that nobody has received, as far as we know, and that have not been called off."""
        return self.exclude(state__in=[Sending.State.SENT, Sending.State.WITHDRAWN])

    def needing_a_person(self):
        return self.filter(state__in=[Sending.State.UNCERTAIN, Sending.State.FAILED])


class Sending(models.Model):
    """Something that we owe somebody, and how far it has come (sv. försändelse).

    Written in the same transaction as the fact that it tells of, so it exists if and only if the
    fact does. `sweep` is the task that sends what is due.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not accepted")
        UNCERTAIN = "uncertain", _("perhaps sent")
        WITHDRAWN = "withdrawn", _("withdrawn")

    sweep: str
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    queued_at = models.DateTimeField(_("queued"), auto_now_add=True)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    claimed_at = models.DateTimeField(_("claimed"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.TextField(_("what went wrong"), blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("judged by"),
    )
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)

    objects = SendingQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def may_be_sent_again(self):
        return self.state in (self.State.UNCERTAIN, self.State.FAILED)

    @property
    def may_be_withdrawn(self):
        return self.state in (self.State.QUEUED, self.State.UNCERTAIN, self.State.FAILED)


class Message(Sending):
    """One letter by e-mail (sv. brev). The key names its fact: asking twice changes nothing."""

    sweep = "outbox.tasks.send_due"
    key = models.CharField(_("key"), max_length=120, unique=True)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [
            models.Index("not_before", "id", name="outbox_due", condition=models.Q(state="queued")),
            models.Index(
                "state",
                name="outbox_unfinished",
                condition=~models.Q(state="sent"),
            ),
        ]

    def __str__(self):
        return self.subject


class Attachment(models.Model):
    """A file that goes with a letter; its bytes are in the archive (sv. bilaga)."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    name = models.CharField(_("file name"), max_length=100)
    mimetype = models.CharField(_("type"), max_length=100)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            models.UniqueConstraint(
                fields=["message", "name"], name="one_attachment_of_a_name_per_letter"
            )
        ]

    def __str__(self):
        return self.name
