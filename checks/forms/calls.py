from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _

from board.models import Meeting
from lattvikt.lib.admin_pages import name_parts


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Search among the calls"), max_length=100, required=False)


class PublicSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Search among the granted medlemscheckar"), max_length=100, required=False
    )


class ReferForm(forms.Form):
    """The deciding body's meeting, of those to come."""

    meeting = forms.ModelChoiceField(label=_("Meeting"), queryset=Meeting.objects.none())

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = body.meetings.to_come().select_related("body")


class CloseLaterForm(forms.Form):
    closes_at = forms.SplitDateTimeField(
        label=_("Closes"),
        help_text=_("Later than now. Everybody may use the longer time."),
        widget=AdminSplitDateTime,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_parts(self.fields["closes_at"])
