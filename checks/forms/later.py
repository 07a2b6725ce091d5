"""What is asked of the board about a project after its start."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission.forms.careful import NoPersonalNumbers
from billing.forms.fields import KronorField
from checks.forms.calls import ReferForm
from checks.forms.projects import AS_A_DAY
from checks.models.later import LONGEST_REASON
from lattvikt.lib.money import kronor


def reason_field(**options):
    rows = forms.Textarea({"rows": 4})
    return forms.CharField(
        label=gettext_lazy("The reason"), max_length=LONGEST_REASON, widget=rows, **options
    )


class ExtensionForm(NoPersonalNumbers, forms.Form):
    ends_on = forms.DateField(label=gettext_lazy("The project ends"), help_text=AS_A_DAY)
    report_due_on = forms.DateField(label=gettext_lazy("Final report by"), help_text=AS_A_DAY)
    reason = reason_field(help_text=gettext_lazy("The board reads it."))


class ReclaimForm(NoPersonalNumbers, ReferForm):
    amount = KronorField(label=gettext_lazy("Amount, kronor"))
    reason = reason_field(help_text=gettext_lazy("The board and the member read it."))

    def __init__(self, *args, most, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["amount"].help_text = _("At most %(most)s.") % {"most": kronor(most)}
