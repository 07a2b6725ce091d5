"""What is allowed to be public, and what an old list says."""

import csv
from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission.forms.careful import NoPersonalNumbers
from billing.forms.fields import KronorField
from checks.models.public import FIRST_YEAR, LAST_YEAR, LONGEST_TEXT

COLUMNS = {"år": "year", "organisation": "organisation", "titel": "title", "belopp": "amount"}


class PublicityForm(NoPersonalNumbers, forms.Form):
    """Each for itself: nothing is shown that is not ticked or written."""

    title = forms.BooleanField(label=gettext_lazy("The project’s title"), required=False)
    organisation = forms.BooleanField(label=gettext_lazy("The organisation’s name"), required=False)
    amount = forms.BooleanField(label=gettext_lazy("The amount granted"), required=False)
    text = forms.CharField(
        label=gettext_lazy("A short description"),
        help_text=gettext_lazy("What you write here is shown as it stands."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )


class OldCheckForm(forms.Form):
    """A row of an old list."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    organisation = forms.CharField(label=gettext_lazy("Organisation"), max_length=200)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    amount = KronorField(label=gettext_lazy("Amount"), required=False, may_be_zero=True)


def old_checks_in(lines) -> Iterator[dict]:
    """The rows of a CSV file with the columns år, organisation, titel and belopp.

    Separated by semicolons or commas. Raises ValidationError with the line of the first fault.
    """
    head = next(iter(lines := list(lines)), "")
    reader = csv.DictReader(lines, delimiter=";" if ";" in head else ",")
    reader.fieldnames = [name.strip().casefold() for name in reader.fieldnames or []]
    if missing := [name for name in COLUMNS if name not in reader.fieldnames]:
        raise ValidationError(_("Columns are missing: %(names)s.") % {"names": ", ".join(missing)})
    for row in reader:
        form = OldCheckForm({name: row[column] for column, name in COLUMNS.items()})
        if not form.is_valid():
            raise ValidationError(
                _("Line %(line)d: %(fault)s")
                % {"line": reader.line_num, "fault": first_fault(form)}
            )
        yield form.cleaned_data


def first_fault(form) -> str:
    name, faults = next(iter(form.errors.items()))
    return f"{form.fields[name].label}: {faults[0]}"
