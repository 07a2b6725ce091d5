from django import forms
from django.utils.translation import gettext_lazy as _

from events.models import Event


class InviteForm(forms.Form):
    """To which of the coming events."""

    event = forms.ModelChoiceField(Event.objects.none(), label=_("To which meeting"))

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = Event.objects.to_come(now)
