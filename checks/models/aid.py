"""State aid of minor importance: what a member tells of other aid, and what we have granted."""

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from checks import rules
from checks.models.applications import Application
from lattvikt.lib import org_number
from lattvikt.lib.append_only import AppendOnly, AppendOnlyQuerySet
from lattvikt.lib.money import euros


class AidCertificateQuerySet(AppendOnlyQuerySet):
    def open_to(self, person):
        """Those of the applications that the person has no jäv in."""
        return self.filter(application__in=Application.objects.open_to(person))


class AidCertificate(AppendOnly):
    """A member's word on what aid it has had (sv. intyg om stöd av mindre betydelse).

    The last one counts; each is kept as it was signed.
    """

    application = models.ForeignKey(
        Application,
        models.PROTECT,
        related_name="aid_certificates",
        verbose_name=_("application"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    name = models.CharField(_("name"), max_length=200)
    at = models.DateTimeField(_("signed"))

    objects = AidCertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate of other aid")
        verbose_name_plural = _("certificates of other aid")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.application.organisation}, {self.name}"


class OtherAid(AppendOnly):
    """Aid of minor importance that others have granted (sv. annat stöd av mindre betydelse)."""

    certificate = models.ForeignKey(AidCertificate, models.PROTECT, related_name="others")
    giver = models.CharField(_("who granted it"), max_length=200)
    granted_on = models.DateField(_("granted on"))
    euros = models.DecimalField(_("euro"), max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = _("other aid")
        verbose_name_plural = _("other aid")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(euros__gt=0), name="other_aid_is_something")
        ]

    def __str__(self):
        return f"{self.giver}, {self.granted_on}: {euros(self.euros)}"


class LinkedUndertaking(AppendOnly):
    """Who is one single undertaking together with the member (sv. del av ett enda företag)."""

    certificate = models.ForeignKey(AidCertificate, models.PROTECT, related_name="linked")
    name = models.CharField(_("name"), max_length=200)
    org_number = models.CharField(_("organisation number"), max_length=10, blank=True)

    class Meta:
        verbose_name = _("part of the single undertaking")
        verbose_name_plural = _("parts of the single undertaking")
        ordering = ["pk"]

    def __str__(self):
        return " ".join(filter(None, [self.name, org_number.show(self.org_number)]))


@dataclass(frozen=True)
class AidOverview:
    """All aid to the single undertaking that counts when an application is granted, in euro."""

    others: list[rules.Aid]
    ours: list[rules.Aid]

    @property
    def total(self) -> Decimal:
        return sum((one.euros for one in [*self.others, *self.ours]), Decimal(0))

    @property
    def is_too_much(self) -> bool:
        return self.total > rules.MOST_AID


def aid_overview(certificate) -> AidOverview:
    """What counts on the day of the board's decision, with the check that was granted then.

    Of ours what has a rate (`grants_without_rate` are those that lack it).
    """
    on = certificate.application.decision.decided_on
    others = [rules.Aid(one.giver, one.granted_on, one.euros) for one in certificate.others.all()]
    ours = [as_aid(one) for one in our_grants(certificate).exclude(call__euro_rate=None)]
    return AidOverview(
        others=[one for one in others if rules.counts(one.granted_on, on)],
        ours=[one for one in ours if rules.counts(one.granted_on, on)],
    )


def as_aid(application) -> rules.Aid:
    return rules.Aid(
        giver=str(application),
        granted_on=application.decision.decided_on,
        euros=rules.in_euros(application.granted, application.call.euro_rate),
    )


def grants_without_rate(certificate):
    return our_grants(certificate).filter(call__euro_rate=None)


def our_grants(certificate):
    """State aid that the programme has granted to the single undertaking.

    To the member, to who it has named, and to who has named it.
    """
    application = certificate.application
    number = application.organisation.org_number or ""
    numbers = {number, *certificate.linked.values_list("org_number", flat=True)} - {""}
    named = AidCertificate.objects.filter(linked__org_number=number) if number else []
    granted = Application.objects.filter(
        status=Application.Status.GRANTED, call__is_state_aid=True
    ).filter(
        Q(organisation=application.organisation_id)
        | Q(organisation__org_number__in=numbers)
        | Q(organisation__in=[one.application.organisation_id for one in named])
    )
    related = ["organisation", "call", "matter__decision"]
    return granted.select_related(*related).order_by("matter__decision__decided_on", "pk")
