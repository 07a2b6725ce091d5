from django import forms
from django.utils.translation import gettext_lazy as _

from board.models import Body, Decision


class RegisterForm(forms.Form):
    """What to look for among the decisions. All of it may be left out."""

    q = forms.CharField(
        label=_("Search by number, §, words or organisation"),
        required=False,
        help_text=_("As in 2027-14, § 7, a word, or an organisation's name or number."),
    )
    body = forms.ModelChoiceField(
        label=_("Body"),
        queryset=Body.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("All of yours"),
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=[("", _("Approved and rejected")), *Decision.Outcome.choices],
        required=False,
    )
    since = forms.DateField(
        label=_("Decided from"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(
        label=_("Decided until"), required=False, widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, *args, bodies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies

    def found_in(self, decisions):
        """Those that agree with what has been filled in; what is not understood is left out."""
        if not self.is_valid():
            return decisions
        asked = self.cleaned_data
        for field, name in NARROWED_BY.items():
            if asked[name]:
                decisions = decisions.filter(**{field: asked[name]})
        return decisions.search(asked["q"])


NARROWED_BY = {
    "body": "body",
    "outcome": "outcome",
    "decided_on__gte": "since",
    "decided_on__lte": "until",
}
