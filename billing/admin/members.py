"""What billing adds to a member's own page: the credit that it has."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.models import Payment
from lattvikt.lib.admin_pages import ReadInline
from lattvikt.lib.money import kronor
from members.admin.organisations import OrganisationAdmin
from members.models import Organisation


class CreditInline(ReadInline):
    """Money that the member has paid and that settles nothing yet."""

    model = Payment
    verbose_name_plural = gettext_lazy("credit")
    fields = readonly_fields = ["received_on", "paid", "left", "use"]

    def get_queryset(self, request):
        return super().get_queryset(request).credits()

    @admin.display(description=gettext_lazy("paid"))
    def paid(self, payment):
        return kronor(payment.amount)

    @admin.display(description=gettext_lazy("credit"))
    def left(self, payment):
        return kronor(payment.unallocated)

    @admin.display(description="")
    def use(self, payment):
        url = reverse("admin:billing_payment_para-ihop", args=[payment.pk])
        return format_html('<a href="{}">{}</a>', url, _("Allocate it to an invoice"))


admin.site.unregister(Organisation)


@admin.register(Organisation)
class MemberAdmin(OrganisationAdmin):
    inlines = [*OrganisationAdmin.inlines, CreditInline]
