"""What is filled in about a project: its days, a signature, a payout."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission.forms.careful import NoPersonalNumbers
from billing.forms.fields import KronorField
from checks.forms.assessing import several_lines
from checks.models import Agreement
from lattvikt.lib.fields import BankgiroField
from lattvikt.lib.money import kronor

AS_A_DAY = gettext_lazy("As 2027-02-15.")


class ProjectForm(forms.Form):
    """What the agreement says of the project's time, and in which language."""

    starts_on = forms.DateField(label=gettext_lazy("Starts"), help_text=AS_A_DAY)
    ends_on = forms.DateField(label=gettext_lazy("Ends"), help_text=AS_A_DAY)
    report_due_on = forms.DateField(label=gettext_lazy("Final report by"), help_text=AS_A_DAY)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the agreement"), choices=Agreement.Language
    )


class SignForm(forms.Form):
    """Nobody signs by a slip of the hand."""

    has_read = forms.BooleanField(
        label=gettext_lazy("I have read the agreement and sign it for the organisation.")
    )


class PayoutForm(NoPersonalNumbers, forms.Form):
    amount = KronorField(label=gettext_lazy("Amount, kronor"))
    bankgiro = BankgiroField(label=gettext_lazy("Your bankgiro"))
    note = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=300,
        help_text=gettext_lazy("For instance: advance for work and material."),
    )

    def __init__(self, *args, most, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = _("At most %(most)s now.") % {"most": kronor(most)}


class ReportForm(NoPersonalNumbers, forms.Form):
    done = several_lines(gettext_lazy("What you have done"))
    results = several_lines(gettext_lazy("What came of it"))
    benefit = several_lines(gettext_lazy("What use you have of it, and others may have"))
    costs = KronorField(
        label=gettext_lazy("Actual costs, kronor"),
        help_text=gettext_lazy("All costs of the project, your own part too."),
    )
