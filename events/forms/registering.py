"""To register for an event: a guest, or oneself and colleagues; and to change it afterwards."""

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from events.actions import Coming
from events.models import AddOn
from lattvikt.lib.fields import OrgNumberField
from members.models import Organisation

SOMEBODY_ELSE = "else"


class ChoicesForm(forms.Form):
    """What goes with a place: add-ons, needs, and whether the others see one's name."""

    add_ons = forms.ModelMultipleChoiceField(
        label=_("You may also choose"),
        queryset=AddOn.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where all places are taken you are put on the waiting list of the add-on."),
    )
    food = forms.CharField(
        label=_("Food"),
        max_length=300,
        required=False,
        help_text=_("Allergies and other things that the kitchen needs to know."),
    )
    access = forms.CharField(
        label=_("Accessibility"),
        max_length=300,
        required=False,
        help_text=_("What you need in order to get in and take part."),
    )
    is_shown = forms.BooleanField(
        label=_("Show my name, organisation and branch to the others who come"), required=False
    )

    def __init__(self, *args, add_ons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["add_ons"].queryset = add_ons
        if not add_ons:
            del self.fields["add_ons"]

    def chosen(self) -> dict:
        """What the two actions want to know."""
        given = self.cleaned_data
        names = ("food", "access", "is_shown")
        return {"add_ons": tuple(given.get("add_ons", ())), **{name: given[name] for name in names}}


class RegisterForm(ChoicesForm):
    """A guest says who they are and what they come from."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("The confirmation goes here, with a link to your own page."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    said_organisation = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    org_number = OrgNumberField(
        label=_("Organisation number"),
        required=False,
        help_text=_("If you know it. Then we know for sure which organisation it is."),
    )
    field_order = ["name", "email", "said_organisation", "org_number"]

    def coming(self) -> Coming:
        given = self.cleaned_data
        said = given["said_organisation"]
        return Coming(
            name=given["name"],
            email=given["email"],
            language=get_language(),
            said_organisation=said,
            organisation=Organisation.objects.known_as(said, given["org_number"]),
            **self.chosen(),
        )


class ColleagueForm(ChoicesForm):
    """A member's people register one at a time: oneself, a colleague, or somebody new."""

    who = forms.ChoiceField(label=_("Who is to come?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of somebody else"), max_length=120, required=False)
    email = forms.EmailField(label=_("Email address of somebody else"), required=False)
    field_order = ["who", "name", "email"]

    def __init__(self, *args, organisation, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.people = {str(person.pk): person for person in people}
        known = [(key, person.name) for key, person in self.people.items()]
        self.fields["who"].choices = [*known, (SOMEBODY_ELSE, _("Somebody else from us"))]

    def clean(self):
        given = super().clean()
        if given.get("who") == SOMEBODY_ELSE:
            for name in ("name", "email"):
                if not given.get(name) and not self.has_error(name):
                    self.add_error(name, _("Say who is to come."))
        return given

    def coming(self) -> Coming:
        given = self.cleaned_data
        person = self.people.get(given["who"])
        return Coming(
            name=person.name if person else given["name"],
            email=person.email if person else given["email"],
            language=person.language if person else get_language(),
            person=person,
            organisation=self.organisation,
            **self.chosen(),
        )
