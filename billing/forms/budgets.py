from django import forms
from django.utils.translation import gettext_lazy


class BudgetAdoptionForm(forms.Form):
    """The annual meeting's decision about a year's budget."""

    on = forms.DateField(label=gettext_lazy("Adopted on"), help_text=gettext_lazy("As 2026-11-20."))
    reference = forms.CharField(
        label=gettext_lazy("The annual meeting's decision"),
        help_text=gettext_lazy("For example: the annual meeting of 2026, § 12."),
        max_length=80,
    )
