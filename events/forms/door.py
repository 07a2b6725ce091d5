from django import forms
from django.utils.translation import gettext_lazy as _


class WalkInForm(forms.Form):
    """Somebody who is not registered: the name is enough."""

    name = forms.CharField(label=_("Name"), max_length=120)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        help_text=_("If they want what is sent to those who were there."),
    )
