from django import forms
from django.utils.translation import gettext_lazy

WIDE = "vLargeTextField"  # the admin's own, for texts of some length


class DisputeForm(forms.Form):
    """What is wrong with an invoice, in the buyer's words."""

    reason = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        help_text=gettext_lazy(
            "For example the amount, the number of employees or that you have already paid."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    """What the secretariat answers to an objection."""

    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "class": WIDE}),
    )


class ExclusionForm(forms.Form):
    """What the board is asked to decide about a member whose fee is unpaid."""

    resolution = forms.CharField(
        label=gettext_lazy("Proposed resolution"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": WIDE}),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Last day as a member"),
        required=False,
        help_text=gettext_lazy(
            "It becomes a clause of its own. Leave it empty if the decision itself ends no "
            "membership, because the statutes leave that to the annual meeting."
        ),
    )
    background = forms.CharField(
        label=gettext_lazy("Background and motives"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "class": WIDE}),
    )
