"""Small sentences that make what a test needs. Every default is a plain case."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.utils import timezone
from pypdf import PdfWriter
from stdnum import luhn

from accounts.models import User
from admission.models import Application
from archive.actions import store
from billing.actions import (
    apply_file,
    apply_rows,
    credit,
    issue_invoices,
    raise_dispute,
    register_payment,
    stage_file,
)
from billing.models import (
    AnnualFee,
    BookkeepingBatch,
    Budget,
    BudgetEntry,
    InKindApplication,
    Invoice,
    InvoiceDocument,
    ProposedExclusion,
    Reminder,
    Terms,
)
from board.actions import open_meeting, publish_post, write_post
from board.models import Body, Matter, Seat, StandIn
from checks.actions import (
    add_file,
    answer_for_partner,
    ask_partner,
    assess,
    begin,
    save_draft,
    send,
)
from checks.models import Application as CheckApplication
from checks.models import Assessment, Assessor, Call, Statement
from events.models import (
    Audience,
    Event,
    EventKind,
    Invitation,
    LocalNetwork,
    Registration,
    facts_of,
)
from lattvikt.lib.uploads import Judged
from members.actions import open_round
from members.models import (
    AgendaVersion,
    Contact,
    FeeSchedule,
    HeadCountRound,
    Industry,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Programme,
    Relation,
)
from members.models import Group as PeopleGroup
from proposals.models import Remark

FEES = {1: 5_000, 51: 15_000, 251: 25_000, 501: 120_000}
LONG_NAME = "Föreningen för Åländska Östersjövarvens Gemensamma Lättviktsforskning i Övertorneå"

numbers = count(1)


def an_org_number(first="556"):
    """A number nobody else in this run has, with a right check digit."""
    body = f"{first}{700_000 + next(numbers):06}"
    return body + luhn.calc_check_digit(body)


def a_user(email=None, *, verified=True, **fields):
    email = email or f"person{next(numbers)}@example.org"
    user = User.objects.create_user(email, **fields)
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def with_second_factor(user):
    """So that the middleware lets staff and seat holders through."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def a_secretary(**fields):
    """Somebody of the secretariat with every permission; groups have tests of their own."""
    return with_second_factor(a_user(is_staff=True, is_superuser=True, **fields))


def of_the_staff(group):
    """Somebody of one of the staff's groups."""
    user = a_user(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def a_person(name="Anna Åkesson", **fields):
    fields.setdefault("user", a_user())
    email = fields["user"].email if fields["user"] else f"guest{next(numbers)}@example.org"
    return Person.objects.create(**{"name": name, "email": email, **fields})


def the_programme(**fields):
    defaults = {
        "name": "Medlemsprogram Lättvikt",
        "org_number": "8024062310",
        "street": "Lättviktsgatan 1",
        "postal_code": "41101",
        "city": "Göteborg",
        "email": "kansli@lattvikt.example",
        "bankgiro": "9912346",
        "seat": "Göteborg",
    }
    return Programme.objects.update_or_create(pk=1, defaults={**defaults, **fields})[0]


def an_organisation(name="Verkstaden i Åmål AB", **fields):
    defaults = {
        "org_number": an_org_number(),
        "employees": 40,
        "is_for_profit": True,
        "kind": OrganisationKind.objects.filter(sector="company").first(),
        "street": "Storgatan 1",
        "postal_code": "66230",
        "city": "Åmål",
        "invoice_email": "faktura@verkstaden.example",
        "accepts_pdf_since": date(2026, 1, 1),
    }
    return Organisation.objects.create(name=name, **{**defaults, **fields})


def a_member(name="Verkstaden i Åmål AB", *, since=date(2026, 1, 1), until=None, **fields):
    """An organisation with a membership."""
    organisation = an_organisation(name, **fields)
    Membership.objects.create(
        organisation=organisation,
        starts_on=since,
        ends_on=until,
        end_reason="Egen begäran" if until else "",
    )
    return organisation


def a_contact(organisation, role=Contact.Role.CONTACT, *, person=None, **fields):
    return Contact.objects.create(
        organisation=organisation,
        person=person or a_person(),
        role=role,
        **{"since": date(2026, 1, 1), **fields},
    )


def a_schedule(year=None, *, adopted=True, approved=True, fees=FEES):
    """The programme's four tiers, adopted and with an approved run unless said otherwise."""
    year = year or timezone.localdate().year
    schedule = FeeSchedule.objects.create(
        year=year,
        adopted_on=date(year - 1, 11, 1) if adopted else None,
        decision_reference=f"Årsstämman {year - 1}, § 12" if adopted else "",
        run_approved_at=timezone.now() if adopted and approved else None,
    )
    for bound, amount in fees.items():
        schedule.tiers.create(from_employees=bound, amount=Decimal(amount))
    return schedule


def a_round(year=None, *, opened=None, **fields):
    """Next year's head-count round, planned for today; open if it is said when it was opened."""
    today = timezone.localdate(opened)
    year = year or today.year + 1
    defaults = {
        "opens_on": today,
        "reminds_on": today + timedelta(days=14),
        "answer_by": today + timedelta(days=30),
    }
    planned = HeadCountRound.objects.create(year=year, **{**defaults, **fields})
    return open_round(planned, by=a_user(is_staff=True), now=opened) if opened else planned


def an_agenda(label="2026"):
    return AgendaVersion.objects.create(
        label=label, adopted_on=date(2026, 1, 15), text="# Lättviktsagendan\n\nLätt är rätt."
    )


def an_application(*, status=Application.Status.SUBMITTED, **fields):
    """An application whose every field is filled in, and saved with the status."""
    agenda = AgendaVersion.objects.in_force() or an_agenda()
    defaults = {
        "applicant": fields.get("applicant") or a_user(),
        "org_number": an_org_number(),
        "name": "Lätta Detaljer i Göteborg AB",
        "kind": OrganisationKind.objects.filter(sector="company").first(),
        "is_for_profit": True,
        "industry": Industry.objects.get(name="Fordon"),
        "region": "14",
        "employees": 51,
        "street": "Hamngatan 2",
        "postal_code": "41101",
        "city": "Göteborg",
        "invoice_email": "faktura@lattadetaljer.example",
        "accepts_pdf": True,
        "contact_name": "Örjan Öberg",
        "agenda_version": agenda,
        "support_stated_by": "Örjan Öberg",
        "support_stated_at": timezone.now(),
        "submitted_at": timezone.now(),
    }
    return Application.objects.create(status=status, **{**defaults, **fields})


def the_board():
    return Body.objects.get(slug="styrelsen")


def a_seat(body=None, role=Seat.Role.MEMBER, *, person=None, **fields):
    """A seat whose holder has a login with a second factor."""
    person = person or a_person(f"Ledamot {next(numbers)}")
    if person.user and not Authenticator.objects.filter(user=person.user).exists():
        with_second_factor(person.user)
    return Seat.objects.create(
        body=body or the_board(), person=person, role=role, **{"since": date(2026, 1, 1), **fields}
    )


def a_board(size=7, body=None):
    """Chair, vice chair and members, in that order."""
    roles = [Seat.Role.CHAIR, Seat.Role.VICE_CHAIR] + [Seat.Role.MEMBER] * size
    return [a_seat(body, role) for role in roles[:size]]


def a_matter(body=None, **fields):
    """A matter without a case, between meetings: nothing is carried out when it is decided."""
    defaults = {
        "title": "Verksamhetsplan",
        "resolution": "Att anta verksamhetsplanen.",
        "answer_by": timezone.localdate() + timedelta(days=14),
    }
    return Matter.objects.create(body=body or the_board(), **{**defaults, **fields})


def a_stand_in(seat, *, meeting=None, deputy=None) -> StandIn:
    """A deputy who has said yes to taking the seat's place at a meeting."""
    meeting = meeting or open_meeting(seat.body, held_on=timezone.localdate())
    return StandIn.objects.create(
        meeting=meeting,
        seat=seat,
        deputy=deputy or a_seat(seat.body, Seat.Role.DEPUTY),
        state=StandIn.State.ACCEPTED,
        asked_at=timezone.now(),
    )


def a_post(meeting=None, by=None, *, published=True, **fields):
    """News after a meeting that has been held."""
    by = by or a_seat()
    meeting = meeting or open_meeting(by.body, held_on=timezone.localdate())
    texts = {"title": "Styrelsen hos IF Metall", "text": "I onsdags sågs styrelsen."}
    post = write_post(meeting, by=by, **{**texts, **fields})
    return publish_post(post) if published else post


def a_body(slug, **fields):
    return Body.objects.create(
        slug=slug, **{"name": slug.title(), "name_en": slug.title(), **fields}
    )


def a_fee(organisation=None, *, year=None, employees=40, amount=5_000):
    """What a member owes for a year, as `raise_annual_fees` would have it for the lowest tier."""
    return AnnualFee.objects.create(
        organisation=organisation or a_member(),
        year=year or timezone.localdate().year,
        employees=employees,
        from_employees=1,
        to_employees=50,
        amount=Decimal(amount),
    )


def an_invoice(organisation=None, *, today=None, **fields):
    """An issued invoice for this year's fee; the year's run is approved, and nobody waits."""
    today = today or timezone.localdate()
    Terms.objects.filter(non_profit_waits=True).update(non_profit_waits=False)
    Programme.objects.exclude(bankgiro="").exists() or the_programme()
    FeeSchedule.objects.filter(year=today.year).exists() or a_schedule(today.year)
    return invoice_of(a_fee(organisation, year=today.year, **fields), today=today)


def invoice_of(fee, *, today):
    """The fee's invoice, issued on the day."""
    issue_invoices(AnnualFee.objects.filter(pk=fee.pk), today=today)
    return Invoice.objects.get(fee=fee)


def a_payment(amount=5_000, *, ocr="", received_on=None, **fields):
    """Money that has come in and been registered, which settles what its OCR says."""
    return register_payment(
        bank_reference=fields.pop("bank_reference", f"bank-{next(numbers)}"),
        received_on=received_on or timezone.localdate(),
        amount=Decimal(amount),
        ocr=ocr,
        **fields,
    ).payment


def credited(invoice):
    """The invoice wholly taken back; its fee is to be invoiced anew."""
    return credit(invoice, reason="Fel adress", by=None, today=invoice.issued_on)


def a_bank_file(content, *, by=None, mapping=None, name="bank.xml"):
    """What the bank sent, read into rows that wait to be applied."""
    return stage_file(BytesIO(content), name=name, by=by, mapping=mapping)


def an_applied_bank_file(content, *, by=None, mapping=None, name="bank.xml"):
    """A bank file whose rows have done what they do."""
    bank_file = a_bank_file(content, by=by, mapping=mapping, name=name)
    apply_file(bank_file, by=by)
    apply_rows(bank_file.pk)
    bank_file.refresh_from_db()
    return bank_file


def a_budget(year=None, *, adopted=True, shared_cost=2_000_000, **amounts):
    """The year's budget: a million of fees, and its costs, unless said otherwise by kind."""
    year = year or timezone.localdate().year
    budget = Budget.objects.create(
        year=year,
        shared_cost=shared_cost and Decimal(shared_cost),
        adopted_on=date(year - 1, 11, 20) if adopted else None,
        decision_reference=f"Årsstämman {year - 1}, § 13" if adopted else "",
    )
    usual = {"fees": 1_000_000, "checks": 300_000, "courses": 200_000, "shared_management": 200_000}
    for kind, amount in (amounts or usual).items():
        budget.lines.create(kind=kind, amount=Decimal(amount))
    return budget


def a_noted_outcome(budget, kind="courses", amount=25_000, **fields):
    """What the treasurer has noted on a line of the budget."""
    return BudgetEntry.objects.create(
        line=budget.lines.get(kind=kind),
        amount=Decimal(amount),
        **{"on": date(budget.year, 3, 1), "text": "Inspelning av webbkurs", **fields},
    )


def a_batch(**fields):
    """What was handed to the bookkeeping for a year that is over."""
    year = timezone.localdate().year - 1
    defaults = {
        "number": 1,
        "from_day": date(year, 1, 1),
        "to_day": date(year, 12, 31),
        "vouchers": 1,
        "debit": Decimal(5_000),
        "document": store(b"#FLAGGA 0\r\n", keep_until=in_seven_years()),
    }
    return BookkeepingBatch.objects.create(**defaults | fields)


def with_document(invoice):
    """The invoice as it is when its PDF has been made, and its letter delivered."""
    document = store(b"%PDF-1.7 " + invoice.number.encode(), keep_until=in_seven_years())
    InvoiceDocument.objects.create(invoice=invoice, document=document, name=invoice.file_name)
    return invoice


def payments_known_to(day):
    """The bank has told of a payment on the day: one krona from somebody unknown."""
    return a_payment(1, received_on=day)


def a_dispute(invoice, *, today=None, **fields):
    """An objection by somebody who acts for the buyer."""
    facts = {"reason": "Vi var 12 anställda, inte 40.", "by": a_user(), "is_from_member": True}
    return raise_dispute(invoice, today=today or timezone.localdate(), **{**facts, **fields})


def a_reminder(invoice, step=1, **fields):
    """That the buyer has been reminded, without the letter."""
    today = timezone.localdate()
    facts = {"made_on": today, "paid_up_to": today, "sent_to": "faktura@verkstaden.example"}
    return Reminder.objects.create(
        invoice=invoice, step=step, **{**facts, "owed": invoice.total, **fields}
    )


def a_proposed_exclusion(invoice, **fields):
    """Before the board, as the secretariat has put it."""
    return ProposedExclusion.objects.create(
        invoice=invoice,
        membership=invoice.organisation.memberships.get(),
        matter=fields.pop("matter", None) or a_matter(title="Obetald avgift"),
        **{"proposed_by": a_user(), **fields},
    )


def a_call(name="Medlemscheckar hösten", *, published=True, **fields):
    """A call of a million that opened yesterday and closes in a month, with two criteria."""
    now = timezone.now()
    defaults = {
        "name_en": name,
        "text": "Korta teknikprojekt.",
        "text_en": "Short technology projects.",
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=30),
        "budget": Decimal(1_000_000),
        "largest_amount": Decimal(350_000),
        "own_percent": 25,
        "published_at": now if published else None,
    }
    call = Call.objects.create(name=name, **{**defaults, **fields})
    call.criteria.create(position=1, text="Nyhetsvärde", text_en="Novelty", weight=2)
    call.criteria.create(position=2, text="Nytta", text_en="Benefit", weight=1)
    return call


CHECK = {
    "title": "Lättare landställ",
    "problem": "Landstället väger för mycket.",
    "aim": "Att veta om det kan göras i kompositmaterial.",
    "plan": "Beräkna, bygga och prova.",
    "months": 6,
    "asked": Decimal(300_000),
}
COSTS = (("work", "Beräkning", Decimal(250_000)), ("material", "Prov", Decimal(150_000)))


def a_check(organisation=None, *, call=None, by=None, costs=COSTS, **answers) -> CheckApplication:
    """A whole draft: 300 000 kr of 400 000 kr is asked for, unless said otherwise."""
    by = by or a_user()
    application = begin(
        call or a_call(), organisation=organisation or a_member(), by=by, now=timezone.now()
    )
    written = {**CHECK, **answers}
    return save_draft(application, version=0, answers=written, costs=costs, by=by)


def a_sent_check(organisation=None, *, by=None, **fields) -> CheckApplication:
    by = by or a_user()
    application = a_check(organisation, by=by, **fields)
    send(application, by=by, now=timezone.now())
    application.refresh_from_db()
    return application


def closed(call) -> Call:
    """The call as it is when its closing moment has just passed."""
    moment = timezone.now() - timedelta(seconds=1)
    Call.objects.filter(pk=call.pk).update(opens_at=moment - timedelta(days=9), closes_at=moment)
    call.refresh_from_db()
    return call


def the_assessors():
    return Body.objects.get(slug="ledningsgruppen")


def an_assessment(application, seat, points=4, reason="Nytt för dem.") -> Assessment:
    """The seat's assessment, with the same points on each criterion; asked for if it was not."""
    moment = timezone.now()
    Assessor.objects.get_or_create(
        application=application, seat=seat, defaults={"asked_at": moment}
    )
    scores = dict.fromkeys(application.call.criteria.all(), (points, reason))
    return assess(application, seat=seat, scores=scores, now=moment)


def a_statement(application=None, *, amount=300_000, rank=1, **fields) -> Statement:
    """That the assessing body recommends it; without an amount it advises against."""
    application = application or a_sent_check()
    seat = fields.pop("by", None) or a_seat(the_assessors())
    return Statement.objects.create(
        application=application,
        recommendation="grant" if amount else "decline",
        amount=amount and Decimal(amount),
        rank=rank,
        **{"text": "Nytt och till nytta.", "by": seat, "at": timezone.now(), **fields},
    )


def a_pdf() -> bytes:
    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(content)
    return content.getvalue()


def a_check_file(application, title="Ritning"):
    judged = Judged(a_pdf(), "application/pdf")
    return add_file(application, judged=judged, title=title, by=a_user(), now=timezone.now())


def a_partner(application, *, answer=None, **fields):
    """Asked, and with an answer when one is given. No member unless it is said which."""
    other = {
        "name": "Gjuteriet i Ö AB",
        "org_number": an_org_number(),
        "contact_name": "Östen Öberg",
        "email": "osten@gjuteriet.example",
        "language": "sv",
    }
    facts = fields if "organisation" in fields else {**other, **fields}
    partner = ask_partner(
        application, **{"role": "Gjuter proven", "by": a_user(), "now": timezone.now(), **facts}
    )
    if answer is None:
        return partner
    now = timezone.now()
    return answer_for_partner(partner, consents=answer, by_name="Östen Öberg", now=now)


def in_seven_years():
    return date(timezone.localdate().year + 7, 12, 31)


def a_non_profit(name="Universitetet i Ådalen", **fields):
    """A member that may pay in kind."""
    kind = OrganisationKind.objects.filter(sector="academia").first()
    defaults = {"is_for_profit": False, "kind": kind, "buyer_reference": "Kostnadsställe 4711"}
    return a_member(name, **{**defaults, **fields})


def an_in_kind(
    organisation=None, *, year=None, status="submitted", tasks=(("Kurs", 10),), **fields
):
    """An application to pay with work, worth 8 500 kr unless said otherwise."""
    today = timezone.localdate()
    ended = status not in InKindApplication.HOLDING
    judged = {"delivered": 8_500, "partly": 2_000, "undelivered": 0}
    defaults = {
        "organisation": organisation or a_non_profit(),
        "year": year or today.year,
        "applicant": fields.get("applicant") or a_user(),
        "benefit": "Alla medlemmar får del av kursen.",
        "hourly_rate": Decimal(850),
        "ended_on": today if ended else None,
        "delivered_value": judged.get(status),
    }
    application = InKindApplication.objects.create(status=status, **{**defaults, **fields})
    for position, (text, hours) in enumerate(tasks, 1):
        application.tasks.create(position=position, text=text, hours=hours)
    application.events.create(status=status, by=application.applicant)
    return application


def an_event(*, published=True, begins_in=timedelta(days=30), **fields):
    """A network meeting of four hours, for people of member organisations, with places for all."""
    starts_at = fields.pop("starts_at", timezone.now() + begins_in)
    defaults = {
        "kind": EventKind.objects.get(name="Nätverksträff"),
        "title": "Nätverksträff i Borlänge",
        "summary": "Ett samtal om lätta konstruktioner, och en tur i verkstaden.",
        "body": the_board(),
        "ends_at": starts_at + timedelta(hours=4),
        "place": "Verkstadsgatan 1, Borlänge",
        "published_at": timezone.now() if published else None,
    }
    event = Event(starts_at=starts_at, **{**defaults, **fields})
    event.told = facts_of(event) if published else {}
    event.save()
    return event


def a_programme_item(event, title="Lätta konstruktioner i praktiken", **fields):
    return event.programme.create(title=title, **fields)


def an_add_on(event, title="Studiebesök i gjuteriet", *, capacity=15, **fields):
    """Two hours right before the event, with places of its own."""
    begins = event.starts_at - timedelta(hours=2)
    defaults = {"starts_at": begins, "ends_at": event.starts_at, "capacity": capacity}
    return event.add_ons.create(title=title, **{**defaults, **fields})


def an_invitation(event=None, person=None, **fields):
    """Made and written, and not yet answered."""
    now = timezone.now()
    defaults = {"reason": "som kontaktperson", "made_at": now, "written_at": now}
    return Invitation.objects.create(
        event=event or an_event(), person=person or a_person(), **{**defaults, **fields}
    )


def a_registration(event=None, *, name="Åsa Öberg", **fields):
    """Somebody has a place at the event."""
    defaults = {
        "state": Registration.State.REGISTERED,
        "queued_at": timezone.now(),
        "email": f"deltagare-{next(numbers)}@exempel.se",
    }
    return Registration.objects.create(
        event=event or an_event(), name=name, **{**defaults, **fields}
    )


def a_goal(event=None, *, kind="members", target=75, number=1, **fields):
    """Three fourths of the member organisations are represented."""
    facts = {"text": "Att medlemmarna är representerade på mötet", **fields}
    event = event or an_event()
    return event.goals.create(kind=kind, target=target, number=number, **facts)


def a_question(event, *, kind="scale", number=1, **fields):
    facts = {"text": "Hur väl känner ni nätverket?", **fields}
    return event.questions.create(kind=kind, number=number, **facts)


def a_survey(event, moment="before", *, closes_in=timedelta(days=7), **fields):
    """Opened a moment ago, its letters not owed yet."""
    now = timezone.now()
    facts = {"opened_at": now, "closes_at": now + closes_in, **fields}
    return event.surveys.create(moment=moment, **facts)


def a_prospect(name="Möjliga Metaller AB", *, until=None, **fields):
    """An organisation that might become a member, important for our goals."""
    organisation = an_organisation(name, **{"is_important_prospect": True, **fields})
    since = date(2026, 1, 1)
    organisation.relations.create(kind=Relation.Kind.PROSPECT, since=since, until=until)
    return organisation


def a_network(name=None, *owners, started=date(2026, 1, 15), **fields):
    """Local, in Värmland, owned since its start by the contacts; ended when that is said."""
    name = name or f"Lättvikt i Värmland {next(numbers)}"
    group = PeopleGroup.objects.create(name=name, purpose="Träffas och lära av varandra.")
    defaults = {"region": "17", "proposed_on": started or date(2026, 1, 1), "started_on": started}
    network = LocalNetwork.objects.create(group=group, **{**defaults, **fields})
    now = timezone.now()
    for contact in owners:
        network.owners.create(
            organisation=contact.organisation,
            person=contact.person,
            asked_at=now,
            answer="yes",
            answered_at=now,
        )
        group.memberships.create(person=contact.person, since=date(2026, 1, 15))
    return network


def an_audience(*segments, name=None):
    """Its segments in order, each a dict of fields; else the contact persons of members."""
    audience = Audience.objects.create(name=name or f"Målgrupp {next(numbers)}")
    for fields in segments or [{"source": "contacts"}]:
        audience.segments.create(**fields)
    return audience


def a_group(name, *people, until=None, **fields):
    """A group whose people came in the year's first days, and left when it is said."""
    group = PeopleGroup.objects.create(name=name, **fields)
    for person in people:
        group.memberships.create(person=person, since=date(2026, 1, 1), until=until)
    return group


def a_remark(contact=None, **fields):
    """A view that a member's contact person has sent in, without an event."""
    if contact:
        fields = {"person": contact.person, "organisation": contact.organisation, **fields}
    defaults = {"text": "Fler träffar i norr.", "said_at": timezone.now()}
    return Remark.objects.create(**{**defaults, **fields})
