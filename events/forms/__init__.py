from events.forms.drafting import AddOnForm, EventForm

__all__ = ["AddOnForm", "EventForm"]
