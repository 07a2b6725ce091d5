from functools import partial

from django.contrib import admin
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing import ubl
from billing.actions import credit_and_reissue, credit_for_good
from billing.admin.disputes import DisputedInvoices, DisputeInline, ReminderInline
from billing.admin.exclusions import UnpaidInvoices
from billing.admin.late_charges import LateInvoices, when_late
from billing.admin.other_invoices import OtherInvoicePages
from billing.forms import ReasonForm
from billing.models import Allocation, Invoice, InvoiceDocument, InvoiceLine
from billing.rules.einvoice import check
from billing.views import as_einvoice, as_pdf
from lattvikt.lib.admin_pages import FinalAdmin, ReadInline
from lattvikt.lib.money import kronor
from members.models import Organisation, invoice_email_on
from outbox.models import Message


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("status")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return Invoice.State.choices

    def queryset(self, request, queryset):
        known = self.value() in Invoice.State.values
        return queryset.in_state(self.value()) if known else queryset


class WithoutDocumentFilter(admin.SimpleListFilter):
    title = gettext_lazy("document")
    parameter_name = "without_document"

    def lookups(self, request, model_admin):
        return [("1", _("not made yet"))]

    def queryset(self, request, queryset):
        return queryset.without_document() if self.value() else queryset


class LineInline(ReadInline):
    model = InvoiceLine
    fields = ["text", "quantity", "unit_price", "net", "vat_rate", "vat"]


class AllocationInline(ReadInline):
    model = Allocation
    fields = ["payment", "amount", "allocated_at", "reversed_at", "reversed_because"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("payment")


@admin.register(Invoice)
class InvoiceAdmin(DisputedInvoices, UnpaidInvoices, LateInvoices, OtherInvoicePages, FinalAdmin):
    change_list_template = "billing/admin/invoices.html"
    change_form_template = "billing/admin/invoice.html"
    buttons = {
        "kreditera": "credit",
        "kreditera-och-fakturera": "reissue",
        "pdf": "pdf",
        "e-faktura": "einvoice",
        "invandning": "dispute",
        "uteslutning": "propose",
        "avgift-och-ranta": "charge",
    }
    list_display = [
        "number",
        "buyer_name",
        "amount",
        "paid_amount",
        "left",
        "status",
        "due_on",
        "pdf_link",
        "letter",
    ]
    list_filter = [StateFilter, WithoutDocumentFilter, "period", "kind"]
    search_fields = ["number"]
    search_help_text = gettext_lazy("Number, OCR number, buyer or organisation number")
    ordering = ["-issued_on", "-pk"]
    inlines = [LineInline, AllocationInline, ReminderInline, DisputeInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "number",
                    "ocr",
                    "status",
                    "amount",
                    "paid_amount",
                    "left",
                    "issued_on",
                    "due_on",
                    "pdf_link",
                    "letter",
                    "einvoice_link",
                    "einvoice_check",
                    "einvoice_state",
                    "credits",
                    "credit_reason",
                    "issued_by",
                    "issued_at",
                ]
            },
        ),
        (
            gettext_lazy("What it is for"),
            {"fields": ["kind", "period", "employees", "net", "vat", "tax_reason"]},
        ),
        (
            gettext_lazy("Buyer"),
            {
                "fields": [
                    "organisation",
                    "buyer_name",
                    "buyers_number",
                    "buyers_address",
                    "buyer_email",
                    "buyer_reference",
                    "einvoice_address",
                    "language",
                ]
            },
        ),
    ]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .with_balance()
            .select_related("document", "delivery", "credits", "organisation", "issued_by")
            .with_letter()
        )

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    @admin.display(description=gettext_lazy("total"), ordering="total")
    def amount(self, invoice):
        return kronor(invoice.total)

    @admin.display(description=gettext_lazy("paid so far"), ordering="paid")
    def paid_amount(self, invoice):
        return kronor(invoice.paid)

    @admin.display(description=gettext_lazy("left to pay"), ordering="balance")
    def left(self, invoice):
        return "" if invoice.is_credit_note else kronor(invoice.balance)

    @admin.display(description=gettext_lazy("status"))
    def status(self, invoice):
        return invoice.state.label

    @admin.display(description=gettext_lazy("organisation number"))
    def buyers_number(self, invoice):
        return invoice.shown_buyer_org_number or "–"

    @admin.display(description=gettext_lazy("invoice address"))
    def buyers_address(self, invoice):
        place = f"{invoice.shown_buyer_postal_code} {invoice.buyer_city}".strip()
        return "\n".join(filter(None, [invoice.buyer_street, place])) or "–"

    @admin.display(description=gettext_lazy("document"))
    def pdf_link(self, invoice):
        if not hasattr(invoice, "document"):
            return "–"
        url = reverse("admin:billing_invoice_pdf", args=[invoice.pk])
        return format_html('<a href="{}">{}</a>', url, invoice.document.name)

    @admin.display(description=gettext_lazy("letter"))
    def letter(self, invoice):
        return Message.State(invoice.letter_state).label if invoice.letter_state else "–"

    @admin.display(description=gettext_lazy("e-invoice"))
    def einvoice_link(self, invoice):
        url = reverse("admin:billing_invoice_e-faktura", args=[invoice.pk])
        return format_html('<a href="{}">{}</a>', url, invoice.einvoice_name)

    @admin.display(description=gettext_lazy("check of the e-invoice"))
    def einvoice_check(self, invoice):
        """What our own check of the rules finds, in words."""
        broken = check(ubl.tree_of(invoice))
        return "\n".join(map(str, broken)) or _("It follows Peppol BIS Billing 3.0.")

    @admin.display(description=gettext_lazy("e-invoice sent"))
    def einvoice_state(self, invoice):
        if not hasattr(invoice, "delivery"):
            return _("No: the buyer has not asked for e-invoices, or had not given its reference.")
        url = reverse("admin:billing_einvoicedelivery_change", args=[invoice.delivery.pk])
        return format_html('<a href="{}">{}</a>', url, invoice.delivery.get_state_display())

    def einvoice(self, request, pk):
        return as_einvoice(self.one_to_act_on(request, pk, "billing.view_invoice"))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        invoice = self.get_object(request, object_id)
        context = when_late(invoice) if invoice else {}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def pdf(self, request, pk):
        invoice = self.one_to_act_on(request, pk, "billing.view_invoice")
        kept = InvoiceDocument.objects.select_related("document")
        return as_pdf(get_object_or_404(kept, invoice=invoice))

    def credit(self, request, pk):
        invoice = self.one_to_act_on(request, pk, "billing.change_invoice")
        text = WHAT_CREDITING_DOES
        return self.press(
            request,
            invoice,
            partial(credit_for_good, by=request.user, today=timezone.localdate()),
            form=ReasonForm(request.POST or None),
            title=_("Credit the invoice"),
            text=f"{text} {AND_THE_FEE_IS_WAIVED}" if invoice.fee_id else text,
            button=_("Credit the invoice"),
            done=lambda note: _("The invoice is credited by %(note)s.") % {"note": note},
        )

    def reissue(self, request, pk):
        invoice = self.one_to_act_on(request, pk, "billing.change_invoice")
        return self.press(
            request,
            invoice,
            partial(credit_and_reissue, by=request.user, today=timezone.localdate()),
            form=ReasonForm(request.POST or None),
            title=_("Credit and invoice anew"),
            text=f"{WHAT_CREDITING_DOES} {AND_A_NEW_ONE_IS_ISSUED}",
            facts=recipient_of(invoice.organisation),
            button=_("Credit and invoice anew"),
            done=lambda new: _("The invoice is credited. The new one is %(new)s.") % {"new": new},
        )


WHAT_CREDITING_DOES = gettext_lazy(
    "A credit note for the whole invoice is issued and sent, with the reason on it. "
    "What has been paid on the invoice becomes unallocated."
)
AND_THE_FEE_IS_WAIVED = gettext_lazy(
    "The fee is waived, so that it is not invoiced anew. You can take that back on the fee’s page."
)
AND_A_NEW_ONE_IS_ISSUED = gettext_lazy(
    "At once a new invoice of the same fee is issued, as the register now says. Correct the "
    "organisation first if it is the address that is wrong."
)


def recipient_of(organisation):
    """Where the new invoice will go, for the person to see before it goes."""
    today = timezone.localdate()
    rows = Organisation.objects.annotate(send_to=invoice_email_on(today))
    member = rows.filter(pk=organisation and organisation.pk).first()
    if not member:
        return []
    return [
        (_("Buyer"), member.name),
        (_("Invoice address"), f"{member.street}, {member.shown_postal_code} {member.city}"),
        (_("Goes to"), member.send_to or "–"),
        (_("Your reference"), member.buyer_reference or "–"),
        (_("Language"), member.get_language_display()),
    ]
