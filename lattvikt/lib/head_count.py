"""The number of employees, as people write it in a form."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_EMPLOYEES = 500_000  # no Swedish employer has half of that
BLANKS = re.compile(r"[\s\u00a0\u202f]")


class HeadCountField(forms.CharField):
    """A whole number from 1 up. «1 200» is one too; each way of being wrong has its own text."""

    def __init__(self, **options):
        options.setdefault("label", gettext_lazy("Number of employees"))
        options.setdefault("max_length", 20)
        super().__init__(**options)

    def widget_attrs(self, widget):
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value):
        text = super().clean(value)
        return parse(text) if text else None


def parse(text: str) -> int:
    """The head-count, or ValidationError with the text for the one who typed it."""
    digits = BLANKS.sub("", text).replace("\u2212", "-").replace("–", "-")
    if not re.fullmatch(r"-?[0-9]+", digits):
        raise ValidationError(_("Write the number of employees in digits, for example 40."))
    return within_bounds(int(digits))


def within_bounds(number: int) -> int:
    if number < 0:
        raise ValidationError(_("The number of employees cannot be less than zero."))
    if number == 0:
        raise ValidationError(
            _("The fees start at one employee. If you have none, write to the secretariat.")
        )
    if number > MOST_EMPLOYEES:
        raise ValidationError(
            _("No employer in Sweden has that many. Count those in the Swedish organisation only.")
        )
    return number
