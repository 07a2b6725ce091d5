from events.forms.drafting import AddOnForm, EventForm
from events.forms.registering import ChoicesForm, ColleagueForm, RegisterForm

__all__ = ["AddOnForm", "ChoicesForm", "ColleagueForm", "EventForm", "RegisterForm"]
