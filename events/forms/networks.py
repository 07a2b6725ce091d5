"""What is filled in about a local network."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission.forms.careful import NoPersonalNumbers
from events.actions import Idea
from events.actions.networks import LEAST_OWNING_ORGANISATIONS
from events.forms.drafting import SpanForm
from events.models import Event, EventKind, LocalNetwork
from events.models.networks import LONGEST_OUTCOME
from members.models import Contact, Group, Organisation, Region

LONGEST_NAME, LONGEST_PURPOSE = 80, 1000
WHOLE_COUNTRY = gettext_lazy("The whole country")
MOMENT = "%Y-%m-%dT%H:%M"


def members_to_ask():
    """Those with a contact person whom a letter reaches, in the Swedish order."""
    contacts = Contact.objects.current().filter(role=Contact.Role.CONTACT)
    reached = contacts.exclude(person__email="").values("organisation")
    return Organisation.objects.members().filter(pk__in=reached).in_swedish_order()


class IdeaForm(NoPersonalNumbers, forms.Form):
    """What a network is to be."""

    name = forms.CharField(label=gettext_lazy("Name of the network"), max_length=LONGEST_NAME)
    region = forms.ChoiceField(
        label=gettext_lazy("Region"), choices=[("", WHOLE_COUNTRY), *Region.choices], required=False
    )
    theme = forms.CharField(
        label=gettext_lazy("Theme"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("If it is about something in particular, such as casting."),
    )
    purpose = forms.CharField(
        label=gettext_lazy("Purpose"),
        max_length=LONGEST_PURPOSE,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("What you need, and what those who come would get out of it."),
    )

    def clean_name(self):
        if Group.objects.filter(name__iexact=self.cleaned_data["name"]).exists():
            raise ValidationError(
                _("There is a group with that name already. Choose another name.")
            )
        return self.cleaned_data["name"]

    def clean(self):
        given = super().clean() or self.cleaned_data
        if not given.get("region") and not given.get("theme") and not self.has_error("theme"):
            self.add_error("theme", _("Choose a region, or say what it is about."))
        return given

    def idea(self) -> Idea:
        return Idea(
            **{name: self.cleaned_data[name] for name in ["name", "purpose", "region", "theme"]}
        )


class ProposeForm(IdeaForm):
    """A member's: with the member that is asked to own it too."""

    other = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Which other member do you ask to own it with you?"),
        help_text=gettext_lazy(
            "Its contact persons get a letter. The network stands when one of them has said yes."
        ),
    )
    meant = forms.CharField(
        label=gettext_lazy("Whom do you think of there?"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Said in the letter, if you have somebody in mind."),
    )

    def __init__(self, *args, organisation, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = members_to_ask().exclude(pk=organisation.pk)


class AskOwnerForm(NoPersonalNumbers, forms.Form):
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Which member do you ask?")
    )
    meant = forms.CharField(
        label=gettext_lazy("Whom do you think of there?"), max_length=120, required=False
    )

    def __init__(self, *args, network, **kwargs):
        super().__init__(*args, **kwargs)
        part = network.owners.having_part().values("organisation")
        self.fields["organisation"].queryset = members_to_ask().exclude(pk__in=part)


class OutcomeForm(NoPersonalNumbers, forms.Form):
    outcome = forms.CharField(
        label=gettext_lazy("How did it go?"),
        max_length=LONGEST_OUTCOME,
        widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy(
            "What worked, what did not, and why it ends. All members read it, and those who try "
            "again learn from it."
        ),
    )


class MeetingForm(NoPersonalNumbers, SpanForm):
    """What an owner knows of a meeting; the secretariat completes it."""

    class Meta:
        model = Event
        fields = ["kind", "title", "summary", "text", "starts_at", "ends_at", "host", "place"]
        labels = {
            "title": gettext_lazy("What do you call it?"),
            "summary": gettext_lazy("In one sentence"),
            "text": gettext_lazy("What will happen?"),
            "starts_at": gettext_lazy("When does it begin?"),
            "ends_at": gettext_lazy("When does it end?"),
            "host": gettext_lazy("At which member is it held?"),
            "place": gettext_lazy("Address"),
        }
        help_texts = {"text": gettext_lazy("Markdown: lists, links and headings.")}
        widgets = {
            "summary": forms.Textarea({"rows": 2}),
            "text": forms.Textarea({"rows": 6}),
            "starts_at": forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
            "ends_at": forms.DateTimeInput({"type": "datetime-local"}, format=MOMENT),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = EventKind.objects.filter(is_offered=True)
        self.fields["host"].queryset = Organisation.objects.members().in_swedish_order()


class NoteNetworkForm(IdeaForm, forms.ModelForm):
    """The secretariat's: a network to start, or an earlier attempt to keep."""

    owners = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Members to ask to own it"),
        required=False,
        widget=forms.SelectMultiple({"size": 8}),
        help_text=gettext_lazy("At least two. Hold down Ctrl (⌘ on a Mac) to choose several."),
    )
    outcome = forms.CharField(
        label=gettext_lazy("How it went"),
        max_length=LONGEST_OUTCOME,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Only of an earlier attempt that has ended."),
    )

    field_order = [
        "name",
        "region",
        "theme",
        "purpose",
        "owners",
        "started_on",
        "ended_on",
        "outcome",
    ]

    class Meta:
        model = LocalNetwork
        fields = ["region", "theme", "started_on", "ended_on", "outcome"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owners"].queryset = members_to_ask()

    def clean(self):
        given = super().clean()
        if given.get("ended_on"):
            if not given.get("outcome"):
                self.add_error("outcome", _("Tell how it went."))
        elif len(given.get("owners") or []) < LEAST_OWNING_ORGANISATIONS:
            self.add_error("owners", _("Choose at least two members, or say when it ended."))
        return given
