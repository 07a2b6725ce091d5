from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lattvikt.lib import postal_code
from lattvikt.lib.fields import (
    BankgiroField,
    EInvoiceAddressField,
    OrgNumberField,
    PostalCodeField,
)
from lattvikt.lib.head_count import HeadCountField
from lattvikt.lib.org_number import Fault
from members.models import Contact, Organisation, Person, Purpose


class DetailsForm(forms.ModelForm):
    """What a member may change by itself."""

    website = forms.URLField(
        label=gettext_lazy("Website"), required=False, max_length=200, assume_scheme="https"
    )
    einvoice_address = EInvoiceAddressField(
        label=gettext_lazy("E-invoice address"),
        help_text=gettext_lazy(
            "If you want your invoices as e-invoices (Peppol): 0007: and your organisation number, "
            "or 0088: and a GLN. Then fill in your reference too."
        ),
        required=False,
    )
    accepts_pdf = forms.BooleanField(
        label=gettext_lazy("We accept invoices as PDF by email"),
        help_text=gettext_lazy("Otherwise the secretariat asks you how the invoice shall come."),
        required=False,
    )

    class Meta:
        model = Organisation
        fields = [
            "street",
            "postal_code",
            "city",
            "invoice_email",
            "buyer_reference",
            "einvoice_address",
            "website",
            "language",
        ]
        help_texts = {
            "invoice_email": gettext_lazy("Invoices are sent here as PDF."),
            "buyer_reference": gettext_lazy(
                "Printed on your invoices. Required for public bodies and for e-invoices."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ["street", "postal_code", "city"]:
            self.fields[name].required = True
        if self.instance.accepts_pdf_since:
            del self.fields["accepts_pdf"]
        kind = self.instance.kind
        self.fields["buyer_reference"].required = bool(kind and kind.is_public_body)

    def clean_postal_code(self):
        return clean_postal_code(self.cleaned_data["postal_code"], self.instance.country)

    def clean(self):
        details = super().clean()
        if details.get("einvoice_address") and not details.get("buyer_reference"):
            told = _("An e-invoice needs your reference: the buyer’s system sorts it by that.")
            self.add_error("buyer_reference", told)
        return details


class OrganisationForm(forms.ModelForm):
    """The secretariat's form: numbers and codes as people write them."""

    website = forms.URLField(
        label=gettext_lazy("website"), required=False, max_length=200, assume_scheme="https"
    )
    einvoice_address = EInvoiceAddressField(
        label=gettext_lazy("e-invoice address"),
        help_text=gettext_lazy("0007: or 0088: and number"),
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # «556016-0680» is longer than what is stored.
        if "org_number" in self.fields:
            label = self.fields["org_number"].label
            self.fields["org_number"] = OrgNumberField(label=label, required=False)

    def clean_org_number(self):
        """None where there is no number: several organisations abroad have none."""
        return self.cleaned_data["org_number"] or None

    def clean_postal_code(self):
        return clean_postal_code(self.cleaned_data["postal_code"], self.cleaned_data.get("country"))

    def clean(self):
        if self.has_error("org_number", Fault.PERSONAL):
            self.forget("org_number")
        return super().clean()

    def forget(self, name):
        """Show nothing of what was typed."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = ""


def clean_postal_code(text, country):
    """As stored: five digits in Sweden, whatever it is abroad."""
    if not text or country != "SE":
        return text
    try:
        return postal_code.clean(text)
    except ValueError:
        told = _("Write a postal code of five digits, for example 411 01.")
        raise ValidationError(told) from None


class ProgrammeForm(forms.ModelForm):
    """Who we are, as it is printed on every invoice: a wrong digit would send the money astray."""

    org_number = OrgNumberField(label=gettext_lazy("organisation number"), required=False)
    postal_code = PostalCodeField(label=gettext_lazy("postal code"), required=False)
    bankgiro = BankgiroField(label=gettext_lazy("bankgiro"), required=False)


class StartForm(forms.Form):
    """When a membership begins, and by which decision."""

    starts_on = forms.DateField(label=gettext_lazy("First day"))
    admitted_by = forms.CharField(
        label=gettext_lazy("Decision"),
        help_text=gettext_lazy("Who decided and when, in words."),
        max_length=120,
    )


class LastDayForm(forms.Form):
    """When a membership ends, and why."""

    ends_on = forms.DateField(label=gettext_lazy("Last day"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("The member reads it in the letter."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AdoptionForm(forms.Form):
    """The annual meeting's decision about a year's fees."""

    on = forms.DateField(label=gettext_lazy("Adopted on"))
    reference = forms.CharField(
        label=gettext_lazy("The annual meeting's decision"),
        help_text=gettext_lazy("For example: the annual meeting of 2026, § 12."),
        max_length=80,
    )


class EmployeesForm(forms.Form):
    """A new head-count."""

    employees = HeadCountField(
        label=gettext_lazy("New number of employees"),
        help_text=gettext_lazy("In the operation that belongs to the Swedish organisation number."),
    )


class ToldHeadCountForm(forms.Form):
    """A head-count that the secretariat has been told."""

    employees = HeadCountField()
    said_by = forms.CharField(
        label=gettext_lazy("Who said so"),
        help_text=gettext_lazy("Name, and how: by phone on 3 November."),
        max_length=120,
    )


def roles_field():
    return forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=Contact.Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one role.")},
    )


class InvitationForm(forms.Form):
    """A colleague who is to act for the organisation."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    email = forms.EmailField(
        label=gettext_lazy("Email address"),
        help_text=gettext_lazy("The invitation is sent here, and your colleague logs in with it."),
    )
    roles = roles_field()


class RolesForm(forms.Form):
    """The roles of somebody who acts for the organisation already."""

    roles = roles_field()


class HandOverForm(forms.Form):
    """Which colleague takes over a role."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Who takes over?"),
        queryset=Person.objects.none(),
        empty_label=gettext_lazy("Choose a colleague"),
    )

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues


class EndForm(forms.Form):
    """Why the member wants to leave."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you want to leave?"),
        help_text=gettext_lazy("It helps us do better. You may leave it empty."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )


class LettersForm(forms.Form):
    """The letters that nobody must have; what is ticked is wanted."""

    wanted = forms.MultipleChoiceField(
        label=gettext_lazy("I want letters about"),
        choices=Purpose,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, person, **kwargs):
        declined = set(person.opt_outs.values_list("purpose", flat=True))
        wanted = [one.value for one in Purpose if one not in declined]
        super().__init__(*args, initial={"wanted": wanted}, **kwargs)
