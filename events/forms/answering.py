from django import forms
from django.utils.translation import gettext_lazy as _

ANSWERS = {"yes": True, "no": False}


class AnswerForm(forms.Form):
    """The answer is the button that is pressed."""

    comes = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=ANSWERS.__getitem__
    )
    reason = forms.CharField(
        label=_("Reason, if you cannot come (optional)"),
        help_text=_("Shown to those who arrange the meeting."),
        max_length=300,
        required=False,
    )


class ForwardForm(forms.Form):
    name = forms.CharField(label=_("Your colleague’s name"), max_length=120)
    email = forms.EmailField(label=_("Email address"))
