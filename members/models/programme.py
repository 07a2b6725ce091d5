import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lattvikt.lib import org_number


class ProgrammeManager(models.Manager):
    def current(self) -> "Programme":
        """The one row; an unsaved one with plain defaults on an empty database."""
        return self.first() or Programme(pk=1)


@pghistory.track()
class Programme(models.Model):
    """Who we are on invoices, letters and the contact page. One row (sv. programmet)."""

    name = models.CharField(_("name"), max_length=120, default="Medlemsprogram Lättvikt")
    org_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    street = models.CharField(_("address"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    email = models.EmailField(_("email address"), default="kansli@lattvikt.example")
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    website = models.CharField(_("website"), max_length=80, blank=True)
    bankgiro = models.CharField(_("bankgiro"), max_length=8, blank=True)
    our_reference = models.CharField(_("our reference"), max_length=80, blank=True)
    vat_number = models.CharField(
        _("VAT number"),
        max_length=14,
        blank=True,
        help_text=_("Only if the association is registered for VAT."),
    )
    is_approved_for_f_tax = models.BooleanField(
        _("approved for F-tax"),
        default=False,
        help_text=_("Printed on invoices when it is true, never otherwise."),
    )
    seat = models.CharField(_("registered office"), max_length=80, blank=True)
    days_to_pay = models.PositiveSmallIntegerField(
        _("days to pay"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("More than 30 needs the buyer's express approval (räntelagen 2 a §)."),
    )

    objects = ProgrammeManager()

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programme")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="there_is_one_programme")
        ]

    def __str__(self):
        return self.name

    @property
    def shown_org_number(self):
        return org_number.show(self.org_number)
