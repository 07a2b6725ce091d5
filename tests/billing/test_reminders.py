"""Who is reminded of an unpaid invoice, when, of what, and above all who is not."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from billing.actions import (
    allocate,
    close_dispute,
    credit,
    preview_round,
    reverse_allocation,
    send_reminders,
)
from billing.models import (
    Invoice,
    ReferenceRate,
    Reminder,
    Terms,
    held_back,
    to_propose,
    to_remind,
)
from billing.rules import HeldBack, Step
from billing.tasks import remind_members
from members.models import Membership
from outbox.models import Message
from tests import build
from tests.billing.late import (
    DUE,
    FIRST,
    ISSUED,
    PROPOSAL,
    SECOND,
    an_overdue_invoice,
    delivered,
    remind,
)
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice(db):
    """Unpaid, with the bank's news of the day of the first reminder."""
    build.payments_known_to(FIRST)
    return an_overdue_invoice()


def terms(**fields):
    Terms.objects.update(**fields)


def reasons(day=FIRST):
    return [row.held_because for row in held_back(today=day)]


# --- the days


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (1, 1)])
def test_the_first_reminder_comes_ten_days_after_the_due_day(invoice, days, count):
    assert invoice.due_on == DUE
    assert to_remind(FIRST + timedelta(days=days)).count() == count


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (1, 1)])
def test_the_second_comes_twenty_days_after_the_first(invoice, days, count):
    remind(FIRST)
    build.payments_known_to(SECOND)
    waiting = to_remind(SECOND + timedelta(days=days))
    assert [row.step for row in waiting] == [Step.SECOND] * count


@pytest.mark.parametrize(("days", "count"), [(-1, 0), (0, 1), (1, 1)])
def test_a_proposal_may_be_made_thirty_days_after_the_second(invoice, days, count):
    remind(FIRST)
    remind(SECOND)
    build.payments_known_to(PROPOSAL)
    day = PROPOSAL + timedelta(days=days)
    assert (to_propose(day).count(), to_remind(day).count()) == (count, 0)


def test_the_days_are_a_choice(invoice):
    terms(first_reminder_after=3, second_reminder_after=5)
    build.payments_known_to(DUE + timedelta(days=8))
    assert to_remind(DUE + timedelta(days=2)).count() == 0
    assert send_reminders(today=DUE + timedelta(days=3)) == 1
    delivered()
    assert to_remind(DUE + timedelta(days=7)).count() == 0
    assert to_remind(DUE + timedelta(days=8)).count() == 1


def test_a_late_first_reminder_puts_the_second_off_as_much(invoice):
    remind(FIRST + timedelta(days=12))
    build.payments_known_to(SECOND + timedelta(days=12))
    assert to_remind(SECOND + timedelta(days=11)).count() == 0
    assert to_remind(SECOND + timedelta(days=12)).count() == 1


# --- never


def test_a_paid_invoice_is_not_reminded_of(invoice):
    build.a_payment(5_000, ocr=invoice.ocr)
    assert (to_remind(FIRST).count(), reasons()) == (0, [])


def test_of_a_partly_paid_one_the_rest_is_reminded_of(invoice):
    build.a_payment(2_000, ocr=invoice.ocr)
    remind(FIRST)
    assert Reminder.objects.get().owed == 3_000


def test_a_payment_taken_back_is_owed_again(invoice):
    payment = build.a_payment(5_000, ocr=invoice.ocr)
    reverse_allocation(payment.allocations.get(), because="Studs", by=None)
    assert reasons() == [HeldBack.MONEY_WAITS]


def test_a_credited_invoice_and_its_credit_note_are_not_reminded_of(invoice):
    credit(invoice, reason="Fel", by=None, today=FIRST)
    assert (to_remind(FIRST).count(), reasons()) == (0, [])


def test_a_disputed_invoice_is_not_reminded_of(invoice):
    build.a_dispute(invoice, today=FIRST)
    assert (to_remind(FIRST).count(), reasons()) == (0, [HeldBack.DISPUTED])


def test_when_the_objection_is_answered_the_days_are_counted_anew(invoice):
    dispute = build.a_dispute(invoice, today=FIRST)
    answered = FIRST + timedelta(days=40)
    close_dispute(dispute, answer="Antalet är ert eget.", by=build.a_user(), today=answered)
    build.payments_known_to(answered + timedelta(days=10))
    delivered()
    assert to_remind(answered + timedelta(days=9)).count() == 0
    assert to_remind(answered + timedelta(days=10)).count() == 1


def an_invoiced_non_profit():
    """That did not wait for the in-kind day."""
    terms(non_profit_waits=False)
    member = build.a_non_profit()
    an_overdue_invoice(member)
    return member


@pytest.mark.parametrize("status", ["submitted", "returned", "referred", "approved", "reported"])
def test_who_has_asked_to_pay_in_kind_is_not_reminded(status):
    build.payments_known_to(FIRST)
    member = an_invoiced_non_profit()
    build.an_in_kind(member, year=2027, status=status)
    assert (to_remind(FIRST).count(), reasons()) == (0, [HeldBack.IN_KIND])


@pytest.mark.parametrize("status", ["rejected", "withdrawn", "undelivered"])
def test_who_is_to_pay_cash_after_all_is_reminded(status):
    build.payments_known_to(FIRST)
    member = an_invoiced_non_profit()
    build.an_in_kind(member, year=2027, status=status)
    build.an_in_kind(build.a_non_profit("Annan högskola"), year=2027)
    assert to_remind(FIRST).count() == 1


def test_in_kind_for_another_year_holds_nothing_back():
    build.payments_known_to(FIRST)
    member = an_invoiced_non_profit()
    build.an_in_kind(member, year=2026)
    assert to_remind(FIRST).count() == 1


def test_who_has_left_is_a_matter_for_a_person(invoice):
    Membership.objects.update(ends_on=FIRST - timedelta(days=1), end_reason="Egen begäran")
    assert (to_remind(FIRST).count(), reasons()) == (0, [HeldBack.DEPARTED])


def test_who_is_about_to_leave_is_still_a_member(invoice):
    Membership.objects.update(ends_on=FIRST, end_reason="Egen begäran")
    assert to_remind(FIRST).count() == 1


def test_who_left_and_came_back_is_reminded(invoice):
    Membership.objects.update(ends_on=date(2027, 1, 31), end_reason="Egen begäran")
    Membership.objects.create(organisation=invoice.organisation, starts_on=date(2027, 2, 1))
    assert to_remind(FIRST).count() == 1


# --- what we do not know


def test_without_any_payment_known_nobody_is_reminded():
    an_overdue_invoice()
    assert (to_remind(FIRST).count(), reasons()) == (0, [HeldBack.OLD_BANK_DATE])


@pytest.mark.parametrize(("bank_day", "count"), [(-1, 0), (0, 1), (1, 1)])
def test_nobody_is_reminded_when_the_bank_is_older_than_the_due_day(bank_day, count):
    terms(bank_date_may_lag=100)
    an_overdue_invoice()
    build.payments_known_to(DUE + timedelta(days=bank_day))
    assert to_remind(FIRST).count() == count
    assert reasons() == [HeldBack.OLD_BANK_DATE] * (1 - count)


@pytest.mark.parametrize(("bank_day", "count"), [(-8, 0), (-7, 1), (0, 1)])
def test_nor_when_the_bank_has_been_silent_for_more_than_a_week(bank_day, count):
    an_overdue_invoice()
    build.payments_known_to(FIRST + timedelta(days=bank_day))
    assert to_remind(FIRST).count() == count


@pytest.mark.parametrize(("bank_day", "count"), [(-1, 0), (0, 1)])
def test_nor_a_second_time_when_nothing_is_known_since_the_first(invoice, bank_day, count):
    terms(bank_date_may_lag=100)
    send_reminders(today=FIRST + timedelta(days=3))
    delivered()
    build.payments_known_to(FIRST + timedelta(days=3 + bank_day))
    assert to_remind(SECOND + timedelta(days=3)).count() == count


@pytest.mark.parametrize(
    ("amount", "payment", "count"),
    [
        (5_000, {}, 0),  # just the sum, from somebody we do not know
        (4_999, {}, 1),
        (4_999, {"payer": "VERKSTADEN I ÅMÅL AB"}, 0),  # the same buyer, another sum
        (4_999, {"payer": "Annan AB"}, 1),
        (5_000, {"ocr": "20279999912"}, 0),  # an OCR that no invoice has
    ],
)
def test_while_a_payment_waits_that_may_be_for_it_nobody_is_reminded(
    invoice, amount, payment, count
):
    build.a_payment(amount, received_on=FIRST, **payment)
    assert to_remind(FIRST).count() == count
    assert reasons() == [HeldBack.MONEY_WAITS] * (1 - count)


def test_what_the_buyer_has_paid_too_much_on_another_invoice_holds_it_back(invoice):
    paid = build.with_document(another_invoice(invoice))
    build.a_payment(5_300, ocr=paid.ocr)
    assert reasons() == [HeldBack.MONEY_WAITS]


def another_invoice(invoice):
    """For the year before, to the same buyer."""
    build.a_schedule(2026)
    return build.an_invoice(invoice.organisation, today=date(2026, 1, 15))


def test_what_somebody_else_has_paid_too_much_does_not(invoice):
    other = build.an_invoice(build.a_member("Annan AB"), today=ISSUED)
    build.a_payment(10_000, ocr=other.ocr)
    assert [row.pk for row in to_remind(FIRST)] == [invoice.pk]


def test_when_the_payment_has_been_allocated_the_reminder_may_go(invoice):
    payment = build.a_payment(1_000, payer=invoice.buyer_name)
    assert to_remind(FIRST).count() == 0
    allocate(payment, invoice, by=None)
    assert to_remind(FIRST).count() == 1


@pytest.mark.parametrize("state", ["queued", "sending", "failed", "uncertain"])
def test_nobody_is_reminded_of_an_invoice_whose_letter_has_not_arrived(invoice, state):
    Message.objects.create(
        key=f"invoice-{invoice.number}", to="x@example.org", subject="F", text="F", state=state
    )
    assert reasons() == [HeldBack.LETTER_ON_ITS_WAY]


@pytest.mark.parametrize("state", ["sent", "withdrawn"])
def test_a_letter_that_arrived_or_was_called_off_holds_nothing_back(invoice, state):
    Message.objects.create(
        key=f"invoice-{invoice.number}", to="x@example.org", subject="F", text="F", state=state
    )
    assert to_remind(FIRST).count() == 1


def test_a_second_reminder_waits_until_the_first_has_arrived(invoice):
    send_reminders(today=FIRST)
    build.payments_known_to(SECOND)
    assert reasons(SECOND) == [HeldBack.LETTER_ON_ITS_WAY]
    delivered()
    assert to_remind(SECOND).count() == 1


def test_an_invoice_without_a_document_waits_for_it():
    build.payments_known_to(FIRST)
    build.an_invoice(today=ISSUED)
    assert reasons() == [HeldBack.NO_DOCUMENT]


def test_a_stranger_at_a_conference_is_reminded_where_the_invoice_went(invoice):
    stranger = an_invoice_like(invoice, organisation=None, fee=None, kind=Invoice.Kind.OTHER)
    [row] = to_remind(FIRST).filter(pk=stranger.pk)
    assert row.goes_to == "faktura@verkstaden.example"


def test_without_an_address_a_person_must_find_one(invoice):
    stranger = an_invoice_like(
        invoice, organisation=None, fee=None, kind=Invoice.Kind.OTHER, buyer_email=""
    )
    assert held_back(today=FIRST).get(pk=stranger.pk).held_because == HeldBack.NO_EMAIL


def an_invoice_like(invoice, **fields):
    invoice = Invoice.objects.get(pk=invoice.pk)
    other = Invoice(**{f.attname: getattr(invoice, f.attname) for f in Invoice._meta.fields})
    other.pk, other.number, other.ocr = None, "2027-00099", "202700099"
    for name, value in fields.items():
        setattr(other, name, value)
    other.save()
    return build.with_document(other)


# --- the sending


def test_a_reminder_keeps_what_was_said(invoice):
    build.a_payment(1_500, ocr=invoice.ocr)
    treasurer = build.a_user()
    assert send_reminders(today=FIRST, by=treasurer) == 1
    reminder = Reminder.objects.get()
    assert (reminder.step, reminder.made_on, reminder.paid_up_to) == (1, FIRST, FIRST)
    assert (reminder.owed, reminder.charge, reminder.interest) == (3_500, 0, None)
    assert (reminder.sent_to, reminder.made_by) == ("faktura@verkstaden.example", treasurer)


def test_sending_twice_reminds_once(invoice):
    assert (send_reminders(today=FIRST), send_reminders(today=FIRST)) == (1, 0)
    assert Message.objects.filter(key=f"reminder-{invoice.number}-1").count() == 1


def test_only_those_chosen_are_sent(invoice):
    other = an_overdue_invoice(build.a_member("Annan AB"))
    assert send_reminders(today=FIRST, only=[other.pk]) == 1
    assert Reminder.objects.get().invoice == other


def test_one_that_cannot_be_written_stops_no_other_and_leaves_nothing_behind(invoice):
    broken = an_overdue_invoice(build.a_member("Annan AB", language="xx"))
    assert send_reminders(today=FIRST) == 1
    assert Reminder.objects.get().invoice == invoice
    assert [row.pk for row in to_remind(FIRST)] == [broken.pk]


def test_a_reminder_is_written_once(invoice):
    send_reminders(today=FIRST)
    with pytest.raises(TypeError):
        Reminder.objects.update(owed=1)
    with pytest.raises(TypeError):
        Reminder.objects.get().save()
    with pytest.raises(TypeError):
        Reminder.objects.get().delete()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_one_letter():
    build.payments_known_to(FIRST)
    for number in range(4):
        an_overdue_invoice(build.a_member(f"Medlem {number} AB"))
    counts = at_once(*[lambda: send_reminders(today=FIRST)] * 6)
    assert sum(counts) == 4
    assert Reminder.objects.count() == 4
    assert Message.objects.filter(key__startswith="reminder-").count() == 4


@pytest.mark.django_db(transaction=True)
def test_paying_and_reminding_at_once_never_reminds_of_what_was_paid_before_it():
    build.payments_known_to(FIRST)
    invoice = an_overdue_invoice()
    at_once(
        lambda: build.a_payment(5_000, ocr=invoice.ocr),
        *[lambda: send_reminders(today=FIRST)] * 3,
    )
    assert Reminder.objects.count() <= 1
    assert all(reminder.owed == 5_000 for reminder in Reminder.objects.all())
    assert to_remind(SECOND).count() == 0


@pytest.mark.django_db(transaction=True)
def test_objecting_and_reminding_at_once_reminds_once_at_most():
    build.payments_known_to(FIRST)
    invoice = an_overdue_invoice()
    user = build.a_user()
    at_once(
        lambda: build.a_dispute(invoice, today=FIRST, by=user),
        *[lambda: send_reminders(today=FIRST)] * 3,
    )
    assert Reminder.objects.count() <= 1
    assert invoice.disputes.open().count() == 1


# --- the clock


def test_the_clock_sends_nothing_unless_the_terms_say_so(invoice, time_machine):
    time_machine.move_to(FIRST, tick=False)
    remind_members()
    assert Reminder.objects.count() == 0
    terms(reminds_by_itself=True)
    remind_members()
    remind_members()
    assert [reminder.made_by for reminder in Reminder.objects.all()] == [None]


def test_nobody_is_excluded_by_the_clock_however_long_it_goes(invoice, time_machine):
    terms(reminds_by_itself=True)
    before = list(Membership.objects.values())
    for days in range(0, 2_000, 25):
        day = FIRST + timedelta(days=days)
        time_machine.move_to(day, tick=False)
        build.payments_known_to(day)
        remind_members()
        delivered()
    assert list(Membership.objects.values()) == before
    assert Reminder.objects.count() == 2
    assert Message.objects.count() == 2


# --- the round


@pytest.mark.parametrize("count", [1, 3])
def test_the_round_asks_as_often_however_many_are_late(count, django_assert_num_queries):
    build.payments_known_to(FIRST)
    for number in range(count):
        an_overdue_invoice(build.a_member(f"Medlem {number} AB"))
        build.a_dispute(an_overdue_invoice(build.a_member(f"Oense {number} AB")), today=FIRST)
    with django_assert_num_queries(5):  # terms, rates, to remind, to propose, held back
        the_round = preview_round(FIRST)
    assert (len(the_round.first), len(the_round.held_back)) == (count, count)


def test_the_round_says_how_late_each_is(invoice):
    [row] = preview_round(FIRST).first
    assert (row.invoice, row.days_late, row.charge, row.interest) == (invoice, 10, 0, None)


# --- charge and interest


def test_neither_charge_nor_interest_unless_it_is_chosen(invoice):
    remind(FIRST)
    reminder = Reminder.objects.get()
    assert (reminder.charge, reminder.interest) == (0, None)


def with_costs(agreed_from=ISSUED):
    terms(reminder_charge=60, charges_interest=True, charges_agreed_from=agreed_from)
    ReferenceRate.objects.create(starts_on=date(2027, 1, 1), percent=Decimal("2.00"))


def test_what_was_agreed_is_reckoned(invoice):
    with_costs()
    remind(FIRST)
    # 5 000 x 10 % x 10 / 365 = 13,6986
    reminder = Reminder.objects.get()
    assert (reminder.charge, reminder.interest) == (60, Decimal("13.70"))


def test_the_charge_is_made_once_and_the_interest_goes_on(invoice):
    with_costs()
    remind(FIRST)
    remind(SECOND)
    last = Reminder.objects.get(step=2)
    # 5 000 x 10 % x 30 / 365 = 41,0959
    assert (last.charge, last.interest) == (0, Decimal("41.10"))


def test_an_invoice_from_before_the_agreement_gets_neither(invoice):
    with_costs(agreed_from=ISSUED + timedelta(days=1))
    remind(FIRST)
    reminder = Reminder.objects.get()
    assert (reminder.charge, reminder.interest) == (0, None)


def test_a_rate_that_is_not_known_gives_no_interest_and_is_said(invoice):
    terms(charges_interest=True, charges_agreed_from=ISSUED)
    the_round = preview_round(FIRST)
    assert the_round.unknown_half_year == date(2027, 1, 1)
    assert the_round.first[0].interest is None
    remind(FIRST)
    assert Reminder.objects.get().interest is None


def test_the_known_rates_are_in_the_table():
    assert ReferenceRate.objects.by_half_year() == {
        date(2022, 7, 1): Decimal("0.50"),
        date(2023, 1, 1): Decimal("2.50"),
        date(2023, 7, 1): Decimal("3.50"),
        date(2024, 1, 1): Decimal("4.00"),
        date(2024, 7, 1): Decimal("4.00"),
    }
