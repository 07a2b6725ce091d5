"""Minutes: the keeper's own texts, who adjusts, and what is to be changed."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from board.forms.agenda import seats_at
from board.models import Seat

LONGEST_TEXT, LONGEST_CHANGE = 20_000, 4_000


def may_adjust(meeting):
    """Those present with a vote, their own or of the seat that they stood in for."""
    stood_in = meeting.stand_ins.accepted().values("deputy")
    return seats_at(meeting).filter(Q(role__in=Seat.VOTING_ROLES) | Q(pk__in=stood_in))


class MinutesForm(forms.Form):
    """A text under each point that the keeper may see, and who adjusts."""

    adjusters = forms.ModelMultipleChoiceField(
        label=_("Adjusters"),
        help_text=_("Of those present, besides the chair. Not who was recused from a point."),
        queryset=Seat.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, minutes, items, **kwargs):
        super().__init__(*args, **kwargs)
        adjusters = self.fields["adjusters"]
        adjusters.queryset = may_adjust(minutes.meeting)
        adjusters.initial = list(minutes.adjusters.all())
        written = dict(minutes.texts.values_list("item", "text"))
        self.items = {f"text_{item.pk}": item for item in items}
        for name, item in self.items.items():
            self.fields[name] = forms.CharField(
                label=str(item),
                initial=written.get(item.pk, ""),
                max_length=LONGEST_TEXT,
                required=False,
                widget=forms.Textarea({"rows": 3}),
            )

    @property
    def texts(self):
        """By the key of the point, when the form is valid."""
        return {item.pk: self.cleaned_data[name] for name, item in self.items.items()}


class ChangeRequestForm(forms.Form):
    text = forms.CharField(
        label=_("What is to be changed"),
        help_text=_("Name the paragraph. The minutes go back to who keeps them."),
        max_length=LONGEST_CHANGE,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="change_%s", **kwargs)


class ReopenForm(forms.Form):
    because = forms.CharField(
        label=_("Why they are opened again"),
        help_text=_("It stands in the new version. The old one is kept as it was signed."),
        max_length=300,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="reopen_%s", **kwargs)
