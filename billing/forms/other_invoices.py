"""An invoice of something else than the annual fee: to whom, how taxed, and its lines."""

import re
from decimal import Decimal
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing import rules
from billing.actions import Order, Stranger
from billing.forms.fields import KronorField
from billing.models import Invoice
from lattvikt.lib import postal_code
from lattvikt.lib.fields import OrgNumberField
from members.models import Organisation

WIDE = {"class": "vTextField"}  # the admin’s own word
MOST_LINES, EMPTY_LINES = 40, 3
QUANTITY = re.compile(r"[0-9]{1,6}([.,][0-9]{1,2})?")
OF_A_STRANGER = ["name", "street", "postal_code", "city", "email", "has_agreed"]
Category = Invoice.TaxCategory


class QuantityField(forms.CharField):
    """«2», «1,5»."""

    def __init__(self, **options):
        super().__init__(max_length=10, **options)
        self.widget.attrs |= {"inputmode": "decimal", "size": 6}

    def clean(self, value):
        text = super().clean(value)
        if not QUANTITY.fullmatch(text) or not (quantity := Decimal(text.replace(",", "."))):
            raise ValidationError(_("Write the quantity as 2 or 1,5."))
        return quantity


def wide(label, max_length, **options):
    """A field for a line of text that may be left empty."""
    widget = forms.TextInput(WIDE)
    return forms.CharField(
        label=label, max_length=max_length, required=False, widget=widget, **options
    )


class OtherInvoiceForm(forms.Form):
    """The buyer is chosen from the register, or written here. The hidden token makes one invoice
    of a double click."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation in the register"),
        queryset=Organisation.objects.in_swedish_order(),
        required=False,
        help_text=gettext_lazy(
            "Its name, address and language are taken from the register. Leave it empty for "
            "another buyer, and fill in the fields that follow."
        ),
    )
    name = wide(gettext_lazy("Name"), 200)
    org_number = OrgNumberField(label=gettext_lazy("Organisation number"), required=False)
    vat_number = forms.CharField(
        label=gettext_lazy("The buyer’s VAT number"), max_length=20, required=False
    )
    street = wide(gettext_lazy("Address"), 120)
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=10, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=80, required=False)
    country = forms.RegexField(
        r"^[A-Z]{2}$",
        label=gettext_lazy("Country"),
        initial="SE",
        help_text=gettext_lazy("Two letters, as SE or NO."),
    )
    email = forms.EmailField(label=gettext_lazy("Email"), required=False)
    has_agreed = forms.BooleanField(
        label=gettext_lazy("The buyer has agreed to the invoice as PDF by email"), required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    reference = wide(gettext_lazy("Your reference"), 80)
    tax_category = forms.ChoiceField(
        label=gettext_lazy("How it is taxed"),
        choices=Category.choices,
        initial=Category.STANDARD,
    )
    tax_reason = wide(
        gettext_lazy("Why there is no VAT"),
        300,
        help_text=gettext_lazy("Stands on the invoice: write it in the buyer’s language."),
    )

    def clean_postal_code(self):
        """A Swedish one has five digits; of other countries anything is believed."""
        text = self.cleaned_data["postal_code"]
        if not text or self.data.get(self.add_prefix("country"), "SE") != "SE":
            return text
        try:
            return postal_code.clean(text)
        except ValueError:
            raise ValidationError(
                _("A Swedish postal code has five digits, as in 411 01.")
            ) from None

    def clean(self):
        super().clean()
        facts = self.cleaned_data
        missing = [
            name for name in OF_A_STRANGER if name not in self.errors and not facts.get(name)
        ]
        for name in [] if facts.get("organisation") else missing:
            self.add_error(name, self.fields[name].error_messages["required"])

    def order(self, charges):
        """What was asked for; of a valid form."""
        facts = self.cleaned_data
        return Order(
            buyer=facts["organisation"] or self.stranger(),
            charges=charges,
            once=facts["once"],
            tax_category=facts["tax_category"],
            tax_reason=facts["tax_reason"],
        )

    def stranger(self):
        facts = self.cleaned_data
        of_buyer = ["name", "street", "postal_code", "city", "country", "email"]
        of_buyer += ["org_number", "vat_number", "reference"]
        named = {f"buyer_{name}": facts[name] for name in of_buyer}
        return Stranger(**named, language=facts["language"])


class LineForm(forms.Form):
    """What is charged for; a line that is left empty is none."""

    text = forms.CharField(label=gettext_lazy("Text"), max_length=300, widget=forms.TextInput(WIDE))
    quantity = QuantityField(label=gettext_lazy("Quantity"), initial="1")
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        max_length=10,
        required=False,
        widget=forms.TextInput({"size": 6}),
    )
    unit_price = KronorField(label=gettext_lazy("Price without VAT"))
    vat_rate = forms.TypedChoiceField(
        label=gettext_lazy("VAT %"),
        choices=[(rate, f"{rate} %") for rate in rules.VAT_RATES],
        coerce=Decimal,
        initial=rules.VAT_RATES[0],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # in a table the column's heading is seen
            field.widget.attrs["aria-label"] = field.label


class BaseLineFormSet(forms.BaseFormSet):
    def initial_form_count(self):
        """Of what is sent any line may be empty, also one that had contents when it was shown."""
        return 0 if self.is_bound else super().initial_form_count()

    def charges(self):
        """The lines that have been written; of valid forms."""
        return [rules.Charge(**form.cleaned_data) for form in self.forms if form.cleaned_data]

    def clean(self):
        if not any(self.errors) and not any(form.cleaned_data for form in self.forms):
            raise ValidationError(_("Write at least one line."))


LineFormSet = forms.formset_factory(
    LineForm,
    formset=BaseLineFormSet,
    extra=EMPTY_LINES,
    max_num=MOST_LINES,
    absolute_max=MOST_LINES,
)


def lines_written(data):
    """The lines of a form that is not sent in yet, as they were typed."""
    rows = [
        {name: data.get(f"lines-{place}-{name}", "") for name in LineForm.base_fields}
        for place in range(MOST_LINES)
    ]
    return [row for row in rows if row["text"] or row["unit_price"]]


def initial_of(invoice):
    """A new invoice after an old one: the form's and the lines' first contents."""
    buyer = {
        "name": invoice.buyer_name,
        "org_number": invoice.shown_buyer_org_number,
        "vat_number": invoice.buyer_vat_number,
        "street": invoice.buyer_street,
        "postal_code": invoice.shown_buyer_postal_code,
        "city": invoice.buyer_city,
        "country": invoice.buyer_country,
        "email": invoice.buyer_email,
        "language": invoice.language,
        "reference": invoice.buyer_reference,
    }
    taxed = {"tax_category": invoice.tax_category, "tax_reason": invoice.tax_reason}
    if invoice.organisation_id:
        return {"organisation": invoice.organisation_id, **taxed}
    return {**buyer, **taxed}


def initial_lines_of(invoice):
    return [
        {
            "text": line.text,
            "quantity": f"{line.quantity.normalize():f}".replace(".", ","),
            "unit": line.unit,
            "unit_price": f"{line.unit_price}".replace(".", ","),
            "vat_rate": int(line.vat_rate),
        }
        for line in invoice.lines.all()
    ]
