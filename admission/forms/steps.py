"""The three steps that are filled in; the fourth only shows them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from admission import rules
from admission.forms.careful import NoPersonalNumbers
from admission.models import Application
from lattvikt.lib import org_number
from lattvikt.lib.fields import OrgNumberField, PostalCodeField
from lattvikt.lib.head_count import HeadCountField
from lattvikt.lib.org_number import Fault
from members.models import AgendaVersion, Industry, Organisation, OrganisationKind, Region


class StepForm(NoPersonalNumbers, forms.ModelForm):
    """One step. `answers()` is what the action keeps."""

    def answers(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def show_first(self, name, value):
        """What stands in the field before anything has been typed."""
        self.initial = {**(self.initial or {}), name: value}


class OrganisationForm(StepForm):
    org_number = OrgNumberField(
        label=_("Organisation number"),
        help_text=_("Ten digits, as in 556016-0680. Each legal person is a member of its own."),
    )
    kind = forms.ModelChoiceField(
        OrganisationKind.objects.filter(is_offered=True),
        label=_("Kind of organisation"),
        empty_label=_("Choose …"),
        error_messages={"required": _("Choose what kind of organisation it is.")},
    )
    is_for_profit = forms.TypedChoiceField(
        label=_("Is the organisation run for profit?"),
        choices=[(True, _("Yes, for profit")), (False, _("No, non-profit"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        help_text=_("It decides which benefits the membership opens."),
        error_messages={"required": _("Say whether the organisation is run for profit.")},
    )
    industry = forms.ModelChoiceField(
        Industry.objects.filter(is_offered=True),
        label=_("Industry"),
        empty_label=_("Choose …"),
        error_messages={"required": _("Choose the industry that comes closest.")},
    )
    region = forms.ChoiceField(
        label=_("County"),
        choices=[("", _("Choose …")), *Region.choices],
        error_messages={"required": _("Choose the county where most of you work.")},
    )
    employees = HeadCountField(
        label=_("Number of employees"),
        error_messages={"required": _("Fill in the number of employees.")},
        help_text=_(
            "Count those employed in the operation tied to the Swedish organisation number, not "
            "the whole group. The membership covers that operation, and the fee follows its size."
        ),
    )

    class Meta:
        model = Application
        fields = [
            "org_number",
            "name",
            "kind",
            "is_for_profit",
            "industry",
            "region",
            "employees",
        ]
        labels = {"name": _("The organisation's name")}
        error_messages = {"name": {"required": _("Fill in the organisation's name.")}}
        widgets = {"name": forms.TextInput({"autocomplete": "organization"})}

    field_order = Meta.fields

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.show_first("org_number", self.instance.shown_org_number)

    def clean(self):
        self.put_right_what_was_typed()
        return super().clean()

    def put_right_what_was_typed(self):
        """A person's number is not shown again; of a VAT number the part that we asked for is."""
        for error in self.errors.as_data().get("org_number", ()):
            if error.code == Fault.PERSONAL:
                self.forget("org_number")
            elif error.code == Fault.VAT and error.params:
                self.forget("org_number", instead=error.params["number"])

    def clean_org_number(self):
        number = self.cleaned_data["org_number"]
        if Organisation.objects.members().filter(org_number=number).exists():
            raise ValidationError(_("The organisation is already a member."), code="member")
        others = Application.objects.open().exclude(pk=self.instance.pk)
        if others.filter(org_number=number).exists():
            raise ValidationError(
                _("There is already an open application for this organisation."), code="open"
            )
        return number

    @property
    def shown_number(self):
        """The number when it can be used, as it is printed."""
        return org_number.show(self.cleaned_data.get("org_number", ""))


class InvoiceForm(StepForm):
    postal_code = PostalCodeField(label=_("Postal code"))

    class Meta:
        model = Application
        fields = ["street", "postal_code", "city", "invoice_email", "buyer_reference"]
        fields += ["accepts_pdf"]
        labels = {
            "street": _("Invoice address"),
            "city": _("City"),
            "invoice_email": _("Email address for invoices"),
            "buyer_reference": _("Your reference"),
            "accepts_pdf": _("We accept invoices as PDF by email"),
        }
        help_texts = {
            "street": _("Street or box, as it should stand on the invoice."),
            "invoice_email": _("Rather a shared address than a person's, if you have one."),
            "accepts_pdf": _("Otherwise the secretariat asks you how the invoice shall come."),
        }
        error_messages = {
            "street": {"required": _("Fill in the invoice address.")},
            "city": {"required": _("Fill in the city.")},
            "invoice_email": {
                "required": _("Fill in an email address for invoices."),
                "invalid": _("An email address looks like faktura@example.se."),
            },
            "buyer_reference": {
                "required": _("A public body must give a reference, or the invoice cannot be paid.")
            },
        }
        widgets = {
            "street": forms.TextInput({"autocomplete": "billing street-address"}),
            "city": forms.TextInput({"autocomplete": "billing address-level2"}),
            "invoice_email": forms.EmailInput({"autocomplete": "email"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        is_public = rules.needs_buyer_reference(self.instance.kind)
        for name in ("street", "city", "invoice_email"):
            self.fields[name].required = True
        self.fields["buyer_reference"].required = is_public
        self.fields["buyer_reference"].help_text = (
            _("Required for a public body: the reference code that your invoices must carry.")
            if is_public
            else _("If you have a code or a name that your invoices should carry. May be empty.")
        )
        self.fields["postal_code"].widget.attrs["autocomplete"] = "billing postal-code"
        self.show_first("postal_code", self.instance.shown_postal_code)


class ContactForm(StepForm):
    version = forms.CharField(widget=forms.HiddenInput, required=False)
    supports = forms.BooleanField(
        label=_("We support the content of Lättviktsagendan"),
        error_messages={
            "required": _("Members support Lättviktsagendan. Read it, and say that you do.")
        },
    )

    class Meta:
        model = Application
        fields = ["contact_name", "contact_phone", "motivation", "support_stated_by"]
        labels = {
            "contact_name": _("Your name"),
            "contact_phone": _("Your phone"),
            "motivation": _("Why do you want to join?"),
            "support_stated_by": _("Who states the support?"),
        }
        help_texts = {
            "contact_name": _(
                "You become contact person and invoice recipient. As a member you can hand over "
                "to colleagues."
            ),
            "contact_phone": _("May be empty."),
            "motivation": _("A few lines that those who decide will read. May be empty."),
            "support_stated_by": _("The name of the person who speaks for the organisation here."),
        }
        error_messages = {
            "contact_name": {"required": _("Fill in your name.")},
            "support_stated_by": {"required": _("Fill in who states the support.")},
        }
        widgets = {
            "contact_name": forms.TextInput({"autocomplete": "name"}),
            "contact_phone": forms.TextInput(
                {"autocomplete": "tel", "type": "tel", "inputmode": "tel"}
            ),
            "motivation": forms.Textarea({"rows": 5}),
        }

    field_order = [
        "contact_name",
        "contact_phone",
        "motivation",
        "version",
        "supports",
        "support_stated_by",
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.agenda = AgendaVersion.objects.in_force()
        for name in ("contact_name", "support_stated_by"):
            self.fields[name].required = True
        self.show_first("version", str(self.agenda.pk) if self.agenda else "")
        self.show_first("supports", self.has_supported)

    @property
    def has_supported(self):
        stated = self.instance.support_stated_at is not None
        return stated and self.instance.agenda_version == self.agenda

    def clean_supports(self):
        """The support is for the version that was on the page, not for one that came meanwhile."""
        if self.agenda is None:
            raise ValidationError(_("No version of Lättviktsagendan has been adopted yet."))
        if self.cleaned_data.get("version") != str(self.agenda.pk):
            self.forget("version", instead=str(self.agenda.pk))
            self.forget("supports")
            raise ValidationError(
                _("Lättviktsagendan has a new version since you opened the page. Read it first.")
            )
        return True

    def answers(self):
        stated_at = self.instance.support_stated_at if self.has_supported else None
        return {
            **super().answers(),
            "agenda_version": self.agenda,
            "support_stated_at": stated_at or timezone.now(),
        }


STEP_FORMS = {
    rules.ORGANISATION: OrganisationForm,
    rules.INVOICE: InvoiceForm,
    rules.CONTACT: ContactForm,
}
