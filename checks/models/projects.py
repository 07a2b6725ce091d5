"""What a granted medlemscheck becomes: a project with its agreement."""

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive.models import Document
from checks.models.applications import Application
from lattvikt.lib.append_only import AppendOnly, AppendOnlyQuerySet

KEPT_YEARS = 10  # as records of aid are (Regulation (EU) 2023/2831, article 6.7)


class Side(models.TextChoices):
    """The parties of an agreement."""

    MEMBER = "member", _("the member")
    PROGRAMME = "programme", _("the programme")


class ProjectQuerySet(models.QuerySet):
    def for_organisation(self, organisation):
        return self.filter(application__organisation=organisation)

    def open_to(self, person):
        """Those in whose applications the person has no jäv."""
        return self.filter(application__in=Application.objects.open_to(person))

    def signed_by(self, *sides):
        """Those whose latest agreement is signed by each of the sides."""
        return self.filter(*(Exists(signatures_of_latest(side)) for side in sides))

    def to_sign(self, side):
        """Those whose latest agreement lacks the signature of the side."""
        return self.exclude(Exists(signatures_of_latest(side)))

    def to_sign_for_us(self):
        """Those that wait for the programme alone: the member has signed."""
        return self.signed_by(Side.MEMBER).to_sign(Side.PROGRAMME)

    def to_report(self):
        """Signed by both, and without a report that is sent or approved."""
        signed = self.signed_by(Side.MEMBER, Side.PROGRAMME)
        return signed.filter(Q(report=None) | Q(report__status="returned"))

    def report_late(self):
        return self.to_report().filter(report_due_on__lt=timezone.localdate())

    def with_application(self):
        return self.select_related("application__organisation", "application__call")


def signatures_of_latest(side) -> models.QuerySet:
    """For a query of projects."""
    latest = Agreement.objects.filter(project=OuterRef(OuterRef("pk"))).order_by("-number")
    return Signature.objects.filter(side=side, agreement=Subquery(latest.values("pk")[:1]))


@pghistory.track()
class Project(models.Model):
    """The work that a granted medlemscheck pays for (sv. checkprojekt).

    Its amount is what the board granted; the day of its report moves only by a new decision.
    """

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="project", verbose_name=_("application")
    )
    starts_on = models.DateField(_("starts"))
    ends_on = models.DateField(_("ends"))
    report_due_on = models.DateField(_("final report by"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    started_at = models.DateTimeField(_("made"))

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("check", "project")
        verbose_name_plural = pgettext_lazy("check", "projects")
        ordering = ["-started_at", "-pk"]
        permissions = [
            ("start_project", "Can make a project of a granted medlemscheck"),
            ("sign_agreement", "Can sign an agreement for the programme"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on"), report_due_on__gte=F("ends_on")),
                name="a_project_is_reported_when_it_has_ended",
            )
        ]

    def __str__(self):
        return f"{self.organisation}: {self.title}"

    @property
    def organisation(self):
        return self.application.organisation

    @property
    def title(self) -> str:
        """As it was sent to the board."""
        return self.application.last_revision.title

    @property
    def granted(self):
        """Kronor."""
        return self.application.granted

    @property
    def decision(self):
        return self.application.matter.decision

    @property
    def agreement(self) -> "Agreement":
        """The one that counts: the latest."""
        return self.agreements.order_by("-number")[0]

    @property
    def kept_until(self) -> date:
        return date(self.ends_on.year + KEPT_YEARS, 12, 31)


class Agreement(AppendOnly):
    """What the two sides agree on, as a document that is never changed (sv. avtal).

    Written anew with the next number as long as nobody has signed it.
    """

    class Language(models.TextChoices):
        SWEDISH = "sv", _("Swedish")
        ENGLISH = "en", _("English")

    project = models.ForeignKey(Project, models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=2, choices=Language)
    document = models.ForeignKey(
        Document, models.PROTECT, related_name="+", verbose_name=_("document")
    )
    made_at = models.DateTimeField(_("written"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_agreement_per_number")
        ]

    def __str__(self):
        return self.file_name

    @property
    def file_name(self) -> str:
        return f"Medlemscheck-avtal-{self.project_id}-{self.number}.pdf"

    def signature_of(self, side) -> "Signature | None":
        return next((one for one in self.signatures.all() if one.side == side), None)

    @property
    def of_member(self) -> "Signature | None":
        return self.signature_of(Side.MEMBER)

    @property
    def of_programme(self) -> "Signature | None":
        return self.signature_of(Side.PROGRAMME)

    @property
    def is_signed(self) -> bool:
        """By both."""
        return bool(self.of_member and self.of_programme)


class Signature(AppendOnly):
    """That somebody has signed an agreement, and the fingerprint of what (sv. underskrift)."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures")
    side = models.CharField(_("for"), max_length=10, choices=Side)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    name = models.CharField(_("name"), max_length=200)
    at = models.DateTimeField(_("signed"))
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="each_side_signs_once"),
            models.UniqueConstraint(fields=["agreement", "by"], name="nobody_signs_for_both_sides"),
        ]

    def __str__(self):
        return f"{self.name}, {self.get_side_display()}"
