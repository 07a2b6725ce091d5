from events.forms.answering import AnswerForm, ForwardForm
from events.forms.drafting import AddOnForm, EventForm
from events.forms.inviting import InviteForm
from events.forms.registering import ChoicesForm, ColleagueForm, RegisterForm

__all__ = [
    "AddOnForm",
    "AnswerForm",
    "ChoicesForm",
    "ColleagueForm",
    "EventForm",
    "ForwardForm",
    "InviteForm",
    "RegisterForm",
]
