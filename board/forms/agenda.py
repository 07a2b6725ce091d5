"""An agenda's points, and what is written under each."""

from django import forms
from django.db.models.functions import Collate
from django.utils.translation import gettext_lazy as _

from board.models import AgendaItem, Body, FollowUp, Guest, Note, Seat, Task
from lattvikt.lib import uploads
from members.models import Person

MOST_MEGABYTES = 20


class PersonField(forms.ModelChoiceField):
    """Somebody of the register, in the Swedish order."""

    def __init__(self, **options):
        people = Person.objects.order_by(Collate("sort_name", "C"), "pk")
        super().__init__(queryset=people, **options)


def seats_at(meeting):
    return Seat.objects.filter(attendances__meeting=meeting).in_order_of_role()


class ItemForm(forms.ModelForm):
    presenter = PersonField(label=_("Presented by"), required=False)

    class Meta:
        model = AgendaItem
        fields = ["title", "kind", "presenter", "background"]
        labels = {
            "title": _("What the point is about"),
            "kind": _("Kind"),
            "background": _("Background and motives"),
        }
        help_texts = {"background": _("Markdown: lists, links and headings.")}
        widgets = {"background": forms.Textarea({"rows": 8})}


class GuestForm(forms.ModelForm):
    class Meta:
        model = Guest
        fields = ["name", "role", "organisation"]


class PaperForm(forms.Form):
    """The file is judged by its content; what was judged is what is kept."""

    title = forms.CharField(label=_("What it is"), max_length=200)
    file = forms.FileField(label=_("File"), help_text=_("PDF or a picture, at most 20 MB."))

    def clean_file(self):
        self.judged = uploads.judge(self.cleaned_data["file"], most_megabytes=MOST_MEGABYTES)
        return self.cleaned_data["file"]


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["kind", "text", "seat"]
        labels = {"kind": _("What is noted"), "text": _("Text"), "seat": _("By")}
        help_texts = {"seat": _("Needed for a reservation.")}
        widgets = {"text": forms.Textarea({"rows": 3})}

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].queryset = seats_at(item.meeting)


class TaskForm(forms.ModelForm):
    owner = PersonField(label=_("Who does it"))

    class Meta:
        model = Task
        fields = ["text", "owner", "due_on"]
        labels = {"text": _("Task"), "due_on": _("To be done by")}
        widgets = {"due_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}


class FollowUpForm(forms.ModelForm):
    """The meeting's own body unless another is chosen."""

    class Meta:
        model = FollowUp
        fields = ["wish", "body", "due_on"]
        labels = {
            "wish": _("What is to be heard of"),
            "body": _("At a meeting of"),
            "due_on": _("Not before"),
        }
        widgets = {"due_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        body.queryset, body.required = Body.objects.filter(ended_on=None), False
        body.initial, body.empty_label = item.meeting.body_id, None


class OrderForm(forms.Form):
    """The keys of all points, as they stood and as they are to stand."""

    was = forms.CharField()
    order = forms.CharField()

    def clean_was(self):
        return keys(self.cleaned_data["was"])

    def clean_order(self):
        return keys(self.cleaned_data["order"])


def keys(text) -> list[int]:
    """From «3,1,2». Raises ValidationError for anything else."""
    if not all(part.isdecimal() for part in text.split(",")):
        raise forms.ValidationError(_("Keys with commas between them."))
    return [int(part) for part in text.split(",")]


class EndingForm(forms.Form):
    ending = forms.ChoiceField(
        label=_("What became of the point"),
        choices=AgendaItem.Ending,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Needed when it is referred back; the case's owner reads it."),
    )
