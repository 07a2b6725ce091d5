from functools import partial

from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.models import EInvoiceDelivery
from lattvikt.lib.admin_pages import FinalAdmin
from outbox.actions import send_again, withdraw
from outbox.admin import NeedsPerson


@admin.register(EInvoiceDelivery)
class EInvoiceDeliveryAdmin(FinalAdmin):
    """E-invoices on their way: a person judges what the access point could not settle."""

    change_form_template = "billing/admin/einvoice.html"
    change_list_template = "billing/admin/einvoices.html"
    buttons = {"igen": "send_again", "behovs-inte": "withdraw"}
    list_display = ["number", "buyer", "address", "state", "queued_at", "sent_at"]
    list_filter = [NeedsPerson, "state"]
    list_select_related = ["invoice"]
    search_fields = ["invoice__number", "invoice__buyer_name", "invoice__einvoice_address"]
    search_help_text = gettext_lazy("Invoice number, buyer or e-invoice address")
    ordering = ["-pk"]
    fieldsets = [
        (None, {"fields": ["invoice_link", "buyer", "address", "file"]}),
        (
            gettext_lazy("What has happened"),
            {
                "fields": [
                    "state",
                    "error",
                    "attempts",
                    "queued_at",
                    "not_before",
                    "sent_at",
                    "judged_by",
                    "judged_at",
                ]
            },
        ),
    ]

    def changelist_view(self, request, extra_context=None):
        is_open = import_string(settings.EINVOICE_ADAPTER)().is_open()
        return super().changelist_view(request, {"is_open": is_open, **(extra_context or {})})

    @admin.display(description=gettext_lazy("invoice"), ordering="invoice__number")
    def number(self, delivery):
        return delivery.invoice.number

    @admin.display(description=gettext_lazy("buyer"), ordering="invoice__buyer_name")
    def buyer(self, delivery):
        return delivery.invoice.buyer_name

    @admin.display(description=gettext_lazy("e-invoice address"))
    def address(self, delivery):
        return delivery.invoice.einvoice_address

    @admin.display(description=gettext_lazy("invoice"))
    def invoice_link(self, delivery):
        url = reverse("admin:billing_invoice_change", args=[delivery.invoice_id])
        return format_html('<a href="{}">{}</a>', url, delivery.invoice.number)

    @admin.display(description=gettext_lazy("file"))
    def file(self, delivery):
        url = reverse("admin:billing_invoice_e-faktura", args=[delivery.invoice_id])
        return format_html('<a href="{}">{}</a>', url, delivery)

    def send_again(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(send_again, by=request.user),
            title=_("Send again"),
            text=_(
                "Ask the access point first when the e-invoice may have arrived: it goes out a "
                "second time."
            ),
            button=_("Send again"),
            done=_("The e-invoice is sent again."),
        )

    def withdraw(self, request, pk):
        return self.press(
            request,
            self.one_to_act_on(request, pk),
            partial(withdraw, by=request.user),
            title=_("Not needed"),
            text=_(
                "Do it when the e-invoice has arrived after all, or is not needed any more. It "
                "will not be sent."
            ),
            button=_("Not needed"),
            done=_("The e-invoice will not be sent."),
        )
