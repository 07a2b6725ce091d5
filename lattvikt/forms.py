from django import forms
from django.utils.translation import gettext_lazy as _

from lattvikt.lib.head_count import HeadCountField


class FeeForm(forms.Form):
    """What the calculator asks."""

    employees = HeadCountField(
        label=_("How many employees do you have?"),
        help_text=_("In the operation that belongs to the Swedish organisation number."),
    )
