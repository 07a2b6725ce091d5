from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from board.models import Case, Party
from lattvikt.lib import org_number, postal_code
from members.models import AgendaVersion, Industry, OrganisationKind, Region

MOST_EMPLOYEES = 500_000  # no Swedish employer has half of that


class ApplicationQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(applicant=user)

    def open(self):
        """Sent and not yet ended."""
        return self.filter(status__in=Application.OPEN)

    def waiting_for_secretariat(self):
        return self.filter(status=Application.Status.SUBMITTED)


class Application(Case):
    """An organisation's application to become a member (sv. medlemsansökan)."""

    enacted_by = "admission.actions.admit_or_decline"

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("received")
        RETURNED = "returned", _("returned with a question")
        REFERRED = "referred", _("before the deciding body")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN = (Status.SUBMITTED, Status.RETURNED, Status.REFERRED)

    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="applications",
        verbose_name=_("applicant"),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default="sv"
    )
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)

    # Step 1: the organisation
    org_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    name = models.CharField(_("the organisation's name"), max_length=200, blank=True)
    kind = models.ForeignKey(
        OrganisationKind,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("kind of organisation"),
    )
    is_for_profit = models.BooleanField(_("for-profit"), null=True, blank=True)
    industry = models.ForeignKey(
        Industry, models.PROTECT, null=True, blank=True, verbose_name=_("industry")
    )
    region = models.CharField(_("region"), max_length=2, choices=Region, blank=True)
    employees = models.PositiveIntegerField(
        _("number of employees"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_EMPLOYEES)],
    )

    # Step 2: invoice details
    street = models.CharField(_("invoice address"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    invoice_email = models.EmailField(_("invoice email"), blank=True)
    buyer_reference = models.CharField(_("your reference"), max_length=80, blank=True)
    accepts_pdf = models.BooleanField(_("invoices may come as PDF by email"), default=False)

    # Step 3: contact and support for the agenda
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    motivation = models.TextField(_("why you want to join"), max_length=4000, blank=True)
    agenda_version = models.ForeignKey(
        AgendaVersion,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("supported version of Lättviktsagendan"),
    )
    support_stated_by = models.CharField(_("support stated by"), max_length=120, blank=True)
    support_stated_at = models.DateTimeField(_("support stated"), null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership application")
        verbose_name_plural = _("membership applications")
        constraints = [
            models.UniqueConstraint(
                fields=["org_number"],
                condition=Q(status__in=["submitted", "returned", "referred"]),
                name="one_open_application_per_org_number",
            ),
            models.UniqueConstraint(
                fields=["applicant"],
                condition=Q(status="draft"),
                name="one_draft_per_applicant",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"])
                | ~Q(org_number="") & Q(employees__gte=1) & Q(support_stated_at__isnull=False),
                name="an_application_that_is_sent_is_filled_in",
            ),
        ]
        indexes = [models.Index("status", "submitted_at", name="application_queue")]

    def __str__(self):
        return self.name or str(_("Application without a name"))

    @property
    def shown_org_number(self):
        return org_number.show(self.org_number)

    @property
    def shown_postal_code(self):
        return postal_code.show(self.postal_code)

    @property
    def is_editable(self):
        """Whether the applicant may change what is written."""
        return self.status in (self.Status.DRAFT, self.Status.RETURNED)

    def parties(self):
        person = getattr(self.applicant, "person", None)
        return [Party(org_number=self.org_number, person=person)]


class Event(models.Model):
    """A step on an application's way: what happened, when, by whom (sv. händelse)."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="events")
    status = models.CharField(_("status"), max_length=10, choices=Application.Status)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["at", "pk"]

    def __str__(self):
        return self.get_status_display()
