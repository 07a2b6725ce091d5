from checks.forms.calls import CloseLaterForm, SearchForm

__all__ = ["CloseLaterForm", "SearchForm"]
