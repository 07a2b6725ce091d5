"""The certificate of other aid, and the rate by which ours is told in euro."""

from dataclasses import dataclass
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission.forms.careful import NoPersonalNumbers
from billing.forms import DayForm
from billing.forms.fields import KronorField
from checks.forms.rows import BaseRows
from lattvikt.lib.fields import OrgNumberField

MOST_ROWS, EMPTY_ROWS = 30, 2


class EuroField(KronorField):
    unreadable = gettext_lazy("Write the amount in euro as 5000 or 5 000,50.")
    nothing = gettext_lazy("The amount is more than 0 euro.")


class OtherAidForm(NoPersonalNumbers, forms.Form):
    giver = forms.CharField(label=gettext_lazy("Who granted it"), max_length=200)
    granted_on = forms.DateField(
        label=gettext_lazy("Granted on"), widget=forms.DateInput({"type": "date"})
    )
    euros = EuroField(label=gettext_lazy("Euro"))

    def clean_granted_on(self):
        if self.cleaned_data["granted_on"] > timezone.localdate():
            raise ValidationError(_("The day has not come yet."))
        return self.cleaned_data["granted_on"]


class LinkedForm(NoPersonalNumbers, forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    org_number = OrgNumberField(
        label=gettext_lazy("Organisation number, if it is Swedish"), required=False
    )


class SignAidForm(forms.Form):
    """Nobody certifies by a slip of the hand."""

    is_whole = forms.BooleanField(
        label=gettext_lazy(
            "I certify for the organisation that this is all aid of minor importance that it and "
            "the others of the same single undertaking have been granted in the last three years."
        )
    )


def rows_of(form) -> type[BaseRows]:
    rows = forms.formset_factory(
        form, formset=BaseRows, extra=EMPTY_ROWS, max_num=MOST_ROWS, validate_max=True
    )
    return cast(type[BaseRows], rows)


OtherAidRows, LinkedRows = rows_of(OtherAidForm), rows_of(LinkedForm)


@dataclass(frozen=True)
class CertificateForms:
    """What others have granted, who belongs together, and the signature."""

    others: BaseRows
    linked: BaseRows
    sign: SignAidForm

    @classmethod
    def of(cls, data) -> "CertificateForms":
        return cls(
            OtherAidRows(data, prefix="others"),
            LinkedRows(data, prefix="linked"),
            SignAidForm(data),
        )

    @property
    def parts(self):
        return [self.others, self.linked, self.sign]

    def is_valid(self) -> bool:
        """Each is looked at, so that all that is to be put right is told at once."""
        answers = [part.is_valid() for part in self.parts]
        return all(answers)

    @property
    def is_faulty(self) -> bool:
        """As it was sent."""
        return self.sign.is_bound and not self.is_valid()

    @property
    def facts(self) -> dict:
        """What `actions.certify_aid` takes."""
        others = [(row["giver"], row["granted_on"], row["euros"]) for row in self.others.filled]
        linked = [(row["name"], row["org_number"]) for row in self.linked.filled]
        return {"others": others, "linked": linked}


class EuroRateForm(DayForm):
    rate = forms.DecimalField(
        label=gettext_lazy("Kronor per euro"),
        max_digits=8,
        decimal_places=4,
        localize=True,
        validators=[MinValueValidator(1)],
        help_text=gettext_lazy("As 11,2345: the rate of the day of the decision."),
    )

    field_order = ["rate", "on"]
