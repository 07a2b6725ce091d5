from checks.forms.applications import as_typed, as_written
from checks.forms.calls import CloseLaterForm, SearchForm, name_parts

__all__ = ["CloseLaterForm", "SearchForm", "as_typed", "as_written", "name_parts"]
