"""What is asked beside the steps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from admission.forms.careful import NoPersonalNumbers
from lattvikt.lib.head_count import HeadCountField

LONGEST_TEXT = 4000


class FeeForm(forms.Form):
    """What the fee is reckoned on, while the step is being filled in."""

    employees = HeadCountField()
    is_for_profit = forms.NullBooleanField()


class QuestionForm(NoPersonalNumbers, forms.Form):
    question = forms.CharField(
        label=_("Your question to the applicant"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("It is sent by email and stands on the application's page as you write it."),
        error_messages={"required": _("Write what the applicant should answer.")},
    )


class AnswerForm(NoPersonalNumbers, forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Write an answer to the question.")},
    )
