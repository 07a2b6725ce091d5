"""What a period holds for the bookkeeping, as a SIE 4I file."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from billing.actions import make_batch, preview_batch
from lattvikt.lib.money import two_decimals
from lattvikt.lib.refused import Refused


class Command(BaseCommand):
    help = (
        "Make the period's batch for the bookkeeping and write its SIE 4I file. An event goes in "
        "one batch only; an earlier batch's file is fetched again in the admin."
    )

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True)
        parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True)
        parser.add_argument("--to-file", type=Path, help="Otherwise by its own name, here.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what it would hold.")

    def handle(self, *, first, last, to_file, dry_run, **options):
        with translation.override("sv"):
            contents = preview_batch(from_day=first, to_day=last)
            self.tell(contents)
            if dry_run:
                return
            try:
                batch = make_batch(from_day=first, to_day=last, by=None, now=timezone.now())
            except Refused as refused:
                raise CommandError(str(refused)) from None
        path = to_file or Path(batch.file_name)
        path.write_bytes(batch.document.content)
        self.stdout.write(f"Underlag {batch}: {batch.vouchers} verifikationer i {path}")

    def tell(self, contents):
        for kind, number in contents.counts:
            self.stdout.write(f"{number:>7} {kind}")
        for account, amount in contents.balances.items():
            self.stdout.write(f"{account:>7} {two_decimals(amount):>18}")
