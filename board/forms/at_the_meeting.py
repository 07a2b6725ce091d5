"""What is filled in while a meeting goes on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from board.forms.matters import LONGEST_REASON
from board.models import Matter, presences_at
from board.rules import Outcome, Presence


class AcclaimForm(forms.Form):
    """The outcome is the button that is pressed."""

    outcome = forms.ChoiceField(
        choices=[(outcome, outcome) for outcome in (Outcome.CARRIED, Outcome.NOT_CARRIED)],
        widget=forms.HiddenInput,
    )
    reason = forms.CharField(
        label=_("Reason (optional)"),
        help_text=_("It is written in the decision and in the letter to those it concerns."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="acclaim_%s", **kwargs)

    def clean(self):
        answers = super().clean()
        answers["is_carried"] = answers.pop("outcome", None) == Outcome.CARRIED
        return answers


class InOneForm(forms.Form):
    """Which of the meeting's matters are taken in one."""

    matters = forms.ModelMultipleChoiceField(
        label=_("Matters to take in one"),
        queryset=Matter.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least two matters.")},
    )

    def __init__(self, *args, meeting, seat, **kwargs):
        super().__init__(*args, **kwargs)
        open_ones = Matter.objects.visible_to(seat).open().filter(meeting=meeting, bundle=None)
        self.fields["matters"].queryset = open_ones.order_by("item__position", "pk")


AT_THE_MEETING = [
    (Presence.HERE, _("is there")),
    (Presence.AWAY, _("is not there for this point")),
    (Presence.RECUSED, _("is not there because of jäv")),
    (Presence.LEFT, _("has left the meeting")),
]
NOT_YET = [(Presence.ABSENT, _("is not at the meeting")), (Presence.HERE, _("comes now"))]


class PresenceForm(forms.Form):
    """One question for each seat of the body: how does it stand to the point?"""

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, auto_id="presence_%s", **kwargs)
        self.seats = {}
        for seat, presence in presences_at(item):
            name = f"seat_{seat.pk}"
            self.seats[name] = seat
            self.fields[name] = forms.ChoiceField(
                label=seat.person.name,
                choices=AT_THE_MEETING if presence else NOT_YET,
                initial=presence.value,
                required=bool(presence),
            )

    @property
    def presences(self):
        """From seat to Presence, when the form is valid."""
        return {seat: Presence(self.cleaned_data[name]) for name, seat in self.seats.items()}
