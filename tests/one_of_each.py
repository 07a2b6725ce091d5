"""A row of every kind that the secretariat's admin shows."""

from decimal import Decimal

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

from accounts.models import User
from admission.models import Application
from archive.actions import store
from archive.models import Document
from billing import ubl
from billing.models import (
    AnnualFee,
    BankFile,
    BankRow,
    BookkeepingBatch,
    Budget,
    BudgetEntry,
    Dispute,
    EInvoiceDelivery,
    InKindApplication,
    Invoice,
    InvoiceDocument,
    Payment,
    ProposedExclusion,
    ReferenceRate,
    Reminder,
    Repayment,
    Terms,
)
from board.actions import (
    add_item,
    begin_minutes,
    cast_vote,
    decide,
    declare_recusal,
    end_item,
    open_meeting,
    send_minutes,
    sign_minutes,
    write_minutes,
)
from board.models import Body, Decision, Interest, Matter, Meeting, Minutes, Post, Seat, StandIn
from checks.actions import send
from checks.models import (
    AidCertificate,
    Assessment,
    Call,
    Extension,
    OldCheck,
    Payout,
    Project,
    Question,
    Reclaim,
    Report,
    Statement,
)
from checks.models import Application as CheckApplication
from events.models import Audience, Event, EventKind, Invitation, LocalNetwork, Registration, Series
from members.models import (
    AgendaVersion,
    Contact,
    FeeSchedule,
    Group,
    HeadCount,
    HeadCountRound,
    Industry,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Programme,
    Relation,
)
from outbox.models import Message
from proposals.models import Remark
from tests import build
from tests.billing.files import bgmax, camt, paid
from tests.checks.projects import (
    a_granted_check,
    a_payout,
    a_question,
    a_reclaim,
    a_report,
    a_signed_project,
    an_aid_check,
    an_extension,
    an_old_check,
    certified,
    passed_on,
)
from tests.outbox.letters import owe


def make() -> dict[type[Model], Model]:
    """One row of each model, with what stands on its page: parts, parties, votes, a document."""
    year = build.timezone.localdate().year
    build.the_programme()
    build.a_schedule(year)
    return {
        **of_the_register(year + 1),
        **of_the_bodies(),
        **of_the_money(),
        **of_the_reminding(),
        **of_the_projects(),
        **of_the_events(),
        User: build.a_user(),
        Message: owe(key="letter-1"),
        Application: build.an_application(),
        CheckApplication: of_a_check(),
        Remark: build.a_remark(build.a_contact(build.a_member(build.LONG_NAME))),
        Call: build.a_call(build.LONG_NAME, published=False),
    }


def of_a_check():
    application = build.a_check(call=build.a_call(is_sealed=False))
    build.a_partner(application, answer=True)
    build.a_check_file(application, build.LONG_NAME)
    send(application, by=application.saved_by, now=build.timezone.now())
    return application


def of_the_register(next_year):
    organisation = build.a_member(build.LONG_NAME)
    contact = build.a_contact(organisation)
    Relation.objects.create(organisation=organisation, kind=Relation.Kind.PARTNER)
    asked = build.a_round(next_year, opened=build.timezone.now())
    group = Group.objects.create(name="Fokusgrupp fordon")
    group.memberships.create(person=contact.person)
    audience = build.an_audience({"source": "contacts"}, {"source": "group", "group": group})
    return {
        Organisation: organisation,
        Contact: contact,
        Person: contact.person,
        Membership: Membership.objects.get(organisation=organisation),
        Group: group,
        Audience: audience,
        Invitation: build.an_invitation(person=contact.person, organisation=organisation),
        AgendaVersion: build.an_agenda(),
        FeeSchedule: build.a_schedule(next_year, adopted=False),
        HeadCountRound: asked,
        HeadCount: asked.head_counts.get(organisation=organisation),
        Programme: Programme.objects.get(),
        OrganisationKind: OrganisationKind.objects.first(),
        Industry: Industry.objects.first(),
    }


def of_the_bodies():
    today = build.timezone.localdate()
    seats = build.a_board(5)
    build.the_board().standing_items.create(position=1, title=build.LONG_NAME)
    waiting = build.a_matter()
    declare_recusal(waiting, seat=seats[4], reason="Äger aktier i leverantören.")
    settled = build.a_matter()
    for seat in seats:
        cast_vote(settled, seat=seat, choice="for")
    return {
        Body: build.the_board(),
        Seat: seats[0],
        Meeting: (meeting := open_meeting(build.the_board(), held_on=today, present=seats)),
        Minutes: signed_minutes(meeting, seats),
        Matter: waiting,
        Post: build.a_post(by=seats[0]),
        StandIn: build.a_stand_in(build.a_seat(build.a_body("valberedningen"))),
        Decision: decide(settled, by=seats[0], today=today),
        Interest: Interest.objects.create(
            person=seats[1].person,
            org_number=build.an_org_number(),
            name="Åmåls Lättmetall AB",
            nature="ägare",
        ),
    }


def signed_minutes(meeting, seats):
    """Of the meeting, where one point was treated; locked."""
    today = build.timezone.localdate()
    end_item(add_item(meeting, title=build.LONG_NAME), ending="treated")
    minutes = begin_minutes(meeting, by=seats[1], today=today)
    write_minutes(minutes, by=seats[1], texts={}, adjusters=[seats[2]])
    minutes = send_minutes(minutes, by=seats[1], today=today)
    for seat in seats[:3]:
        sha256 = minutes.document.sha256
        minutes = sign_minutes(minutes, seat=seat, sha256=sha256, factor="totp")
    return minutes


def of_the_bank(invoice):
    """A file that waits, a row to judge, and what was paid twice."""
    coming = [paid(5_000, invoice.ocr, payer=build.LONG_NAME[:35]), paid(100, number=2)]
    build.an_applied_bank_file(bgmax(coming))
    doubles = build.an_applied_bank_file(camt(coming))
    build.a_payment(5_000, ocr=invoice.ocr)
    return {
        BankFile: build.a_bank_file(camt([*coming, paid(10, number=3)], message="053")),
        BankRow: doubles.rows.first(),
        Repayment: Repayment.objects.first(),
    }


def of_the_money():
    invoice = build.an_invoice()
    document = store(b"%PDF-1.7", keep_until=build.in_seven_years())
    InvoiceDocument.objects.create(invoice=invoice, document=document, name=invoice.file_name)
    return {
        AnnualFee: AnnualFee.objects.get(invoices=invoice),
        InKindApplication: build.an_in_kind(status="reported", report="Klart."),
        Invoice: invoice,
        EInvoiceDelivery: EInvoiceDelivery.objects.create(
            invoice=invoice, document=store(ubl.render(invoice), keep_until=build.in_seven_years())
        ),
        Payment: build.a_payment(2_000, ocr=invoice.ocr),
        **of_the_bank(invoice),
        BookkeepingBatch: build.a_batch(),
        Budget: (budget := build.a_budget()),
        BudgetEntry: build.a_noted_outcome(budget),
        Document: document,
        Terms: Terms.objects.get(),
    }


def of_the_projects():
    check = build.a_sent_check()
    build.closed(check.call)
    assessment = build.an_assessment(check, build.a_seat(build.the_assessors()))
    project = a_signed_project(check)
    return {
        Assessment: assessment,
        Statement: Statement.objects.get(application=check),
        Project: project,
        AidCertificate: a_whole_certificate(),
        OldCheck: an_old_check(),
        Payout: a_payout(project),
        Extension: an_extension(project),
        Question: passed_on(a_question(project)),
        Reclaim: a_reclaim(a_signed_project(a_granted_check())),
        Report: a_report(project),
    }


def a_whole_certificate():
    return certified(
        an_aid_check(),
        others=[("Vinnova", build.timezone.localdate(), Decimal(10_000))],
        linked=[(build.LONG_NAME, "")],
    )


def of_the_events():
    series = Series.objects.create(name="LIGHTer International Conference", every_years=2)
    event = build.an_event(title=build.LONG_NAME, series=series, host=build.a_member())
    build.a_programme_item(event, kind="if_interest")
    build.an_add_on(event)
    build.a_goal(event)
    build.a_question(event, goal=build.a_goal(event, kind="quality", target=None, number=2))
    registration = build.a_registration(event, name=build.LONG_NAME[:120])
    registration.add_ons.create(
        add_on=event.add_ons.get(), state="registered", queued_at=build.timezone.now()
    )
    return {
        Event: event,
        EventKind: event.kind,
        LocalNetwork: build.a_network(build.LONG_NAME, build.a_contact(event.host)),
        Registration: registration,
        Series: series,
    }


def of_the_reminding():
    invoice = build.an_invoice()
    return {
        Reminder: build.a_reminder(invoice),
        Dispute: build.a_dispute(invoice),
        ProposedExclusion: build.a_proposed_exclusion(invoice),
        ReferenceRate: ReferenceRate.objects.first(),
    }


def registered() -> set[type[Model]]:
    """The models that have pages on the admin site."""
    return set(admin.site._registry)


def admin_url(model: type[Model], page: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)
