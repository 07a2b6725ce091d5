from events.forms.answering import AnswerForm, ForwardForm
from events.forms.door import WalkInForm, presses_in
from events.forms.drafting import AddOnForm, EventForm
from events.forms.inviting import InviteForm
from events.forms.networks import (
    AskOwnerForm,
    MeetingForm,
    NoteNetworkForm,
    OutcomeForm,
    ProposeForm,
)
from events.forms.registering import ChoicesForm, ColleagueForm, RegisterForm
from events.forms.stages import CancelForm, DraftFromForm
from events.forms.surveys import OpenSurveyForm, SurveyForm

__all__ = [
    "AddOnForm",
    "AnswerForm",
    "AskOwnerForm",
    "CancelForm",
    "ChoicesForm",
    "ColleagueForm",
    "DraftFromForm",
    "EventForm",
    "ForwardForm",
    "InviteForm",
    "MeetingForm",
    "NoteNetworkForm",
    "OpenSurveyForm",
    "OutcomeForm",
    "ProposeForm",
    "RegisterForm",
    "SurveyForm",
    "WalkInForm",
    "presses_in",
]
