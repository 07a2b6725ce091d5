from django.urls import path, register_converter
from django.urls.converters import StringConverter

from billing import views


class InvoiceNumberConverter(StringConverter):
    """«2027-00001», and nothing that no invoice is called."""

    regex = "[0-9]{4}-[0-9]{5,}"


register_converter(InvoiceNumberConverter, "invoice_number")

app_name = "billing"
urlpatterns = [
    path("", views.invoices, name="invoices"),
    path("<invoice_number:number>/", views.invoice, name="invoice"),
    path("<invoice_number:number>/invandning/", views.dispute, name="dispute"),
    path("<invoice_number:number>/pdf/", views.pdf, name="pdf"),
    path("<invoice_number:number>/e-faktura/", views.einvoice, name="einvoice"),
]
