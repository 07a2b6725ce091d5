from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils.translation import gettext_lazy as _

from lattvikt.lib.admin_pages import name_parts


class CancelForm(forms.Form):
    because = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Stands in the letters and on the page.")
    )


class DraftFromForm(forms.Form):
    """When the new one begins; all else follows it."""

    starts_at = forms.SplitDateTimeField(label=_("Begins"), widget=AdminSplitDateTime)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_parts(self.fields["starts_at"])
