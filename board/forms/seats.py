from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from board.models import Interest, Seat, Subject
from lattvikt.lib.fields import OrgNumberField


class InterestForm(forms.ModelForm):
    """The number is stored as jäv is found by it: ten digits, however it was written."""

    org_number = OrgNumberField(label=_("organisation number"))

    class Meta:
        model = Interest
        fields = ["person", "org_number", "name", "nature", "since", "until"]


class SeatForm(forms.ModelForm):
    """What a seat has no vote in is ticked, where the statutes say so."""

    no_vote_in = forms.MultipleChoiceField(
        label=_("has no vote in"),
        choices=Subject,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Seat
        fields = ["body", "person", "role", "organisation", "area", "no_vote_in", "since", "until"]


class EndSeatForm(forms.Form):
    on = forms.DateField(label=_("Last day"), initial=timezone.localdate)
    successor = forms.ModelChoiceField(
        label=_("Who takes over"),
        queryset=Seat.objects.none(),
        required=False,
        empty_label=_("The chair, otherwise the vice chair"),
    )

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, **kwargs)
        others = Seat.objects.sitting().of(seat.body_id).exclude(pk=seat.pk)
        self.fields["successor"].queryset = others.in_order_of_role()
