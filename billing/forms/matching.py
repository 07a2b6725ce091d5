from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.forms.fields import KronorField
from billing.forms.payments import find_invoice

OTHER = "other"
DAYS = timedelta(days=30)


def offer(form, choices):
    """Give the form's one choice its alternatives."""
    form.fields["choice"].choices = choices


class MatchForm(forms.Form):
    """Which of the suggested invoices a payment is for, or another that a person knows of."""

    choice = forms.ChoiceField(label=gettext_lazy("The payment is for"), widget=forms.RadioSelect)
    invoice = forms.CharField(
        label=gettext_lazy("Another invoice: its number or OCR number"),
        max_length=40,
        required=False,
    )

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        offer(self, [*choices, (OTHER, _("Another invoice"))])

    def clean(self):
        """The chosen invoice's key, as `chosen`."""
        data = self.cleaned_data
        if data.get("choice") == OTHER:
            if not data.get("invoice"):
                raise ValidationError({"invoice": _("Write the invoice’s number.")})
            data["chosen"] = self.other(data["invoice"])
        elif data.get("choice"):
            data["chosen"] = int(data["choice"])
        return data

    def other(self, text):
        try:
            return find_invoice(text).pk
        except ValidationError as error:
            raise ValidationError({"invoice": error.messages}) from None


class RepaymentForm(forms.Form):
    """How much goes back to who paid, and why."""

    amount = KronorField(
        label=gettext_lazy("Amount"),
        required=False,
        help_text=gettext_lazy("Empty: all that is left."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)


class ReturnForm(forms.Form):
    """Which payment the bank has taken back."""

    choice = forms.ChoiceField(
        label=gettext_lazy("The bank has taken back"), widget=forms.RadioSelect
    )

    def __init__(self, *args, choices, **options):
        super().__init__(*args, **options)
        offer(self, choices)


class PeriodShownForm(forms.Form):
    """Which days to show: those given, or the last ones up to today."""

    since = forms.DateField(label=gettext_lazy("From"), required=False)
    until = forms.DateField(label=gettext_lazy("Up to and including"), required=False)

    def period(self, today) -> tuple[date, date]:
        asked = self.cleaned_data if self.is_valid() else {}
        until = asked.get("until") or today
        return asked.get("since") or until - DAYS, until
