"""What is filled in about a view or a need: what is said, the answer, what came of it."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from admission.forms.careful import NoPersonalNumbers
from events.models import Event
from members.models import Organisation
from proposals.models import LONGEST_TEXT, Remark

LONG_AGO = timedelta(days=365)  # no longer offered among the events
LABELS = {
    "kind": _("Is it a view or a need?"),
    "text": _("What you want to say"),
    "about": _("What it is about, in a few words"),
    "event": _("Event that it belongs to"),
    "is_shown": _("Show it to other members"),
}


def events_to_choose(events, now):
    """Those of the last year and to come, the latest first."""
    recent = events.filter(ends_at__gt=now - LONG_AGO, cancelled_at=None)
    return recent.order_by("-starts_at", "pk")


class RemarkForm(NoPersonalNumbers, forms.ModelForm):
    """What somebody of a member says."""

    class Meta:
        model = Remark
        fields = ["kind", "text", "about", "event", "is_shown"]
        labels = LABELS
        help_texts = {
            "is_shown": _(
                "With the name of your organisation, never with yours. Otherwise only you, those "
                "who answer and the secretariat can read it."
            )
        }
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea({"rows": 6})}

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, capfirst(kind.label)) for kind in Remark.Kind]
        events = Event.objects.for_members(person)
        self.fields["event"].queryset = events_to_choose(events, timezone.now())


class SearchForm(forms.Form):
    """Words, and an event that the person may read."""

    q = forms.CharField(label=_("Search in what was said, answered and done"), required=False)
    traff = forms.ModelChoiceField(Event.objects.none(), required=False)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["traff"].queryset = Event.objects.for_members(person)


class NoteForm(NoPersonalNumbers, forms.ModelForm):
    """What was said in the room: one after the other, quickly."""

    class Meta:
        model = Remark
        fields = ["text", "kind", "event", "organisation", "about"]
        labels = {**LABELS, "text": _("What was said"), "organisation": _("Organisation")}
        help_texts = {
            "text": _("Name nobody: members read it."),
            "organisation": _("If you know, and they have nothing against it."),
        }
        widgets = {"text": forms.Textarea({"rows": 4, "autofocus": True})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        events = Event.objects.published()
        self.fields["event"].queryset = events_to_choose(events, timezone.now())
        self.fields["organisation"].queryset = Organisation.objects.members().in_swedish_order()


class AnswerForm(NoPersonalNumbers, forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("It cannot be changed. Who said it gets it by letter."),
    )


class ResultForm(NoPersonalNumbers, forms.Form):
    result = forms.CharField(
        label=_("What came of it"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("What you have done, or why nothing could be done. It cannot be changed."),
    )
