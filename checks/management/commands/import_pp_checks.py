"""The PP-checkar from before this system, from a list."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from checks.actions import keep_old_checks
from checks.forms import old_checks_in


class Command(BaseCommand):
    help = (
        "Keep the PP-checkar of a CSV file (UTF-8; år, organisation, titel, belopp). All or "
        "nothing; those that are there already are left as they are."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file, **options):
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                made = keep_old_checks(old_checks_in(lines))
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError(f"{file}: {fault}") from None
        except ValidationError as fault:
            raise CommandError(fault.messages[0]) from None
        self.stdout.write(f"{made} kept.")
