"""From application to judged delivery: what may happen when, and what it leaves behind."""

from datetime import date, datetime
from decimal import Decimal
from threading import Event

import pytest
from django.db import transaction
from django.utils import timezone

from billing.actions import (
    accept_or_decline_in_kind,
    answer_in_kind_question,
    apply_in_kind,
    ask_about_in_kind,
    issue_invoices,
    judge_in_kind_delivery,
    refer_in_kind,
    remind_of_in_kind_reports,
    report_in_kind_delivery,
    withdraw_in_kind,
)
from billing.models import AnnualFee, InKindApplication, Invoice, Terms, fee_of
from board.actions import cast_vote, decide
from board.models import Decision, Matter, Vote
from lattvikt.lib.refused import Refused
from members.actions import freeze_round, note_head_count
from members.models import Organisation
from outbox.models import Message
from tests import build
from tests.billing.races import at_once, somebody_waits_for_a_lock
from tests.flows.people import wait_until

pytestmark = pytest.mark.django_db

Status = InKindApplication.Status
TODAY = date(2027, 3, 2)
REPORTED = timezone.make_aware(datetime(2028, 1, 10, 9))
TASKS = [("Kurs i limning", Decimal(4)), ("Granskning", Decimal("2.5"))]


@pytest.fixture(autouse=True)
def _an_approved_year(db):
    """A year in which non-profit members are invoiced as early as the others."""
    build.the_programme()
    build.a_schedule(2027)
    Terms.objects.update(non_profit_waits=False)


@pytest.fixture
def secretary():
    return build.a_secretary(name="Kajsa Kansli")


@pytest.fixture
def delegates(settings):
    """One seat that decides alone, in the body that the setting names."""
    settings.IN_KIND_BODY = "utskottet"
    return build.a_seat(build.a_body("utskottet", one_seat_suffices=True), "chair")


def apply(organisation=None, **facts):
    organisation = organisation or build.a_non_profit()
    by = facts.pop("by", None) or build.a_contact(organisation).person.user
    facts = {"year": 2027, "benefit": "Alla får gå.", "tasks": TASKS, "today": TODAY, **facts}
    return apply_in_kind(organisation, by=by, **facts)


def decided(application, seat, choice=Vote.Choice.FOR, *, today=TODAY, **facts):
    application.refresh_from_db()
    matter = Matter.objects.get(pk=application.matter_id)
    cast_vote(matter, seat=seat, choice=choice)
    decide(matter, by=seat, today=today, **facts)
    application.refresh_from_db()
    return application


def approved(seat, secretary, organisation=None):
    application = apply(organisation)
    refer_in_kind(application, by=secretary, today=TODAY)
    return decided(application, seat)


def reported(seat, secretary, hours=(4, Decimal("2.5"))):
    application = approved(seat, secretary)
    return report_in_kind_delivery(
        application, report="Klart.", hours=hours, by=application.applicant, now=REPORTED
    )


def letters(application):
    """Which letters about it are owed, without the number of who gets them."""
    keys = Message.objects.filter(key__startswith=f"in-kind-{application.pk}-").order_by("pk")
    return [key.split("-")[3] for key in keys.values_list("key", flat=True)]


def story(application):
    return list(application.events.values_list("status", flat=True))


def issue(today=TODAY):
    return issue_invoices(AnnualFee.objects.all(), today=today)


# --- applying


def test_an_application_keeps_its_tasks_and_both_sides_get_a_letter():
    application = apply()
    assert list(application.tasks.values_list("text", "hours")) == TASKS
    assert (application.hourly_rate, application.value) == (850, Decimal(5_525))
    assert (application.status, story(application)) == (Status.SUBMITTED, ["submitted"])
    assert letters(application) == ["received", "new"]


def test_a_later_rate_does_not_change_what_has_been_sent():
    application = apply()
    Terms.objects.update(in_kind_hourly_rate=400)
    assert InKindApplication.objects.get(pk=application.pk).value == Decimal(5_525)


def test_who_is_run_for_profit_is_refused():
    with pytest.raises(Refused, match="inte är vinstdrivande"):
        apply(build.a_member())
    assert InKindApplication.objects.count() == 0


def test_who_may_be_run_for_profit_is_refused_until_we_know():
    with pytest.raises(Refused, match="Vi vet inte"):
        apply(build.a_non_profit(is_for_profit=None))


def test_who_is_not_a_member_in_the_year_is_refused():
    with pytest.raises(Refused, match="inte medlem 2027"):
        apply(build.a_non_profit(until=date(2026, 12, 31)))


@pytest.mark.parametrize("today", [date(2026, 11, 1), date(2027, 4, 1)])
def test_an_application_in_time_is_taken(today):
    assert apply(today=today).status == Status.SUBMITTED


def test_an_application_that_comes_late_is_refused_with_the_day():
    with pytest.raises(Refused, match="2027 var den 1 april 2027"):
        apply(today=date(2027, 4, 2))


@pytest.mark.parametrize(("is_staff", "because"), [(False, "Sjukdom"), (True, " ")])
def test_nobody_lets_in_a_late_one_but_the_secretariat_with_a_reason(is_staff, because):
    by = build.a_user(is_staff=is_staff)
    with pytest.raises(Refused, match="Sista dagen"):
        apply(today=date(2027, 4, 2), by=by, late_because=because)


def test_the_secretariat_lets_in_a_late_one_and_says_why(secretary):
    application = apply(today=date(2027, 4, 2), by=secretary, late_because=" Sjukdom ")
    assert application.late_because == "Sjukdom"
    assert application.events.get().text == "Sjukdom"


@pytest.mark.parametrize(("hours", "is_taken"), [("5.88", False), ("5.89", True)])
def test_the_work_is_to_be_worth_the_fee(hours, is_taken):
    organisation = build.a_non_profit()
    if is_taken:
        assert apply(organisation, tasks=[("Kurs", Decimal(hours))]).value >= 5_000
        return
    with pytest.raises(Refused, match="det saknas 2\u00a0kr"):
        apply(organisation, tasks=[("Kurs", Decimal(hours))])


def test_a_fee_that_has_been_raised_goes_before_the_table():
    organisation = build.a_non_profit()
    build.a_fee(organisation, year=2027, amount=15_000)
    with pytest.raises(Refused, match="avgiften är 15\u00a0000\u00a0kr"):
        apply(organisation)


def test_a_second_application_for_the_year_is_refused():
    first = apply()
    with pytest.raises(Refused, match="redan en in-kind-ansökan för 2027"):
        apply(first.organisation)


def test_who_was_refused_may_apply_again():
    first = build.an_in_kind(year=2027, status="rejected")
    assert apply(first.organisation).status == Status.SUBMITTED


@pytest.mark.django_db(transaction=True)
def test_of_two_that_apply_at_once_one_is_told_why_not():
    organisation = build.a_non_profit()
    users = [build.a_contact(organisation).person.user for _ in range(6)]
    answers = at_once(*[lambda by=user: apply(organisation, by=by) for user in users])
    assert sum(isinstance(answer, InKindApplication) for answer in answers) == 1
    assert sum(isinstance(answer, Refused) for answer in answers) == 5


# --- asking and answering


def test_a_question_goes_to_the_member_and_the_answer_corrects_the_application(secretary):
    application = apply()
    ask_about_in_kind(application, question=" Vilken kurs? ", by=secretary, today=TODAY)
    tasks = [("Kurs i svetsning", Decimal(8))]
    answer_in_kind_question(
        application,
        answer="Svetsning.",
        benefit="Ny text",
        tasks=tasks,
        by=application.applicant,
        today=TODAY,
    )
    application = InKindApplication.objects.get()
    assert list(application.tasks.values_list("text", "hours")) == tasks
    assert (application.benefit, application.value) == ("Ny text", Decimal(6_800))
    assert list(application.events.values_list("status", "text")) == [
        ("submitted", ""),
        ("returned", "Vilken kurs?"),
        ("submitted", "Svetsning."),
    ]
    assert letters(application) == ["received", "new", "question", "answered"]


def test_an_answer_does_not_lower_the_work_below_the_fee(secretary):
    application = apply()
    ask_about_in_kind(application, question="Vilken?", by=secretary, today=TODAY)
    facts = {"answer": "Den.", "benefit": "Text", "by": application.applicant, "today": TODAY}
    with pytest.raises(Refused, match="det saknas"):
        answer_in_kind_question(application, tasks=[("Kurs", Decimal(1))], **facts)
    assert application.tasks.count() == 2


@pytest.mark.parametrize("nothing", ["", "  \n"])
def test_a_question_says_something(secretary, nothing):
    with pytest.raises(Refused, match="Skriv vad medlemmen"):
        ask_about_in_kind(apply(), question=nothing, by=secretary, today=TODAY)


# --- before the board


def test_the_board_sees_the_tasks_the_value_and_the_fee_in_swedish(secretary):
    seats = build.a_board(3)
    organisation = build.a_non_profit("Högskolan [Väst]", org_number="2021005489")
    application = apply(organisation)
    refer_in_kind(application, by=secretary, today=TODAY)
    application.refresh_from_db()
    matter = application.matter
    assert (matter.case, matter.body, matter.presented_by) == (
        application,
        build.the_board(),
        "Kajsa Kansli",
    )
    assert matter.title == "In-kind 2027: Högskolan [Väst]"
    assert matter.resolution.replace("\u00a0", " ") == (
        "Att Högskolan \\[Väst\\] (202100-5489) får betala medlemsavgiften för 2027, 5 000 kr, "
        "in-kind med följande arbetsuppgifter:\n\n"
        "- Kurs i limning: 4 timmar, 3 400 kr\n- Granskning: 2,5 timmar, 2 125 kr"
    )
    assert matter.background.replace("\u00a0", " ") == (
        "6,5 timmar à 850 kr ger 5 525 kr. Avgiften är 5 000 kr. Leveransen ska redovisas senast "
        "den 2028-01-20; det som inte levereras betalas kontant.\n\n"
        "Medlemmen skriver:\n\n> Alla får gå."
    )
    assert Message.objects.filter(key__startswith=f"matter-{matter.pk}-").count() == len(seats)


def test_a_seat_holder_of_the_member_is_recused(secretary):
    seats = build.a_board(5)
    organisation = build.a_non_profit()
    build.a_contact(organisation, person=seats[3].person)
    application = apply(organisation)
    refer_in_kind(application, by=secretary, today=TODAY)
    application.refresh_from_db()
    visible = Matter.objects.visible_to
    assert [application.matter in visible(seat) for seat in seats] == [
        True,
        True,
        True,
        False,
        True,
    ]


def test_nobody_prepares_or_judges_the_work_of_an_organisation_of_their_own(secretary):
    application = apply()
    build.a_contact(application.organisation, person=build.a_person(user=secretary))
    for act in (
        lambda: refer_in_kind(application, by=secretary, today=TODAY),
        lambda: ask_about_in_kind(application, question="Vad?", by=secretary, today=TODAY),
    ):
        with pytest.raises(Refused, match="jävig"):
            act()


def test_what_has_become_untrue_since_is_not_put_before_the_board(secretary):
    application = apply()
    Organisation.objects.update(is_for_profit=True)
    with pytest.raises(Refused, match="inte är vinstdrivande"):
        refer_in_kind(application, by=secretary, today=TODAY)
    Organisation.objects.update(is_for_profit=False, employees=51)
    with pytest.raises(Refused, match="det saknas 9\u00a0475\u00a0kr"):
        refer_in_kind(application, by=secretary, today=TODAY)
    Organisation.objects.update(employees=0)
    with pytest.raises(Refused, match="ingen avgift"):
        refer_in_kind(application, by=secretary, today=TODAY)


# --- decided


def test_the_boards_yes_holds_the_fee_back_with_a_letter(secretary, delegates):
    application = approved(delegates, secretary)
    build.a_fee(application.organisation, year=2027)
    assert (application.status, application.ended_on) == (Status.APPROVED, None)
    assert story(application) == ["submitted", "referred", "approved"]
    assert issue() == 0
    assert letters(application) == ["received", "new", "approved"]


def test_the_boards_yes_credits_what_was_invoiced_already(secretary, delegates):
    invoice = build.an_invoice(build.a_non_profit(), today=TODAY)
    build.a_payment(1_000, ocr=invoice.ocr)
    application = approved(delegates, secretary, invoice.organisation)
    note = Invoice.objects.credit_notes().get()
    assert (note.credits, note.total, note.issued_on) == (invoice, -5_000, TODAY)
    decision = Decision.objects.get()
    assert (
        note.credit_reason == f"Avgiften betalas in-kind: Utskottet, beslut {decision.reference}."
    )
    assert invoice.allocations.standing().count() == 0
    assert issue() == 0
    letter = Message.objects.get(key__startswith=f"in-kind-{application.pk}-approved")
    assert f"Faktura {invoice} ska inte betalas: den krediteras med {note}" in letter.text


def test_the_boards_no_lets_the_fee_be_invoiced_with_the_reason_in_a_letter(secretary, delegates):
    application = apply()
    fee = build.a_fee(application.organisation, year=2027)
    refer_in_kind(application, by=secretary, today=TODAY)
    assert issue() == 0
    decided(application, delegates, Vote.Choice.AGAINST, reason="Inte till nytta för alla.")
    assert (application.status, application.ended_on) == (Status.REJECTED, TODAY)
    assert issue() == 1
    assert Invoice.objects.get().fee == fee
    letter = Message.objects.get(key__startswith=f"in-kind-{application.pk}-rejected")
    assert "Inte till nytta för alla." in letter.text
    assert "Avgiften ska därför betalas kontant." in letter.text


def test_the_boards_no_leaves_an_invoice_that_was_sent(secretary, delegates):
    invoice = build.an_invoice(build.a_non_profit(), today=TODAY)
    application = apply(invoice.organisation)
    refer_in_kind(application, by=secretary, today=TODAY)
    decided(application, delegates, Vote.Choice.AGAINST)
    assert (list(Invoice.objects.all()), issue()) == ([invoice], 0)


def test_a_decision_on_another_matter_changes_nothing(secretary, delegates):
    application = approved(delegates, secretary)
    with pytest.raises(Refused, match="är godkänd"):
        accept_or_decline_in_kind(application, Decision.objects.get())


def test_what_is_withdrawn_leaves_the_table_and_is_paid_in_cash(secretary, delegates):
    application = apply()
    build.a_fee(application.organisation, year=2027)
    refer_in_kind(application, by=secretary, today=TODAY)
    withdraw_in_kind(application, by=application.applicant, today=TODAY)
    application.refresh_from_db()
    assert (application.status, application.matter.is_open) == (Status.WITHDRAWN, False)
    assert letters(application) == ["received", "new", "withdrawn", "withdrawn_to_us"]
    assert issue() == 1


def test_a_member_may_choose_cash_until_something_is_reported(secretary, delegates):
    application = approved(delegates, secretary)
    withdraw_in_kind(application, by=application.applicant, today=TODAY)
    with pytest.raises(Refused, match="återkallad"):
        withdraw_in_kind(application, by=application.applicant, today=TODAY)
    with pytest.raises(Refused, match="redovisad"):
        withdraw_in_kind(build.an_in_kind(status="reported"), by=secretary, today=TODAY)


@pytest.mark.django_db(transaction=True)
def test_of_withdrawal_and_decision_at_once_one_happens(secretary, delegates):
    application = apply()
    refer_in_kind(application, by=secretary, today=TODAY)
    application.refresh_from_db()
    cast_vote(application.matter, seat=delegates, choice="for")
    matter = Matter.objects.get(pk=application.matter_id)
    answers = at_once(
        lambda: withdraw_in_kind(application, by=application.applicant, today=TODAY),
        lambda: decide(matter, by=delegates, today=TODAY),
    )
    assert {type(answer) for answer in answers} <= {InKindApplication, Decision, Refused}
    was_withdrawn = isinstance(answers[0], InKindApplication)
    status = InKindApplication.objects.get().status
    assert status == (Status.WITHDRAWN if was_withdrawn else Status.APPROVED)


# --- delivered


def test_a_report_keeps_the_hours_and_may_be_corrected(secretary, delegates):
    application = reported(delegates, secretary, hours=(4, 0))
    assert (application.status, application.reported_value) == (Status.REPORTED, Decimal(3_400))
    again = report_in_kind_delivery(
        application, report="Allt.", hours=(9, 9), by=application.applicant, now=timezone.now()
    )
    again = InKindApplication.objects.get(pk=again.pk)
    assert again.reported_value == again.value == Decimal(5_525)
    assert letters(application) == ["received", "new", "approved", "reported", "reported"]


def test_a_whole_delivery_pays_the_fee(secretary, delegates):
    application = reported(delegates, secretary)
    build.a_fee(application.organisation, year=2027)
    judge_in_kind_delivery(application, value=Decimal(5_525), by=secretary, today=date(2028, 1, 25))
    application.refresh_from_db()
    assert (application.status, application.left_in_cash) == (Status.DELIVERED, 0)
    assert issue(date(2028, 1, 26)) == 0
    assert "Därmed är årets avgift betald." in letter_of(application, "judged").text


def test_a_part_delivery_is_valued_and_the_rest_is_invoiced(secretary, delegates):
    application = reported(delegates, secretary, hours=(4, 0))
    build.a_fee(application.organisation, year=2027)
    judge(application, secretary, 3_400, reason="Granskningen blev inte av.")
    assert application.status == Status.PARTLY_DELIVERED
    assert issue(date(2028, 1, 26)) == 1
    assert Invoice.objects.get().total == 1_600
    text = letter_of(application, "judged").text
    assert "Granskningen blev inte av." in text
    assert "Det återstår 1\u00a0600\u00a0kr att betala kontant" in text


def test_a_delivery_that_is_worth_the_fee_but_not_all_that_was_agreed_is_whole(
    secretary, delegates
):
    application = reported(delegates, secretary)
    judge(application, secretary, 5_000)
    assert application.status == Status.DELIVERED


def test_what_was_never_delivered_is_invoiced_whole_in_the_year_after(secretary, delegates):
    application = approved(delegates, secretary)
    build.a_fee(application.organisation, year=2027)
    judge(application, secretary, 0, reason="Ingen redovisning.")
    assert application.status == Status.NOT_DELIVERED
    assert issue(date(2028, 1, 26)) == 1
    assert Invoice.objects.get().total == 5_000


def test_an_invoice_that_was_credited_for_the_work_comes_back_for_what_lacks(secretary, delegates):
    invoice = build.an_invoice(build.a_non_profit(), today=TODAY)
    application = approved(delegates, secretary, invoice.organisation)
    judge(application, secretary, 0, reason="Ingen redovisning.")
    assert issue(date(2028, 1, 26)) == 1
    again = Invoice.objects.latest("pk")
    assert (again.number, again.total, again.period) == ("2028-00001", 5_000, 2027)


@pytest.mark.parametrize(
    ("value", "reason", "text"),
    [
        (Decimal("5525.01"), "", "Högst 5\u00a0525\u00a0kr"),
        (-1, "", "Högst"),
        (Decimal("4999.99"), " ", "varför det inte täcker"),
        (0, "", "varför det inte täcker"),
    ],
)
def test_a_delivery_is_judged_within_what_was_agreed_and_for_a_reason(
    secretary, delegates, value, reason, text
):
    application = reported(delegates, secretary)
    with pytest.raises(Refused, match=text):
        judge(application, secretary, value, reason=reason)


def test_an_unreported_delivery_is_judged_only_after_the_last_day_and_at_nothing(
    secretary, delegates
):
    application = approved(delegates, secretary)
    with pytest.raises(Refused, match="till och med den 20 januari 2028"):
        judge(application, secretary, 0, reason="Tyst.", today=date(2028, 1, 20))
    with pytest.raises(Refused, match="Ingen leverans är redovisad"):
        judge(application, secretary, 100, reason="Tyst.")
    judge(application, secretary, 0, reason="Tyst.", today=date(2028, 1, 21))


def test_a_delivery_is_judged_once(secretary, delegates):
    application = reported(delegates, secretary)
    judge(application, secretary, 5_525)
    with pytest.raises(Refused, match="redan bedömd"):
        judge(application, secretary, 0, reason="Nej.")


def judge(application, secretary, value, *, reason="", today=date(2028, 1, 25)):
    judge_in_kind_delivery(application, value=value, reason=reason, by=secretary, today=today)
    application.refresh_from_db()


def letter_of(application, name):
    return Message.objects.get(key__startswith=f"in-kind-{application.pk}-{name}")


@pytest.mark.parametrize(
    ("today", "count"), [("2027-12-20", 0), ("2027-12-21", 1), ("2028-01-20", 1), ("2028-01-21", 0)]
)
def test_the_member_is_reminded_of_the_report_once_within_the_last_month(
    secretary, delegates, today, count
):
    application = approved(delegates, secretary)
    for _ in range(2):
        remind_of_in_kind_reports(today=date.fromisoformat(today))
    assert letters(application).count("report_soon") == count


def test_the_clock_alone_never_makes_a_fee_fall_due_in_cash(secretary, delegates):
    application = approved(delegates, secretary)
    build.a_fee(application.organisation, year=2027)
    remind_of_in_kind_reports(today=date(2029, 6, 1))
    assert issue(date(2029, 6, 1)) == 0
    assert InKindApplication.objects.get().status == Status.APPROVED


# --- where and when


@pytest.mark.parametrize(
    ("status", "act", "why"),
    [
        ("referred", "ask", "hos beslutande organ"),
        ("approved", "refer", "är godkänd"),
        ("submitted", "report", "väntar på kansliet"),
        ("submitted", "judge", "väntar på kansliet"),
        ("rejected", "withdraw", "är avslagen"),
        ("submitted", "answer", "väntar på kansliet"),
    ],
)
def test_each_thing_happens_only_where_it_belongs(secretary, status, act, why):
    application = build.an_in_kind(year=2027, status=status)
    by = {"by": secretary, "today": TODAY}
    acts = {
        "ask": lambda: ask_about_in_kind(application, question="Vad?", **by),
        "refer": lambda: refer_in_kind(application, **by),
        "report": lambda: report_in_kind_delivery(
            application, report="Klart", hours=[1], by=secretary, now=REPORTED
        ),
        "judge": lambda: judge_in_kind_delivery(application, value=0, reason="Nej", **by),
        "withdraw": lambda: withdraw_in_kind(application, **by),
        "answer": lambda: answer_in_kind_question(
            application, answer="Ja", benefit="Text", tasks=TASKS, **by
        ),
    }
    with pytest.raises(Refused, match=why):
        acts[act]()


def test_letters_are_in_each_readers_language_and_ours_in_swedish(secretary, delegates):
    organisation = build.a_non_profit()
    english = build.a_contact(organisation, person=build.a_person("Ann Smith", language="en"))
    swedish = build.a_contact(organisation)
    build.a_contact(organisation, role="communicator")
    application = apply(organisation, by=english.person.user)
    subjects = Message.objects.filter(key__contains="received").values_list("to", "subject")
    assert dict(subjects) == {
        english.person.email: (
            "In-kind 2027: we have received the application from Universitetet i Ådalen"
        ),
        swedish.person.email: (
            "In-kind 2027: vi har tagit emot ansökan från Universitetet i Ådalen"
        ),
    }
    assert Message.objects.get(key=f"in-kind-{application.pk}-new").subject == (
        "Ny in-kind-ansökan för 2027: Universitetet i Ådalen"
    )


@pytest.mark.django_db(transaction=True)
def test_there_is_never_a_live_invoice_beside_an_approved_application(secretary, delegates):
    """Members apply, are put before the body and approved while the run issues all the time."""
    members = [build.a_non_profit(f"Högskolan {number}") for number in range(6)]
    users = {member: build.a_contact(member).person.user for member in members}
    for member in members:
        build.a_fee(member, year=2027)

    def be_approved(member):
        application = apply(member, by=users[member])
        refer_in_kind(application, by=secretary, today=TODAY)
        decided(application, delegates)

    def sweep():
        for _ in range(8):
            issue()

    jobs = [lambda member=member: be_approved(member) for member in members]
    assert [answer for answer in at_once(*jobs, *[sweep] * 4) if answer] == []
    issue()
    approved = InKindApplication.objects.filter(status=Status.APPROVED)
    assert approved.count() == len(members)
    assert Invoice.objects.live().count() == 0
    numbers = Invoice.objects.order_by("pk").values_list("number", flat=True)
    assert sorted(numbers) == [f"2027-{number:05}" for number in range(1, len(numbers) + 1)]


@pytest.mark.django_db(transaction=True)
def test_an_invoice_that_is_being_written_just_then_is_credited_too(secretary, delegates):
    """The run has locked the fee and not committed; the decision waits for it, and then sees."""
    member = build.a_non_profit()
    user = build.a_contact(member).person.user
    build.a_fee(member, year=2027)
    written = Event()

    def write_slowly():
        with transaction.atomic():
            count = issue()
            written.set()
            wait_until(somebody_waits_for_a_lock)
        return count

    def be_approved():
        written.wait(timeout=30)
        application = apply(member, by=user)
        refer_in_kind(application, by=secretary, today=TODAY)
        return decided(application, delegates).status

    assert at_once(write_slowly, be_approved) == [1, Status.APPROVED]
    assert Invoice.objects.credit_notes().get().credits.fee.organisation == member
    assert Invoice.objects.live().count() == 0


def test_the_work_is_set_against_the_head_count_that_the_fee_will_be_reckoned_on():
    organisation = build.a_non_profit(employees=40)
    opened = timezone.make_aware(datetime(2026, 10, 1, 9))
    asking = build.a_round(2027, opened=opened, answer_by=date(2026, 11, 1))
    assert fee_of(organisation, 2027) == 5_000  # as far as we know while it is asked for
    said = {"said_by": "Växeln", "by": build.a_secretary(), "now": opened}
    note_head_count(asking.head_counts.get(), employees=51, **said)
    freeze_round(asking, now=timezone.make_aware(datetime(2026, 11, 2, 9)))
    assert fee_of(organisation, 2027) == 15_000
