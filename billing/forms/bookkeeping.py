from django import forms
from django.utils.translation import gettext_lazy


class PeriodForm(forms.Form):
    """The days whose events are handed to the bookkeeping."""

    from_day = forms.DateField(label=gettext_lazy("From"))
    to_day = forms.DateField(
        label=gettext_lazy("To and including"),
        help_text=gettext_lazy("Yesterday at the latest, and within the same year."),
    )
