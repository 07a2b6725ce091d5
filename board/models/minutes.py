from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive.models import Document
from board.models.agenda import Absence, AgendaItem
from board.models.bodies import Body, Seat
from board.models.decisions import Decision
from board.models.matters import Matter
from board.models.meetings import Meeting
from lattvikt.lib.append_only import AppendOnly
from lattvikt.lib.series import Series


class ParagraphSeries(Series):
    """The numbers of paragraphs, one series per body and year."""


class Paragraph(AppendOnly):
    """A number in a body's minutes of a year (sv. paragraf, §), taken when they are first sent out.

    Without a point: the decisions that the body made since its last minutes, between meetings.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="paragraphs", verbose_name=_("meeting")
    )
    item = models.OneToOneField(
        AgendaItem,
        models.PROTECT,
        null=True,
        related_name="paragraph",
        verbose_name=_("agenda item"),
    )

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"], name="one_paragraph_per_body_year_and_number"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(item=None),
                name="one_paragraph_between_meetings",
            ),
        ]

    def __str__(self):
        return f"§ {self.number}"


class MinutedDecision(AppendOnly):
    """In which paragraph a decision stands (sv. protokollfört beslut): each in one only."""

    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="minuted", verbose_name=_("decision")
    )
    paragraph = models.ForeignKey(
        Paragraph, models.PROTECT, related_name="minuted", verbose_name=_("paragraph")
    )

    class Meta:
        verbose_name = _("minuted decision")
        verbose_name_plural = _("minuted decisions")

    def __str__(self):
        return f"{self.decision}, {self.paragraph}"


class MinutesQuerySet(models.QuerySet):
    def open_to(self, person):
        """Without those of meetings where something was treated from which the person is recused.

        For who reads them without sitting in the body; those who sit read what is locked.
        """
        meeting = OuterRef("meeting")
        closed = Matter.objects.exclude(pk__in=Matter.objects.open_to(person).values("pk"))
        between = closed.filter(decision__minuted__paragraph__meeting=meeting)
        aside = Absence.objects.filter(item__meeting=meeting, seat__person=person, is_recused=True)
        treated = Exists(closed.filter(meeting=meeting)) | Exists(between)
        return self.exclude(treated | Exists(aside))

    def visible_to(self, seat):
        """Locked, the whole body's; before that, of who keeps meetings and of who is to sign."""
        of_body = self.filter(meeting__body=seat.body_id)
        if seat.keeps:
            return of_body
        to_sign = Q(adjusters=seat) | Q(meeting__chair=seat) | Q(written_by=seat)
        locked = Q(state=Minutes.State.LOCKED)
        return of_body.filter(locked | Q(state=Minutes.State.ADJUSTING) & to_sign).distinct()


class Minutes(models.Model):
    """The minutes of a meeting in one version (sv. protokoll).

    They write themselves from what was noted at the meeting; the keeper adds texts of their own.
    Locked, they are never changed: opened again they are a new version.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("minutes", "draft")
        ADJUSTING = "adjusting", pgettext_lazy("minutes", "being adjusted")
        LOCKED = "locked", pgettext_lazy("minutes", "signed and locked")

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="minutes", verbose_name=_("meeting")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    edition = models.PositiveSmallIntegerField(_("times sent out"), default=0)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    written_by = models.ForeignKey(
        Seat, models.PROTECT, related_name="+", verbose_name=_("keeper of the minutes")
    )
    adjusters = models.ManyToManyField(
        Seat, related_name="+", verbose_name=_("adjusters"), blank=True
    )
    content = models.JSONField(_("what they say"), null=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", verbose_name=_("sent out")
    )
    signed_document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="+", verbose_name=_("signed and locked")
    )
    locked_at = models.DateTimeField(_("locked"), null=True)
    reopened_because = models.CharField(_("why they were opened again"), max_length=300, blank=True)
    begun_at = models.DateTimeField(_("begun"), auto_now_add=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        ordering = ["-meeting__held_on", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "version"], name="one_version_of_minutes_per_number"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=~Q(state="locked"),
                name="one_open_version_of_minutes",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(document__isnull=False),
                name="minutes_are_adjusted_as_a_document",
            ),
            models.CheckConstraint(
                condition=Q(state="locked", signed_document__isnull=False, locked_at__isnull=False)
                | ~Q(state="locked") & Q(signed_document=None, locked_at=None),
                name="locked_minutes_have_their_document",
            ),
        ]

    def __str__(self):
        return f"{self.meeting}, {self.version}"

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @property
    def is_adjusting(self):
        return self.state == self.State.ADJUSTING

    @property
    def is_locked(self):
        return self.state == self.State.LOCKED

    @property
    def kept(self):
        """The document to read: the signed one once there is one."""
        return self.signed_document or self.document

    @property
    def file_name(self):
        meeting = self.meeting
        return f"Protokoll-{meeting.body.slug}-{meeting.year}-{meeting.number}-v{self.version}.pdf"

    @property
    def signers(self) -> list[Seat]:
        """Who keeps them, who chaired, and the adjusters (LEF 7 kap. 24 §); each once."""
        adjusters = self.adjusters.in_order_of_role()
        return list(dict.fromkeys(filter(None, [self.meeting.chair, *adjusters, self.written_by])))

    @property
    def standing_signatures(self):
        """Those on what is sent out now: of an earlier edition they count no more."""
        mine = self.signatures.filter(document=self.document_id)
        return mine.select_related("seat__person", "document").order_by("signed_at", "pk")

    @property
    def waits_for(self) -> list[Seat]:
        signed = set(self.standing_signatures.values_list("seat", flat=True))
        return [seat for seat in self.signers if seat.pk not in signed]


class MinutesText(models.Model):
    """What the keeper of the minutes has written under a point (sv. referat)."""

    minutes = models.ForeignKey(
        Minutes, models.CASCADE, related_name="texts", verbose_name=_("minutes")
    )
    item = models.ForeignKey(
        AgendaItem, models.CASCADE, related_name="+", verbose_name=_("agenda item")
    )
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("text of the minutes")
        verbose_name_plural = _("texts of the minutes")
        constraints = [
            models.UniqueConstraint(fields=["minutes", "item"], name="one_text_per_point")
        ]

    def __str__(self):
        return self.text


class ChangeRequest(AppendOnly):
    """What somebody who is to sign wants changed first (sv. ändringsönskemål)."""

    minutes = models.ForeignKey(
        Minutes, models.PROTECT, related_name="change_requests", verbose_name=_("minutes")
    )
    edition = models.PositiveSmallIntegerField(_("times sent out"))
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("by"))
    text = models.TextField(_("what is to be changed"))
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("request for change")
        verbose_name_plural = _("requests for change")
        ordering = ["asked_at", "pk"]

    def __str__(self):
        return self.text


class Signature(AppendOnly):
    """Somebody's signature on exactly the bytes of a document (sv. underskrift)."""

    class Factor(models.TextChoices):
        """How it was shown, just then, who signed."""

        TOTP = "totp", _("code from an app")
        WEBAUTHN = "webauthn", _("passkey or security key")
        RECOVERY_CODES = "recovery_codes", _("recovery code")
        NONE = "", _("without a second factor (demonstration)")

    minutes = models.ForeignKey(
        Minutes, models.PROTECT, related_name="signatures", verbose_name=_("minutes")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("by"))
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="+", verbose_name=_("document")
    )
    factor = models.CharField(_("second factor"), max_length=20, choices=Factor, blank=True)
    signed_at = models.DateTimeField(_("signed"), auto_now_add=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "seat", "document"], name="signed_once_by_each"
            )
        ]

    def __str__(self):
        return str(self.seat)
