"""A year's invoicing from the terminal: the same preview, work and report as in the admin."""

from contextlib import contextmanager
from threading import Event, Thread

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, gettext, override

from billing.actions import carry_out_run, control_report, preview_run, progress_of
from lattvikt.lib.refused import Refused
from lattvikt.lib.stopping import stops_between_pieces
from members.models import FeeSchedule

EVERY = 0.3  # seconds between two looks at the rows
WIDTH = 30  # characters of the bar
INTERRUPTED = 130  # what a shell expects after Ctrl-C


class Command(BaseCommand):
    help = (
        "Invoice the members of a year whose run has been approved. What has been done is done: "
        "stop it, kill it or start it twice, and the next start does the rest."
    )

    def add_arguments(self, parser):
        parser.add_argument("--year", type=int, required=True)
        only = parser.add_mutually_exclusive_group()
        only.add_argument("--dry-run", action="store_true", help="show what it comes to")
        only.add_argument("--report", action="store_true", help="show what is missing afterwards")

    def handle(self, *, year, dry_run, report, **options):
        schedule = schedule_of(year)
        if dry_run:
            return self.show("billing/run/preview.txt", run=preview_run(schedule))
        if not report:
            self.carry_out(schedule)
        return self.show_report(schedule)

    def carry_out(self, schedule):
        """The work, with a bar for who watches."""
        try:
            with stops_between_pieces(), bar(schedule, self.stdout):
                carry_out_run(schedule.year, today=timezone.localdate())
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except KeyboardInterrupt:
            text = gettext("Stopped. What is done is done; start again for the rest.")
            raise CommandError(text, returncode=INTERRUPTED) from None

    def show_report(self, schedule):
        """Raises CommandError when something that this command does is missing."""
        report = control_report(schedule)
        progress = progress_of(schedule, today=timezone.localdate())
        self.show("billing/run/report.txt", report=report, progress=progress)
        *own, _letters = progress.stages
        if report.has_gaps or not all(stage.is_done for stage in own):
            raise CommandError(gettext("Something is missing, see above."))

    def show(self, template, **context):
        self.stdout.write(render_to_string(template, context).strip())


def schedule_of(year):
    schedules = FeeSchedule.objects.adopted().prefetch_related("tiers")
    if schedule := schedules.filter(year=year).first():
        return schedule
    raise CommandError(gettext("The annual meeting has not adopted the fees for this year."))


@contextmanager
def bar(schedule, out):
    """While the work goes on, how far it has come; nothing where nobody watches."""
    if not out.isatty():
        yield
        return
    is_over = Event()
    watcher = Thread(target=watch, args=(schedule, out, is_over, get_language()), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()


def watch(schedule, out, is_over, language):
    """Reads the rows on a connection of its own, and so sees what others do as well."""
    try:
        with override(language):
            while not is_over.wait(EVERY):
                out.write(f"\r{line_of(schedule)}", ending="")
            out.write(f"\r{line_of(schedule)}")
    finally:
        connection.close()


def line_of(schedule):
    """«Avgifter 70/70  Fakturor 70/70  Dokument 20/70  [████······]»."""
    *stages, _letters = progress_of(schedule, today=timezone.localdate()).stages
    counts = "  ".join(f"{stage.label} {stage.done}/{stage.total}" for stage in stages)
    done, total = sum(stage.done for stage in stages), sum(stage.total for stage in stages)
    filled = WIDTH * done // total if total else WIDTH
    return f"{counts}  [{'█' * filled}{'·' * (WIDTH - filled)}]"
