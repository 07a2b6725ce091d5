from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lattvikt.lib.money import read_kronor


class KronorField(forms.CharField):
    """An amount as people write it, with öre or without."""

    unreadable = _("Write the amount in kronor as 5000 or 5 000,50.")
    nothing = _("The amount is more than 0 kr.")

    def __init__(self, *, may_be_zero=False, **options):
        super().__init__(max_length=20, **options)
        self.may_be_zero = may_be_zero
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = read_kronor(text)
        except ValueError:
            raise ValidationError(self.unreadable) from None
        if not amount and not self.may_be_zero:
            raise ValidationError(self.nothing)
        if amount >= 10**10:
            raise ValidationError(_("The amount is too large."))
        return amount
