from django import forms
from django.utils.translation import gettext_lazy as _

from board.actions.meetings import why_not_chair
from board.models import Meeting, Seat


class AttendanceForm(forms.Form):
    present = forms.ModelMultipleChoiceField(
        label=_("Present"),
        queryset=Seat.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    chair = forms.ModelChoiceField(
        label=_("Meeting chair"),
        queryset=Seat.objects.none(),
        required=False,
        empty_label=_("The chair, otherwise the vice chair"),
        help_text=_(
            "Presides over a matter when neither the chair nor the vice chair can take part in it."
        ),
    )

    def __init__(self, *args, meeting, **kwargs):
        noted = {"present": [seat.pk for seat in meeting.present.all()], "chair": meeting.chair_id}
        super().__init__(*args, initial=noted, **kwargs)
        seats = Seat.objects.sitting().of(meeting.body_id).in_order_of_role()
        self.fields["present"].queryset = seats
        self.fields["chair"].queryset = seats.voting()

    def clean(self):
        noted = super().clean()
        if refusal := why_not_chair(noted.get("chair"), noted.get("present", [])):
            self.add_error("chair", refusal)
        return noted


class MeetingForm(forms.ModelForm):
    class Meta:
        model = Meeting
        fields = ["held_on", "place"]
        widgets = {"held_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def clean_held_on(self):
        """A meeting that is moved keeps its number, and so its year."""
        held_on = self.cleaned_data["held_on"]
        if self.instance.pk and held_on.year != self.instance.year:
            raise forms.ValidationError(
                _("The meeting has a number in %(year)s and stays in that year."),
                params={"year": self.instance.year},
            )
        return held_on
