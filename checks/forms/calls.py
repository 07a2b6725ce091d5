from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search among the calls"), max_length=100, required=False)


class CloseLaterForm(forms.Form):
    closes_at = forms.SplitDateTimeField(
        label=_("Closes"),
        help_text=_("Later than now. Everybody may use the longer time."),
        widget=AdminSplitDateTime,
    )
