from django import forms
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from board.actions.meetings import why_not_chair
from board.models import Meeting, MeetingAnswer, Seat
from members.models import Organisation

DAY = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
HOUR = forms.TimeInput({"type": "time"}, format="%H:%M")


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
        noted = [seat.pk for seat in meeting.present.all()]
        ticked = {"present": noted or said_they_come(meeting), "chair": meeting.chair_id}
        super().__init__(*args, initial=ticked, **kwargs)
        if ticked["present"] and not noted:
            self.fields["present"].help_text = _(
                "Nobody is noted yet: those who said that they come are ticked. "
                "Save when the meeting begins."
            )
        seats = Seat.objects.sitting().of(meeting.body_id).in_order_of_role()
        self.fields["present"].queryset = seats
        self.fields["chair"].queryset = seats.voting()

    def clean(self):
        noted = super().clean()
        if refusal := why_not_chair(noted.get("chair"), noted.get("present", [])):
            self.add_error("chair", refusal)
        return noted


def said_they_come(meeting):
    """The keys of the seats: whom to propose as present before anybody is noted."""
    coming = meeting.answers.exclude(choice=MeetingAnswer.Choice.CANNOT)
    return list(coming.order_by("seat").values_list("seat", flat=True))


class MeetingForm(forms.ModelForm):
    host = forms.ModelChoiceField(
        label=_("Host"),
        queryset=Organisation.objects.order_by(Collate("sort_name", "C"), "pk"),
        required=False,
        help_text=_("The organisation where the meeting is held."),
    )

    link = forms.URLField(
        label=_("Link"),
        required=False,
        assume_scheme="https",
        help_text=_("For those who take part from another place."),
    )

    class Meta:
        model = Meeting
        fields = [
            "held_on",
            "starts_at",
            "ends_at",
            "place",
            "host",
            "link",
            "note",
            "answer_by",
        ]
        widgets = {
            "held_on": DAY,
            "starts_at": HOUR,
            "ends_at": HOUR,
            "note": forms.Textarea({"rows": 3}),
            "answer_by": DAY,
        }

    def clean_held_on(self):
        """A meeting that is moved keeps its number, and so its year."""
        held_on = self.cleaned_data["held_on"]
        if self.instance.pk and held_on.year != self.instance.year:
            raise forms.ValidationError(
                _("The meeting has a number in %(year)s and stays in that year."),
                params={"year": self.instance.year},
            )
        return held_on

    def clean(self):
        facts = super().clean()
        starts_at, ends_at = facts.get("starts_at"), facts.get("ends_at")
        if (starts_at is None) != (ends_at is None):
            self.add_error("ends_at", _("Say both when it begins and when it ends, or neither."))
        elif starts_at and ends_at <= starts_at:
            self.add_error("ends_at", _("The meeting ends after it begins."))
        if (answer_by := facts.get("answer_by")) and answer_by > facts.get("held_on", answer_by):
            self.add_error("answer_by", _("Answers are wanted before the meeting."))
        return facts


class CancelMeetingForm(forms.Form):
    because = forms.CharField(
        label=_("Why it is called off"),
        max_length=300,
        help_text=_("It is written in the letter to those who were called."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="cancel_%s", **kwargs)


class NoticeAnswerForm(forms.Form):
    """The answer is the button that is pressed."""

    choice = forms.ChoiceField(choices=MeetingAnswer.Choice)
    reason = forms.CharField(
        label=_("Reason, if you cannot come (optional)"),
        help_text=_("Shown to the chair, the vice chair and the secretary only."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="answer_%s", **kwargs)
