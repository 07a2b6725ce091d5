from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from billing.models import Terms
from lattvikt.lib.history import TrackedAdmin


@admin.register(Terms)
class TermsAdmin(TrackedAdmin):
    """One row, made by a migration."""

    list_display = ["__str__", "in_kind_apply_by", "first_reminder_after", "charges_interest"]
    fieldsets = [
        (
            _("In-kind"),
            {
                "fields": [
                    "in_kind_apply_by",
                    "in_kind_decide_by",
                    "in_kind_report_by",
                    "in_kind_hourly_rate",
                    "non_profit_waits",
                ]
            },
        ),
        (_("Payments"), {"fields": ["tolerance"]}),
        (
            _("Reminders"),
            {
                "fields": [
                    "first_reminder_after",
                    "second_reminder_after",
                    "proposal_after",
                    "bank_date_may_lag",
                    "reminds_by_itself",
                    "charges_agreed_from",
                    "reminder_charge",
                    "charges_interest",
                    "interest_above_reference",
                ]
            },
        ),
        (
            _("The letters' own texts"),
            {"fields": ["first_text_sv", "first_text_en", "second_text_sv", "second_text_en"]},
        ),
        (
            _("Bookkeeping"),
            {
                "fields": [
                    "receivable_account",
                    "bank_account",
                    "fee_account",
                    "other_account",
                    "vat_account",
                    "vat_account_12",
                    "vat_account_6",
                    "advance_account",
                    "charge_account",
                    "rounding_account",
                ]
            },
        ),
        (_("Budget"), {"fields": ["shared_share", "shared_share_tolerance"]}),
    ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
