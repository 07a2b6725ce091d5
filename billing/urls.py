from django.urls import path

from billing import views

app_name = "billing"
urlpatterns = [
    path("", views.invoices, name="invoices"),
    path("<str:number>/", views.invoice, name="invoice"),
    path("<str:number>/pdf/", views.pdf, name="pdf"),
]
