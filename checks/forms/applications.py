"""An application for a medlemscheck as it is written. A draft may lack anything."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from admission.forms.careful import NoPersonalNumbers
from billing.forms.fields import KronorField
from checks.forms.rows import BaseRows
from checks.models import CostLine
from checks.models.applications import LONGEST_TEXT
from lattvikt.lib.money import two_decimals

MOST_COSTS, EMPTY_ROWS, MOST_MONTHS = 40, 3, 36


def long_text(label, help_text):
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )


class ApplicationForm(NoPersonalNumbers, forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    problem = long_text(_("Problem"), _("What do you want to solve, and for whom?"))
    aim = long_text(_("Aim"), _("What will you know or be able to do afterwards?"))
    plan = long_text(_("Plan"), _("What will be done, by whom and in which order?"))
    months = forms.IntegerField(
        label=_("How many months does the project take?"),
        min_value=1,
        max_value=MOST_MONTHS,
        required=False,
    )
    asked = KronorField(
        label=_("Amount asked for"), help_text=_("Kronor of the costs below."), required=False
    )

    @property
    def answers(self) -> dict:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def take_over(self, version: int):
        """The next save replaces this version."""
        self.forget("version", instead=str(version))


class CostForm(NoPersonalNumbers, forms.Form):
    kind = forms.ChoiceField(label=_("Kind of cost"), choices=[("", "–"), *CostLine.Kind.choices])
    text = forms.CharField(label=pgettext_lazy("cost", "What"), max_length=200)
    amount = KronorField(label=_("Amount"))


class BaseCosts(BaseRows):
    """The costs, a row each."""

    @property
    def costs(self):
        """Triples of kind, text and amount."""
        return [(row["kind"], row["text"], row["amount"]) for row in self.filled]


CostFormSet = cast(
    type[BaseCosts],
    forms.formset_factory(
        CostForm, formset=BaseCosts, extra=EMPTY_ROWS, max_num=MOST_COSTS, validate_max=True
    ),
)


def as_written(application) -> tuple[ApplicationForm, BaseCosts]:
    """The forms as the application stands."""
    asked = application.asked
    written = {
        **application.answers,
        "version": application.version,
        "asked": asked and two_decimals(asked).removesuffix(",00"),
    }
    rows = [
        {
            "kind": line.kind,
            "text": line.text,
            "amount": two_decimals(line.amount).removesuffix(",00"),
        }
        for line in application.costs.all()
    ]
    return ApplicationForm(initial=written), CostFormSet(initial=rows, prefix="costs")


def as_typed(data) -> tuple[ApplicationForm, BaseCosts]:
    return ApplicationForm(data), CostFormSet(data, prefix="costs")
