from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, DecimalField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from billing.actions import preview_round, send_reminders
from billing.models import BankFile, ReferenceRate, Reminder
from lattvikt.lib.admin_pages import FinalAdmin
from lattvikt.lib.history import TrackedAdmin
from lattvikt.lib.money import kronor
from outbox.models import Message


@admin.register(Reminder)
class ReminderAdmin(FinalAdmin):
    """What has been sent; and, on a page of its own, what waits to be."""

    change_list_template = "billing/admin/reminders.html"
    list_display = ["invoice", "buyer", "step", "made_on", "sum", "added", "paid_up_to", "letter"]
    list_filter = ["step", "made_on"]
    list_select_related = ["invoice"]
    search_fields = ["invoice__number", "invoice__buyer_name"]
    search_help_text = gettext_lazy("Invoice number or buyer")
    ordering = ["-made_on", "-pk"]
    fields = [
        "invoice",
        "step",
        "made_on",
        "paid_up_to",
        "sum",
        "charge",
        "interest",
        "sent_to",
        "letter",
        "made_by",
    ]
    readonly_fields = ["sum", "letter"]

    def get_queryset(self, request):
        step = Cast(OuterRef("step"), CharField())
        key = Concat(Value("reminder-"), OuterRef("invoice__number"), Value("-"), step)
        letters = Message.objects.filter(key=key).values("state")[:1]
        return super().get_queryset(request).annotate(letter_state=Subquery(letters))

    def get_urls(self):
        view = self.admin_site.admin_view(self.round)
        return [path("omgang/", view, name="billing_reminder_round"), *super().get_urls()]

    @admin.display(description=gettext_lazy("buyer"), ordering="invoice__buyer_name")
    def buyer(self, reminder):
        return reminder.invoice.buyer_name

    @admin.display(description=gettext_lazy("left to pay"), ordering="owed")
    def sum(self, reminder):
        return kronor(reminder.owed)

    @admin.display(description=gettext_lazy("charge and interest"))
    def added(self, reminder):
        return kronor(reminder.charge + (reminder.interest or 0) or None) or "–"

    @admin.display(description=gettext_lazy("letter"))
    def letter(self, reminder):
        return Message.State(reminder.letter_state).label if reminder.letter_state else "–"

    def round(self, request):
        """What would be sent today, what a person may propose, and what is held back and why."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        if request.method == "POST":
            return self.send(request, today)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Reminders to send"),
            "round": preview_round(today),
            "bank_date": BankFile.objects.latest_bank_date(),
        }
        return TemplateResponse(request, "billing/admin/round.html", context)

    def send(self, request, today):
        if not request.user.has_perm("billing.add_reminder"):
            raise PermissionDenied
        chosen = [int(key) for key in request.POST.getlist("invoice") if key.isdecimal()]
        return self.act(
            request,
            lambda: send_reminders(today=today, by=request.user, only=chosen),
            done=sent_in_words,
            back=reverse("admin:billing_reminder_round"),
        )


def sent_in_words(count):
    if not count:
        return _("No reminder was sent: none was chosen, or they are no longer to be reminded of.")
    told = ngettext(
        "%(count)s reminder is on its way.", "%(count)s reminders are on their way.", count
    )
    return told % {"count": count}


@admin.register(ReferenceRate)
class ReferenceRateAdmin(TrackedAdmin):
    list_display = ["starts_on", "percent"]
    ordering = ["-starts_on"]
    fields = ["starts_on", "percent"]
    # With a comma, as people write it, or with a point.
    formfield_overrides = {DecimalField: {"localize": True}}

    def has_delete_permission(self, request, obj=None):
        return False
