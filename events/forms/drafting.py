"""An event as the secretariat writes it."""

from django import forms
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models.functions import Collate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.forms.agenda import PersonField
from events.models import AddOn, Event, LocalNetwork
from lattvikt.lib import uploads
from lattvikt.lib.pictures import for_the_web
from members.models import Organisation

MOST_MEGABYTES = 10


def organisations():
    """Those of the register, in the Swedish order."""
    return Organisation.objects.order_by(Collate("sort_name", "C"), "pk")


def link(label, **options):
    shown = AdminURLFieldWidget()
    return forms.URLField(
        label=label, required=False, assume_scheme="https", widget=shown, **options
    )


class SpanForm(forms.ModelForm):
    """Something that begins and ends."""

    def clean(self):
        facts = super().clean()
        begins, ends = facts.get("starts_at"), facts.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("It ends before it begins."))
        return facts


class EventForm(SpanForm):
    """A picture is judged by its content, and says in words what it shows."""

    responsible = PersonField(label=gettext_lazy("Responsible person"), required=False)
    host = forms.ModelChoiceField(
        organisations(),
        label=gettext_lazy("Host"),
        required=False,
        help_text=gettext_lazy("The organisation where it is held."),
    )
    co_arrangers = forms.ModelMultipleChoiceField(
        organisations(),
        label=gettext_lazy("Arranged together with"),
        required=False,
        widget=forms.SelectMultiple({"size": 6}),
        help_text=gettext_lazy("Hold down Ctrl (⌘ on a Mac) to choose several."),
    )
    network = forms.ModelChoiceField(
        LocalNetwork.objects.live(), label=gettext_lazy("Local network"), required=False
    )
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
        help_text=gettext_lazy(
            "PNG, JPEG or WebP, at most 10 MB. Where and when it was taken is not kept. Ask those "
            "who can be recognised in it before you publish."
        ),
    )
    map_link = link(gettext_lazy("Link to a map"))
    video_link = link(
        gettext_lazy("Video link"), help_text=gettext_lazy("Shown only to the registered.")
    )
    linked_link = link(gettext_lazy("Its page"))
    fee = forms.DecimalField(
        label=gettext_lazy("Fee"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=gettext_lazy("Kronor a person, without VAT."),
    )
    drops_picture = forms.BooleanField(label=gettext_lazy("Take the picture away"), required=False)

    class Meta:
        model = Event
        fields = [
            "kind",
            "title",
            "summary",
            "text",
            "purpose",
            "language",
            "openness",
            "starts_at",
            "ends_at",
            "host",
            "place",
            "map_link",
            "house_rules",
            "video_link",
            "body",
            "responsible",
            "co_arrangers",
            "series",
            "network",
            "linked_title",
            "linked_link",
            "linked_timing",
            "capacity",
            "registration_closes_at",
            "offer_hours",
            "fee",
            "picture",
            "alt",
        ]
        widgets = {"summary": forms.Textarea({"rows": 2})}

    def clean_picture(self):
        """What was sent as the web shows it, or the picture that is there already."""
        sent = self.cleaned_data["picture"]
        if not isinstance(sent, UploadedFile):
            return sent
        judged = uploads.judge(sent, most_megabytes=MOST_MEGABYTES, pdf=False)
        return ContentFile(for_the_web(judged.content), name="event.webp")

    def clean(self):
        facts = super().clean()
        if facts.get("drops_picture") and not isinstance(facts.get("picture"), ContentFile):
            facts["picture"] = False
        if facts.get("picture") and not facts.get("alt"):
            self.add_error("alt", ValidationError(_("Say what the picture shows.")))
        closes, ends = facts.get("registration_closes_at"), facts.get("ends_at")
        if closes and ends and closes > ends:
            self.add_error("registration_closes_at", _("It closes after the event has ended."))
        return facts


class AddOnForm(SpanForm):
    class Meta:
        model = AddOn
        fields = ["title", "text", "host", "place", "starts_at", "ends_at", "capacity"]
        widgets = {"text": forms.Textarea({"rows": 3})}
