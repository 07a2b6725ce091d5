from django import forms
from django.utils.translation import gettext_lazy as _

from board.actions.decisions import POSTPONE, REJECT
from board.models import Meeting, Vote
from board.rules import Outcome, Way

LONGEST_REASON = 4000
RECUSED = "recused"


def choices_on_the_ballot(way):
    choices = {
        Vote.Choice.FOR: _("Yes, I vote for the proposal"),
        Vote.Choice.AGAINST: _("No, I vote against it"),
        Vote.Choice.ABSTAIN: _("I abstain"),
    }
    if way == Way.BETWEEN:
        choices[Vote.Choice.MEETING] = _("I want it decided at a meeting")
    choices[RECUSED] = _("I am recused: the matter is then no longer shown to me")
    return list(choices.items())


class BallotForm(forms.Form):
    choice = forms.ChoiceField(label=_("How do you vote?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason (optional)"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, way, **kwargs):
        super().__init__(*args, auto_id="ballot_%s", **kwargs)
        self.fields["choice"].choices = choices_on_the_ballot(way)


class DecideForm(forms.Form):
    """`expecting` is the outcome that the page showed; the action refuses another."""

    expecting = forms.ChoiceField(
        choices=[(outcome, outcome) for outcome in (Outcome.CARRIED, Outcome.NOT_CARRIED)],
        widget=forms.HiddenInput,
    )
    if_not_carried = forms.ChoiceField(
        label=_("What follows"),
        choices=[
            (REJECT, _("The proposal is rejected")),
            (POSTPONE, _("The matter is postponed to a later meeting, and the votes are dropped")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason (optional)"),
        help_text=_("It is written in the decision and in the letter to those it concerns."),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args, result, **kwargs):
        kwargs["initial"] = {"expecting": result.outcome}
        super().__init__(*args, auto_id="decide_%s", **kwargs)
        if result.is_carried:
            del self.fields["if_not_carried"]


class LiftForm(forms.Form):
    because = forms.CharField(label=_("Why the recusal is lifted"), max_length=300)

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, auto_id=f"lift_{seat.pk}_%s", **kwargs)


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return f"{meeting.number}/{meeting.year}, {meeting.held_on}"


class ToMeetingForm(forms.Form):
    meeting = MeetingChoice(label=_("Meeting"), queryset=Meeting.objects.none(), empty_label=None)

    def __init__(self, *args, matter, **kwargs):
        super().__init__(*args, auto_id="to_%s", **kwargs)
        self.fields["meeting"].queryset = (
            Meeting.objects.to_come().filter(body=matter.body_id).exclude(pk=matter.meeting_id)
        )


class AmendForm(forms.Form):
    resolution = forms.CharField(
        label=_("Proposed resolution"), widget=forms.Textarea({"rows": 8, "cols": 80})
    )
    background = forms.CharField(
        label=_("Background and motives"),
        required=False,
        widget=forms.Textarea({"rows": 12, "cols": 80}),
    )
