from django import forms


class BaseRows(forms.BaseFormSet):
    """Rows of a form; empty rows are passed over."""

    def get_form_kwargs(self, index):
        may_be_empty = {"empty_permitted": True, "use_required_attribute": False}
        return super().get_form_kwargs(index) | may_be_empty

    @property
    def filled(self) -> list[dict]:
        return [form.cleaned_data for form in self.forms if form.has_changed()]
