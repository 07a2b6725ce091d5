from django.contrib import admin
from django.db.models import Max, Min
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy

from board.admin.recused import without_recused
from board.models import ChangeRequest, Minutes, Signature
from lattvikt.lib.admin_pages import FinalAdmin, ReadInline


class SignatureInline(ReadInline):
    """Also those on editions that were changed afterwards, which count no more."""

    model = Signature
    fields = readonly_fields = ["seat", "signed_at", "factor", "fingerprint"]

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("seat__person", "document")
        return rows.defer("document__content")

    @admin.display(description=gettext_lazy("fingerprint (SHA-256)"))
    def fingerprint(self, signature):
        return signature.document.sha256


class ChangeRequestInline(ReadInline):
    model = ChangeRequest
    fields = readonly_fields = ["edition", "seat", "text", "asked_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("seat__person")


@admin.register(Minutes)
class MinutesAdmin(FinalAdmin):
    """The bodies' minutes, to read: written, sent and signed by those who sit there."""

    change_form_template = "board/admin/minutes.html"
    buttons = {"utskickat": "open_sent", "undertecknat": "open_signed"}
    list_display = ["reference", "body", "held_on", "version", "paragraphs", "state", "locked_at"]
    list_display_links = ["reference"]
    list_filter = ["meeting__body", "state", "meeting__year"]
    ordering = ["-meeting__held_on", "-version"]
    inlines = [SignatureInline, ChangeRequestInline]
    fields = readonly_fields = [
        "body",
        "reference",
        "held_on",
        "version",
        "state",
        "paragraphs",
        "edition",
        "written_by",
        "adjusted_by",
        "sent_fingerprint",
        "signed_fingerprint",
        "locked_at",
        "reopened_because",
    ]

    def get_queryset(self, request):
        related = ["meeting__body", "written_by__person", "document", "signed_document"]
        rows = super().get_queryset(request).select_related(*related)
        numbers = {
            "first": Min("meeting__paragraphs__number"),
            "last": Max("meeting__paragraphs__number"),
        }
        rows = rows.defer("content", "document__content", "signed_document__content")
        return without_recused(rows.annotate(**numbers), request)

    @admin.display(description=gettext_lazy("meeting"), ordering="meeting__held_on")
    def reference(self, minutes):
        return f"{minutes.meeting.number}/{minutes.meeting.year}"

    @admin.display(description=gettext_lazy("body"), ordering="meeting__body__name")
    def body(self, minutes):
        return minutes.meeting.body

    @admin.display(description=gettext_lazy("date"), ordering="meeting__held_on")
    def held_on(self, minutes):
        return minutes.meeting.held_on

    @admin.display(description=gettext_lazy("paragraphs"))
    def paragraphs(self, minutes):
        """«§ 1–7», from when they were first sent out."""
        if minutes.first is None:
            return None
        one = minutes.first == minutes.last
        return f"§ {minutes.first}" if one else f"§ {minutes.first}–{minutes.last}"

    @admin.display(description=gettext_lazy("adjusters"))
    def adjusted_by(self, minutes):
        adjusters = minutes.adjusters.in_order_of_role()
        return ", ".join(str(seat.person) for seat in adjusters) or None

    @admin.display(description=gettext_lazy("sent out, fingerprint (SHA-256)"))
    def sent_fingerprint(self, minutes):
        return minutes.document and minutes.document.sha256

    @admin.display(description=gettext_lazy("signed, fingerprint (SHA-256)"))
    def signed_fingerprint(self, minutes):
        return minutes.signed_document and minutes.signed_document.sha256

    # --- the documents, as they were

    def open_sent(self, request, pk):
        minutes = self.one_to_act_on(request, pk, "board.view_minutes")
        return as_pdf(minutes, None if minutes.is_draft else minutes.document, "utskickat")

    def open_signed(self, request, pk):
        minutes = self.one_to_act_on(request, pk, "board.view_minutes")
        return as_pdf(minutes, minutes.signed_document, "undertecknat")


def as_pdf(minutes, document, which):
    """The bytes as they were kept; 404 while there are none."""
    if document is None:
        raise Http404
    name = minutes.file_name.removesuffix(".pdf")
    headers = {
        "Content-Disposition": f'inline; filename="{name}-{which}.pdf"',
        "Cache-Control": "private",
    }
    return HttpResponse(document.content, content_type="application/pdf", headers=headers)
