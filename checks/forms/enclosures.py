from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from admission.forms.careful import NoPersonalNumbers
from lattvikt.lib import uploads
from lattvikt.lib.fields import OrgNumberField
from members.models import Organisation


class PartnerForm(NoPersonalNumbers, forms.Form):
    """A member is chosen; of another it is said who can answer."""

    role = forms.CharField(
        label=_("What does the partner do in the project?"),
        help_text=_("The partner reads this when asked."),
        max_length=300,
    )
    organisation = forms.ModelChoiceField(
        label=_("A member"),
        queryset=Organisation.objects.none(),
        empty_label=_("not a member: fill in below"),
        required=False,
    )
    name = forms.CharField(label=_("Name of the organisation"), max_length=200, required=False)
    org_number = OrgNumberField(label=_("Organisation number, if it is Swedish"), required=False)
    contact_name = forms.CharField(label=_("Who answers for it?"), max_length=120, required=False)
    email = forms.EmailField(label=_("Email"), required=False)
    language = forms.ChoiceField(
        label=_("Language of our letter"), choices=settings.LANGUAGES, initial="sv", required=False
    )

    def __init__(self, *args, applicant, **kwargs):
        super().__init__(*args, **kwargs)
        members = Organisation.objects.members(timezone.localdate()).in_swedish_order()
        self.fields["organisation"].queryset = members.exclude(pk=applicant.pk)

    def clean(self):
        super().clean()
        if not self.cleaned_data.get("organisation"):
            for name in ["name", "contact_name", "email"]:
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(_("Fill in this.")))
        return self.cleaned_data

    @property
    def facts(self) -> dict:
        """What `actions.ask_partner` takes."""
        return {**self.cleaned_data, "language": self.cleaned_data["language"] or "sv"}


class FileForm(NoPersonalNumbers, forms.Form):
    title = forms.CharField(label=_("What it is"), max_length=120)
    file = forms.FileField(label=_("File"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("PDF or a picture, at most %(most)d MB.") % {
            "most": settings.CHECK_FILE_MEGABYTES
        }

    def clean_file(self):
        self.judged = uploads.judge(
            self.cleaned_data["file"], most_megabytes=settings.CHECK_FILE_MEGABYTES
        )
        return self.cleaned_data["file"]
