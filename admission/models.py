from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from admission import rules
from board.models import Case, Party
from lattvikt.lib import org_number, postal_code
from lattvikt.lib.head_count import MOST_EMPLOYEES
from members.models import (
    AgendaVersion,
    FeeSchedule,
    FeeTier,
    Industry,
    Organisation,
    OrganisationKind,
    Region,
)
from members.rules import FeeAnswer


def schedule_in_force() -> FeeSchedule | None:
    return FeeSchedule.objects.in_force(timezone.localdate().year)


class ApplicationQuerySet(models.QuerySet):
    def for_user(self, user):
        return self.filter(applicant=user)

    def open(self):
        """Sent and not yet ended."""
        return self.filter(status__in=Application.OPEN)

    def waiting_for_secretariat(self):
        return self.filter(status=Application.Status.SUBMITTED)

    def sent(self):
        """What the secretariat sees: a draft is its writer's own."""
        return self.exclude(submitted_at=None).exclude(status=Application.Status.DRAFT)

    def with_fee(self):
        """Each with the fee that follows from its head-count, in one query for all."""
        tiers = FeeTier.objects.filter(
            schedule=schedule_in_force(), from_employees__lte=OuterRef("employees")
        )
        return self.annotate(fee=Subquery(tiers.order_by("-from_employees").values("amount")[:1]))

    def search(self, text):
        """By name or organisation number, as it is typed."""
        digits = org_number.compact(text)
        by_number = Q(org_number__startswith=digits) if digits.isdecimal() else Q(pk=None)
        return self.filter(Q(name__icontains=text.strip()) | by_number)


class Application(Case):
    """An organisation's application to become a member (sv. medlemsansökan)."""

    enacted_by = "admission.actions.admit_or_decline"
    referred_back_by = "admission.actions.take_back"

    class Status(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("application", "draft")
        SUBMITTED = "submitted", pgettext_lazy("application", "received")
        RETURNED = "returned", pgettext_lazy("application", "returned with a question")
        REFERRED = "referred", pgettext_lazy("application", "before the deciding body")
        APPROVED = "approved", pgettext_lazy("application", "approved")
        REJECTED = "rejected", pgettext_lazy("application", "rejected")
        WITHDRAWN = "withdrawn", pgettext_lazy("application", "withdrawn")

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

    @property
    def last_question(self) -> "Event | None":
        return self.events.filter(status=self.Status.RETURNED).last()

    @property
    def may_be_withdrawn(self):
        return self.status == self.Status.DRAFT or self.status in self.OPEN

    @cached_property
    def fee(self) -> Decimal | None:
        """The yearly fee that the head-count gives; `with_fee` has already asked for it."""
        return self.fee_answer.amount if self.fee_answer else None

    @cached_property
    def fee_answer(self) -> FeeAnswer | None:
        """What the head-count costs and opens out; None outside the fee schedule."""
        schedule = schedule_in_force()
        if schedule is None:
            return None
        return schedule.answer_for(self.employees or 0, is_for_profit=self.is_for_profit)

    @property
    def address(self) -> str:
        return f"{self.street}\n{self.shown_postal_code} {self.city}".strip()

    @property
    def support_in_words(self) -> str:
        if self.support_stated_at is None:
            return ""
        return gettext("version %(version)s, stated by %(name)s on %(day)s") % {
            "version": self.agenda_version,
            "name": self.support_stated_by,
            "day": date_format(timezone.localtime(self.support_stated_at), "DATE_FORMAT"),
        }

    @property
    def things_to_look_at(self) -> list[str]:
        return rules.things_to_look_at(self)

    @property
    def unfinished_steps(self) -> list[str]:
        return rules.unfinished_steps(self)

    @cached_property
    def known_organisation(self) -> Organisation | None:
        """The organisation that we already know by that number: a prospect, a former member."""
        return Organisation.objects.filter(org_number=self.org_number or None).first()

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
