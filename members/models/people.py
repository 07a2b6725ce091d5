import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Collate, Lower, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lattvikt.lib.sort_name import sort_name
from members.models.organisations import Organisation, receives_einvoices
from members.rules import Gap


class DatedQuerySet(models.QuerySet):
    """Rows with a first day and perhaps a last one."""

    def on(self, day):
        return self.filter(since__lte=day).filter(Q(until=None) | Q(until__gte=day))

    def current(self):
        return self.on(timezone.localdate())


class PersonQuerySet(models.QuerySet):
    def with_address(self, *addresses):
        """Those who have one of the e-mail addresses, however it is capitalised."""
        known = self.exclude(email="").annotate(address=Lower("email"))
        return known.filter(address__in=[address.lower() for address in addresses])

    def reached_for(self, purpose):
        """Those who have an address and have not declined letters of the kind (letters.Purpose)."""
        return self.exclude(email="").exclude(opt_outs__purpose=purpose)

    def in_swedish_order(self):
        return self.order_by(Collate("sort_name", "C"), "pk")


@pghistory.track()
class Person(models.Model):
    """Somebody we know, with or without a login (sv. person)."""

    name = models.CharField(_("name"), max_length=120)
    sort_name = models.CharField(max_length=140, editable=False, default="")
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("login"),
    )
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default="sv"
    )
    note = models.TextField(_("note"), blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="one_person_per_email_address"
            )
        ]
        indexes = [models.Index(Collate("sort_name", "C"), "id", name="person_in_order")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_name = sort_name(self.name)
        if (fields := kwargs.get("update_fields")) and "name" in fields:
            kwargs["update_fields"] = {*fields, "sort_name"}
        super().save(*args, **kwargs)


class ContactQuerySet(DatedQuerySet):
    def for_organisation(self, organisation):
        return self.filter(organisation=organisation)

    def in_swedish_order(self):
        """By organisation, then in the order in which the roles were given."""
        return self.order_by(Collate("organisation__sort_name", "C"), "organisation", "pk")


@pghistory.track()
class Contact(models.Model):
    """A person's role for an organisation over a time (sv. kontaktperson and other roles)."""

    class Role(models.TextChoices):
        CONTACT = "contact", _("contact person")
        INVOICE = "invoice", _("invoice recipient")
        COMMUNICATOR = "communicator", _("communicator")
        DELEGATE = "delegate", _("voting delegate")
        DEPUTY = "deputy", _("deputy delegate")
        REPRESENTATIVE = "representative", _("representative")

    person = models.ForeignKey(
        Person, models.CASCADE, related_name="contacts", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="contacts", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=15, choices=Role, default=Role.CONTACT)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=Q(until=None),
                name="one_open_contact_per_person_organisation_and_role",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_contact_ends_after_it_began",
            ),
        ]

    def __str__(self):
        return f"{self.person} ({self.get_role_display()})"


def holds(day, *roles):
    """A condition on organisations: somebody holds one of the roles on the day."""
    contacts = Contact.objects.on(day).filter(organisation=OuterRef("pk"), role__in=roles)
    return Exists(contacts)


def lacks(gap, day):
    """A condition on organisations: they have the gap on the day, as `rules.gaps` would find."""
    conditions = {
        Gap.CONTACT: ~holds(day, Contact.Role.CONTACT),
        Gap.INVOICE: Q(invoice_email="") & ~holds(day, Contact.Role.INVOICE),
        Gap.VOTER: ~holds(day, Contact.Role.DELEGATE, Contact.Role.DEPUTY),
        Gap.EMPLOYEES: Q(employees=None) | Q(employees=0),
        Gap.REFERENCE: Q(buyer_reference="") & receives_einvoices(),
    }
    return conditions[gap]


def invoice_email_on(day, organisation=""):
    """An expression: the organisation's invoice address, or its first invoice recipient's.

    `organisation` is the path to it from the model that is asked, when that is another.
    """
    path = f"{organisation}__" if organisation else ""
    recipients = (
        Contact.objects.on(day)
        .filter(organisation=OuterRef(f"{path}pk"), role=Contact.Role.INVOICE)
        .exclude(person__email="")
        .order_by("since", "pk")
    )
    own = NullIf(F(f"{path}invoice_email"), Value(""))
    return Coalesce(own, Subquery(recipients.values("person__email")[:1]), Value(""))


@pghistory.track()
class Group(models.Model):
    """People who do something together, or once did: a focus group, a working group (sv. grupp)."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    purpose = models.TextField(_("purpose"), blank=True)
    people = models.ManyToManyField(Person, through="GroupMembership", related_name="groups")

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        ordering = ["name"]

    def __str__(self):
        return self.name


@pghistory.track()
class GroupMembership(models.Model):
    """A person's time in a group (sv. gruppmedlem)."""

    group = models.ForeignKey(
        Group, models.CASCADE, related_name="memberships", verbose_name=_("group")
    )
    person = models.ForeignKey(
        Person, models.CASCADE, related_name="group_memberships", verbose_name=_("person")
    )
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("group member")
        verbose_name_plural = _("group members")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(until=None),
                name="one_open_group_membership_per_person",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="a_group_membership_ends_after_it_began",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.group}"
