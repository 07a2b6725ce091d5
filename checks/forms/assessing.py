"""What the assessing body writes: points with reasons, jäv, and the common statement."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission.forms.careful import NoPersonalNumbers
from billing.forms.fields import KronorField
from board.models import Seat
from checks import rules
from checks.models import Criterion, Statement
from checks.models.applications import LONGEST_TEXT
from lattvikt.lib.money import two_decimals

POINTS = [(number, str(number)) for number in range(rules.LOWEST, rules.HIGHEST + 1)]


def several_lines(label, rows=4, **options):
    return forms.CharField(
        label=label, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": rows}), **options
    )


class ScoreForm(NoPersonalNumbers, forms.Form):
    """Points and a reason for each of the call's criteria."""

    def __init__(self, *args, criteria: list[tuple[Criterion, int]], **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion, _percent in criteria:
            self.fields[f"points_{criterion.pk}"] = points_field()
            self.fields[f"reason_{criterion.pk}"] = several_lines(gettext_lazy("Reason"), rows=3)

    @property
    def rows(self):
        """For each criterion its weight in percent, and its two fields."""
        return [
            (criterion, percent, self[f"points_{criterion.pk}"], self[f"reason_{criterion.pk}"])
            for criterion, percent in self.criteria
        ]

    @property
    def scores(self) -> dict[Criterion, tuple[int, str]]:
        return {
            criterion: (
                self.cleaned_data[f"points_{criterion.pk}"],
                self.cleaned_data[f"reason_{criterion.pk}"],
            )
            for criterion, _percent in self.criteria
        }


def points_field():
    return forms.TypedChoiceField(
        label=gettext_lazy("Points"), choices=POINTS, coerce=int, widget=forms.RadioSelect
    )


def as_given(assessment) -> dict:
    """What the form shows of an assessment that has been given."""
    if assessment is None:
        return {}
    scores = assessment.scores.all()
    points = {f"points_{score.criterion_id}": score.points for score in scores}
    return points | {f"reason_{score.criterion_id}": score.reason for score in scores}


class JavForm(NoPersonalNumbers, forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why (optional)"), max_length=300, required=False)


class AskForm(forms.Form):
    """Whom to ask to assess, and by when."""

    seats = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who assesses?"),
        queryset=Seat.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nobody is asked about what they have jäv in."),
    )
    assess_by = forms.DateField(
        label=gettext_lazy("By which day?"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seats"].queryset = seats

    def clean_assess_by(self):
        day = self.cleaned_data["assess_by"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day that has not passed."))
        return day


class StatementForm(NoPersonalNumbers, forms.Form):
    recommendation = forms.ChoiceField(
        label=gettext_lazy("What do you say together?"),
        choices=[
            (Statement.Recommendation.GRANT, gettext_lazy("We recommend a medlemscheck")),
            (Statement.Recommendation.DECLINE, gettext_lazy("We advise against it")),
        ],
        widget=forms.RadioSelect,
    )
    amount = KronorField(
        label=gettext_lazy("Recommended amount"),
        help_text=gettext_lazy("Kronor; it may be less than was asked for."),
        required=False,
    )
    text = several_lines(
        gettext_lazy("Statement"),
        help_text=gettext_lazy("The board reads it, and the applicant’s people do not."),
    )
    conditions = several_lines(
        gettext_lazy("Conditions"),
        rows=3,
        required=False,
        help_text=gettext_lazy("One to a line. The board votes on them together with the amount."),
    )
    rank = forms.IntegerField(
        label=gettext_lazy("Place in the ranking"),
        min_value=1,
        max_value=9999,
        help_text=gettext_lazy("1 is first. Those after it move one step down."),
    )

    def clean(self):
        said = super().clean()
        if said.get("recommendation") == Statement.Recommendation.DECLINE:
            said["amount"] = None
        elif "amount" in said and said["amount"] is None:
            self.add_error("amount", _("Say how much you recommend."))
        return said

    @property
    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in ["amount", "text", "conditions", "rank"]}


class AmountForm(NoPersonalNumbers, forms.Form):
    """What the board is to vote on instead."""

    amount = KronorField(label=gettext_lazy("Amount"))
    conditions = several_lines(
        gettext_lazy("Conditions"),
        required=False,
        help_text=gettext_lazy("One to a line. The board votes on them together with the amount."),
    )


def as_stated(statement) -> dict:
    """What the form shows of a statement that has been written."""
    if statement is None:
        return {}
    amount = statement.amount and as_typed_amount(statement.amount)
    names = ["recommendation", "text", "conditions", "rank"]
    return {name: getattr(statement, name) for name in names} | {"amount": amount}


def as_typed_amount(amount) -> str:
    """As somebody would type it: «300 000»."""
    return two_decimals(amount).removesuffix(",00")
