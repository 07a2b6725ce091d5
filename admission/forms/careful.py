"""A form that keeps no personal identity number, and says in our words what is wrong."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lattvikt.lib import personal_number
from lattvikt.lib.fields import OrgNumberField, PostalCodeField

TOO_LONG = _("Write at most %(limit_value)d characters. Now there are %(show_value)d.")
NOT_KEPT = _("The text has a character that cannot be kept. Retype it.")
NO_PERSONAL_NUMBER = _(
    "A personal identity number seems to stand here. We do not want it, and have not kept what you "
    "wrote in this field. Write it without the number."
)


class NoPersonalNumbers(forms.BaseForm):
    """A form that neither keeps nor shows again a person's identity number, in whatever field."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, **words_for(field)}

    def clean(self):
        for name in self.fields:
            text = self.data.get(self.add_prefix(name)) or ""
            if personal_number.stands_in(text) and name != "org_number":
                self.forget(name)
                self.add_error(name, NO_PERSONAL_NUMBER)
        return super().clean()

    def forget(self, name, instead=""):
        """Show something else than what was typed."""
        shown = cast(QueryDict, self.data).copy()
        shown[self.add_prefix(name)] = instead
        self.data = shown


def words_for(field) -> dict:
    words = {"null_characters_not_allowed": NOT_KEPT}
    if isinstance(field, OrgNumberField | PostalCodeField):
        return words  # they know how long they should be, and say it themselves
    return {**words, "max_length": TOO_LONG}
