from django import forms
from django.utils.translation import gettext_lazy


class ReasonForm(forms.Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )


class HeadCountForm(ReasonForm):
    """What a fee is to be reckoned on instead, and why."""

    employees = forms.IntegerField(label=gettext_lazy("Number of employees"), min_value=1)

    field_order = ["employees", "reason"]
