from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models import Document

STUCK_AFTER = timedelta(minutes=15)


class MessageQuerySet(models.QuerySet):
    def due(self):
        return self.filter(state=Message.State.QUEUED, not_before__lte=timezone.now())

    def stuck(self):
        """Claimed so long ago that the worker must have died with the letter in its hands."""
        return self.filter(
            state=Message.State.SENDING, claimed_at__lte=timezone.now() - STUCK_AFTER
        )

    def undelivered(self):
        """Those that nobody has received, as far as we know, and that have not been called off."""
        return self.exclude(state__in=[Message.State.SENT, Message.State.WITHDRAWN])

    def needing_a_person(self):
        return self.filter(state__in=[Message.State.UNCERTAIN, Message.State.FAILED])


class Message(models.Model):
    """One letter by e-mail that we owe somebody (sv. brev).

    Written in the same transaction as the fact that it tells of, so it exists if and only if the
    fact does. The key names that fact: asking twice changes nothing.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("not accepted")
        UNCERTAIN = "uncertain", _("perhaps sent")
        WITHDRAWN = "withdrawn", _("withdrawn")

    key = models.CharField(_("key"), max_length=120, unique=True)
    to = models.EmailField(_("to"))
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
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

    objects = MessageQuerySet.as_manager()

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

    @property
    def may_be_sent_again(self):
        return self.state in (self.State.UNCERTAIN, self.State.FAILED)

    @property
    def may_be_withdrawn(self):
        return self.state in (self.State.QUEUED, self.State.UNCERTAIN, self.State.FAILED)


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
