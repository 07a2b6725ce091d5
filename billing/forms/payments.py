from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.forms.fields import KronorField
from billing.models import Invoice, Payment
from lattvikt.lib import ocr


class PaymentForm(forms.ModelForm):
    """A payment by hand. The hidden token makes a double click one payment."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    received_on = forms.DateField(
        label=gettext_lazy("Payment date"),
        initial=timezone.localdate,
        help_text=gettext_lazy("The bank’s date, as 2027-01-15."),
    )
    amount = KronorField(label=gettext_lazy("Amount"))
    ocr = forms.CharField(
        label=gettext_lazy("OCR number"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Leave it empty when the payment has none."),
    )

    class Meta:
        model = Payment
        fields = ["received_on", "amount", "ocr", "payer", "note"]

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError(_("A payment cannot be from a day to come."))
        return day

    def clean_ocr(self):
        reference = ocr.clean(self.cleaned_data["ocr"])
        if reference and not ocr.is_valid(reference):
            raise ValidationError(
                _(
                    "This is not a whole OCR number. Check its digits, or leave it empty and "
                    "allocate the payment by hand."
                )
            )
        return reference


class AllocationForm(forms.Form):
    """To which invoice a payment goes, and how much of it."""

    invoice = forms.CharField(label=gettext_lazy("Invoice number or OCR number"), max_length=40)
    amount = KronorField(
        label=gettext_lazy("Amount"),
        required=False,
        help_text=gettext_lazy("Empty: as much as the invoice can take."),
    )

    def clean_invoice(self):
        return find_invoice(self.cleaned_data["invoice"])


def find_invoice(text):
    """The invoice with this number or OCR number. Raises ValidationError when there is none."""
    number = ocr.clean(text)
    invoices = Invoice.objects.filter(credits=None)
    invoice = invoices.filter(number=number).first() or invoices.filter(ocr=number).first()
    if not invoice:
        raise ValidationError(_("There is no invoice with this number."))
    return invoice
