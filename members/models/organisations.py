import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Collate
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lattvikt.lib import org_number, postal_code
from lattvikt.lib.sort_name import sort_name
from members import rules


class Region(models.TextChoices):
    """Sweden's counties by the codes that Statistics Sweden gives them."""

    STOCKHOLM = "01", "Stockholms län"
    UPPSALA = "03", "Uppsala län"
    SODERMANLAND = "04", "Södermanlands län"
    OSTERGOTLAND = "05", "Östergötlands län"
    JONKOPING = "06", "Jönköpings län"
    KRONOBERG = "07", "Kronobergs län"
    KALMAR = "08", "Kalmar län"
    GOTLAND = "09", "Gotlands län"
    BLEKINGE = "10", "Blekinge län"
    SKANE = "12", "Skåne län"
    HALLAND = "13", "Hallands län"
    VASTRA_GOTALAND = "14", "Västra Götalands län"
    VARMLAND = "17", "Värmlands län"
    OREBRO = "18", "Örebro län"
    VASTMANLAND = "19", "Västmanlands län"
    DALARNA = "20", "Dalarnas län"
    GAVLEBORG = "21", "Gävleborgs län"
    VASTERNORRLAND = "22", "Västernorrlands län"
    JAMTLAND = "23", "Jämtlands län"
    VASTERBOTTEN = "24", "Västerbottens län"
    NORRBOTTEN = "25", "Norrbottens län"


class Named(models.Model):
    """A word in a list that the secretariat keeps, in both languages."""

    name = models.CharField(_("name in Swedish"), max_length=80, unique=True)
    name_en = models.CharField(_("name in English"), max_length=80)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)
    is_offered = models.BooleanField(
        _("offered in forms"), default=True, help_text=_("Old rows keep a word that is not.")
    )

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self):
        return self.name_en if (get_language() or "").startswith("en") else self.name


class OrganisationKind(Named):
    """What kind of organisation it is: small company, university, … (sv. organisationstyp)."""

    class Sector(models.TextChoices):
        COMPANY = "company", _("company")
        INSTITUTE = "institute", _("institute")
        ACADEMIA = "academia", _("academia")
        OTHER = "other", _("other")

    sector = models.CharField(_("sector"), max_length=10, choices=Sector, default=Sector.OTHER)
    is_public_body = models.BooleanField(
        _("public body"),
        default=False,
        help_text=_("A public body must give “Your reference” for its invoices."),
    )

    class Meta(Named.Meta):
        verbose_name = _("kind of organisation")
        verbose_name_plural = _("kinds of organisation")


class Industry(Named):
    """The branch an organisation works in (sv. bransch)."""

    class Meta(Named.Meta):
        verbose_name = _("industry")
        verbose_name_plural = _("industries")


def receives_einvoices(prefix=""):
    """A condition on organisations: `Organisation.einvoice_to` is not empty."""
    has_number = Q(**{f"{prefix}org_number__gt": ""})
    is_public = Q(**{f"{prefix}kind__is_public_body": True})
    return Q(**{f"{prefix}einvoice_address__gt": ""}) | (is_public & has_number)


class OrganisationQuerySet(models.QuerySet):
    def members(self, on=None):
        """Those with a membership on the day; memberships of one organisation never overlap."""
        on = on or timezone.localdate()
        return self.filter(
            Q(memberships__ends_on=None) | Q(memberships__ends_on__gte=on),
            memberships__starts_on__lte=on,
        )

    def for_user(self, user):
        """Those the user acts for today, in whatever role, that are or have been members."""
        today = timezone.localdate()
        return self.filter(
            Q(contacts__until=None) | Q(contacts__until__gte=today),
            contacts__since__lte=today,
            contacts__person__user=user,
            memberships__isnull=False,
        ).distinct()

    def search(self, text):
        """By name or organisation number, as it is typed."""
        digits = org_number.compact(text)
        by_number = Q(org_number__startswith=digits) if digits.isdecimal() else Q()
        by_name = Q(sort_name__contains=sort_name(text.strip()))
        return self.filter(by_name | by_number) if by_number else self.filter(by_name)

    def known_as(self, name, number=""):
        """The one that is surely meant, or None: by its number if one is given, else its name."""
        meant = {"org_number": number} if number else {"sort_name": sort_name(name.strip())}
        found = self.filter(**meant)[:2] if any(meant.values()) else []
        return found[0] if len(found) == 1 else None

    def in_swedish_order(self):
        return self.order_by(Collate("sort_name", "C"), "pk")


@pghistory.track()
class Organisation(models.Model):
    """A company, institute, university or other body that we know (sv. organisation).

    A member, a prospect, a partner or a guest from abroad: what it is to us is told by its
    memberships and relations. Everything here concerns only the operation that is tied to the
    Swedish organisation number (R1.11).
    """

    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(max_length=220, editable=False, default="")
    org_number = models.CharField(
        _("organisation number"), max_length=10, unique=True, null=True, blank=True
    )
    kind = models.ForeignKey(
        OrganisationKind, models.PROTECT, null=True, blank=True, verbose_name=_("kind")
    )
    industry = models.ForeignKey(
        Industry, models.PROTECT, null=True, blank=True, verbose_name=_("industry")
    )
    region = models.CharField(_("region"), max_length=2, choices=Region, blank=True)
    country = models.CharField(_("country"), max_length=2, default="SE")
    is_for_profit = models.BooleanField(_("for-profit"), null=True, blank=True)
    employees = models.PositiveIntegerField(
        _("number of employees"),
        null=True,
        blank=True,
        help_text=_("In the operation tied to the Swedish organisation number."),
    )
    website = models.URLField(_("website"), blank=True)
    language = models.CharField(
        _("language of letters and invoices"),
        max_length=5,
        choices=settings.LANGUAGES,
        default="sv",
    )
    street = models.CharField(_("invoice address"), max_length=120, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    invoice_email = models.EmailField(_("invoice email"), blank=True)
    buyer_reference = models.CharField(_("your reference"), max_length=80, blank=True)
    einvoice_address = models.CharField(
        _("e-invoice address"), max_length=60, blank=True, help_text=_("0007: or 0088: and number")
    )
    accepts_pdf_since = models.DateField(
        _("accepts invoices as PDF by email since"), null=True, blank=True
    )
    is_important_prospect = models.BooleanField(_("important for our goals"), default=False)
    note = models.TextField(_("note"), blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            models.Index(Collate("sort_name", "C"), "id", name="organisation_in_order"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        # The one thing a save adds: without a Swedish collation the order must be stored.
        self.sort_name = sort_name(self.name)
        if (fields := kwargs.get("update_fields")) and "name" in fields:
            kwargs["update_fields"] = {*fields, "sort_name"}
        super().save(*args, **kwargs)

    def roles_on(self, day):
        """The roles that somebody holds for the organisation on the day."""
        return set(self.contacts.on(day).values_list("role", flat=True))

    def gaps_on(self, day):
        """What it lacks on the day (rules.Gap)."""
        return rules.gaps(
            roles=self.roles_on(day),
            invoice_email=self.invoice_email,
            employees=self.employees,
            einvoice_to=self.einvoice_to,
            buyer_reference=self.buyer_reference,
        )

    @property
    def einvoice_to(self):
        return rules.einvoice_to(
            given=self.einvoice_address,
            is_public_body=bool(self.kind and self.kind.is_public_body),
            org_number=self.org_number,
        )

    @property
    def shown_org_number(self):
        return org_number.show(self.org_number or "")

    @property
    def shown_postal_code(self):
        return postal_code.show(self.postal_code)


@pghistory.track()
class Relation(models.Model):
    """What an organisation is to us beside a member: partner, financier, … (sv. relation)."""

    class Kind(models.TextChoices):
        PARTNER = "partner", _("partner")
        STAKEHOLDER = "stakeholder", _("stakeholder")
        FINANCIER = "financier", _("financier")
        PROSPECT = "prospect", _("prospect")
        UNION = "union", _("trade union")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="relations", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=Q(until=None),
                name="one_open_relation_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_relation_ends_after_it_began",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()
