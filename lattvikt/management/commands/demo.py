"""An invented programme, the same every time relative to the current year."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from lattvikt.demo import (
    applications,
    bank,
    budget,
    checks,
    corrections,
    decided_call,
    einvoices,
    events,
    goals,
    head_counts,
    in_kind,
    invited,
    meetings,
    money,
    networks,
    news,
    public_checks,
    register,
    reminders,
    views_and_needs,
)
from lattvikt.demo.calendar import days_for
from members.models import Organisation


class Command(BaseCommand):
    help = "Load the demonstration programme. Only where LATTVIKT_DEMO is on; safe to run twice."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("The demonstration is off here: LATTVIKT_DEMO is not set.")
        if Organisation.objects.exists():
            self.stdout.write("There is a programme already; nothing was changed.")
            return
        with translation.override("sv"):
            load(timezone.localdate())
        self.stdout.write("The demonstration programme is loaded.")


@transaction.atomic
def load(today):
    days = days_for(today)
    register.make_programme()
    register.make_schedules(days.year)
    agenda = register.make_agenda(days.year)
    organisations = register.make_members(days.year, agenda)
    einvoices.choose_ways(organisations)
    register.make_contacts(organisations)
    register.make_outsiders()
    people = register.make_people()
    register.make_board(people, organisations, since=organisations[0].memberships.get().starts_on)
    register.give_logins_their_members(people, organisations)
    treasurer = people["ekonomi@lattvikt.example"].user
    secretary = people["kansliet@lattvikt.example"].user
    decided_call.make_decided_call(people=people, days=days)
    public_checks.make_public_checks(days=days)
    in_kind.make_in_kind(people=people, days=days)
    money.bill_the_year(treasurer=treasurer, days=days)
    budget.make_budgets(treasurer=treasurer, days=days)
    budget.hand_over_to_the_bookkeeping(treasurer=treasurer, days=days)
    head_counts.ask_for_next_year(secretary=secretary, days=days)
    reminders.object_to_one(secretary=secretary, days=days)
    checks.make_calls(days=days)
    applications.make_applications(people=people, agenda=agenda, days=days)
    meetings.make_meetings(days=days)
    news.make_news(days=days)
    events.make_events(secretary=secretary, days=days)
    invited.invite_to_the_next(days=days)
    goals.make_member_meeting(days=days)
    views_and_needs.make_views_and_needs(people=people, days=days)
    networks.make_networks(people=people, days=days)
    money.bill_newcomers(treasurer=treasurer, days=days)
    bank.read_a_file(treasurer=treasurer, days=days)
    corrections.bill_those_who_waited(days=days)
    corrections.correct_some(treasurer=treasurer, days=days)
    corrections.invoice_a_conference(treasurer=treasurer, days=days)
