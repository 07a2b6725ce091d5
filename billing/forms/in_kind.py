"""Paying in kind: what is offered, what is asked and answered, what was delivered."""

import re
from decimal import Decimal
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission.forms.careful import NoPersonalNumbers
from billing.forms.fields import KronorField
from lattvikt.lib import hours
from members.models import Organisation

LONGEST_TEXT = 4000
MOST_TASKS, EMPTY_ROWS = 30, 3
WIDE = forms.TextInput({"class": "vTextField"})  # the admin’s own word; our pages draw theirs
HOURS = re.compile(r"[0-9]{1,4}([.,][0-9]{1,2})?")


class HoursField(forms.CharField):
    """Hours as people write them: «40», «12,5»."""

    def __init__(self, *, may_be_nothing=False, **options):
        super().__init__(max_length=10, **options)
        self.may_be_nothing = may_be_nothing
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        if not HOURS.fullmatch(text):
            raise ValidationError(_("Write the hours as 40 or 12,5."))
        number = Decimal(text.replace(",", "."))
        if not number and not self.may_be_nothing:
            raise ValidationError(_("A task takes some time."))
        return number


class InKindForm(NoPersonalNumbers, forms.Form):
    benefit = forms.CharField(
        label=gettext_lazy("How does the work benefit the programme’s members?"),
        help_text=gettext_lazy("The board reads it as you write it."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
    )


class InKindAnswerForm(InKindForm):
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Write an answer to the question.")},
    )
    field_order = ["answer", "benefit"]


class LateInKindForm(InKindForm):
    """The secretariat lets in an application that came after the last day, or on paper."""

    organisation = forms.ModelChoiceField(
        label=gettext_lazy("Organisation"), queryset=Organisation.objects.none()
    )
    year = forms.IntegerField(label=gettext_lazy("Calendar year"), min_value=2014, max_value=2100)
    late_because = forms.CharField(
        label=gettext_lazy("Why it is let in"),
        help_text=gettext_lazy("The board reads it too."),
        max_length=300,
        widget=WIDE,
    )
    field_order = ["organisation", "year", "late_because", "benefit"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        members = Organisation.objects.filter(is_for_profit=False, memberships__isnull=False)
        choice = cast(forms.ModelChoiceField, self.fields["organisation"])
        choice.queryset = members.distinct().in_swedish_order()


class TaskForm(NoPersonalNumbers, forms.Form):
    text = forms.CharField(label=gettext_lazy("Task"), max_length=300, widget=WIDE)
    hours = HoursField(label=gettext_lazy("Hours"))


class BaseTasks(forms.BaseFormSet):
    """The tasks of an application, a row each; empty rows are passed over."""

    def get_form_kwargs(self, index):
        """Any row but the first may be emptied, also one that was filled in before."""
        may_be_empty = {"empty_permitted": True, "use_required_attribute": False}
        return super().get_form_kwargs(index) | (may_be_empty if index else {})

    @property
    def tasks(self):
        """Pairs of a text and its hours."""
        rows = [form.cleaned_data for form in self.forms if form.has_changed()]
        return [(row["text"], row["hours"]) for row in rows]

    @property
    def hours(self) -> Decimal:
        """What the rows come to as far as they can be read."""
        self.full_clean()
        read = [getattr(form, "cleaned_data", {}) for form in self.forms]
        return sum((row.get("hours") or Decimal(0) for row in read), Decimal(0))

    def as_typed(self):
        """The rows as they were typed, to be shown again without judging them."""
        names = ["text", "hours"]
        rows = [{name: form[name].value() for name in names} for form in self.forms]
        return [row for row in rows if any(row.values())]


TaskFormSet = cast(
    type[BaseTasks],
    forms.formset_factory(
        TaskForm,
        formset=BaseTasks,
        extra=EMPTY_ROWS,
        min_num=1,
        validate_min=True,
        max_num=MOST_TASKS,
        validate_max=True,
    ),
)


class InKindQuestionForm(NoPersonalNumbers, forms.Form):
    question = forms.CharField(
        label=gettext_lazy("Your question to the member"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("It is sent by email and stands on the application’s page."),
        error_messages={"required": gettext_lazy("Write what the member should answer.")},
    )


class InKindReportForm(NoPersonalNumbers, forms.Form):
    """The hours delivered of each task, and what was done in words."""

    report = forms.CharField(
        label=gettext_lazy("What has been done?"),
        help_text=gettext_lazy("When, for whom and with what result."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 6}),
    )

    def __init__(self, *args, tasks, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = [f"hours_{task.position}" for task in tasks]
        for name, task in zip(self.names, tasks, strict=True):
            self.fields[name] = hours_of(task)
        self.order_fields([*self.names, "report"])

    @property
    def hours(self):
        return [self.cleaned_data[name] for name in self.names]


def hours_of(task):
    return HoursField(
        label=task.text,
        initial=hours.show(task.delivered_hours),
        may_be_nothing=True,
        help_text=_("Hours delivered, of the %(hours)s agreed. Write 0 for what was not done.")
        % {"hours": hours.show(task.hours)},
    )


class InKindValueForm(forms.Form):
    """What a delivery was worth, and why not all of it."""

    value = KronorField(
        label=gettext_lazy("Approved value"),
        may_be_zero=True,
        help_text=gettext_lazy("0 when nothing was delivered. What lacks is invoiced."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Needed when it does not cover the fee. The member reads it."),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
