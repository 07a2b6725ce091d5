"""The invoices of a year as e-invoices, for an access point or a buyer's system."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from billing.actions import export_einvoices


class Command(BaseCommand):
    help = "Write a year's invoices and credit notes as Peppol BIS Billing 3.0. Safe to run twice."

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, required=True, help="the year of the series")
        parser.add_argument("--to", type=Path, required=True, help="the folder to write to")

    def handle(self, *args, year, to, **options):
        with translation.override(settings.LANGUAGE_CODE):
            written, left_out = export_einvoices(year=year, to=to)
            self.stdout.write(
                _("E-invoices in %(folder)s: %(count)s") % {"count": written, "folder": to}
            )
            for invoice, broken in left_out:
                reasons = " ".join(map(str, broken))
                self.stdout.write(f"{invoice.number} {invoice.buyer_name}: {reasons}")
