"""Read a file from the bank on the command line: the same as the secretariat's pages do."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation
from django.utils.text import capfirst

from billing.actions import AlreadyRead, apply_file, apply_rows, preview_file, stage_file
from billing.bank import CsvMapping
from billing.models import BankRow
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused

COLUMNS = ["date", "amount", "reference", "text", "payer", "account", "separator", "decimal"]


class Command(BaseCommand):
    help = "Bring in the payments of a file from the bank: camt.054, camt.053, BgMax or CSV."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")
        for name in [*COLUMNS, "encoding"]:
            parser.add_argument(f"--csv-{name}", help=f"CSV only: {name}, as on the page")
        parser.add_argument("--csv-header-row", type=int)

    def handle(self, *, file, dry_run, **options):
        with translation.override("sv"):
            try:
                self.bring_in(file, csv_mapping(options), dry_run=dry_run)
            except AlreadyRead as known:
                self.stdout.write(f"{known} {known.bank_file.get_state_display()}.")
            except Refused as refused:
                raise CommandError(str(refused)) from refused
            except OSError as error:
                raise CommandError(str(error)) from error

    @transaction.atomic
    def bring_in(self, path, mapping, *, dry_run):
        """All of it in one transaction, which a dry run takes back."""
        with path.open("rb") as file:
            bank_file = stage_file(file, name=path.name, by=None, mapping=mapping)
        self.stdout.write(f"{bank_file.name}: {bank_file.format}, {kronor(bank_file.total)}")
        if dry_run:
            self.tell(preview_file(bank_file).by_outcome)
            transaction.set_rollback(True)
            return
        apply_file(bank_file, by=None)
        apply_rows(bank_file.pk)
        self.tell(bank_file.rows.by_outcome())

    def tell(self, outcomes):
        for one in outcomes:
            words = capfirst(BankRow.Outcome(one["outcome"]).label)
            self.stdout.write(f"{words}: {one['rows']}, {kronor(one['sum'])}")


def csv_mapping(options) -> CsvMapping | None:
    said = {
        name: options[f"csv_{name}"]
        for name in CsvMapping.__dataclass_fields__
        if options.get(f"csv_{name}") is not None
    }
    return CsvMapping(**said) if {"date", "amount"} <= said.keys() else None
