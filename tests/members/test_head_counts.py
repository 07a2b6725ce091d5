"""The yearly round: asked, answered, reminded, frozen (R3.10)."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from lattvikt.lib.refused import Refused
from members.actions import (
    ask_the_silent,
    change_employees,
    confirm_by_link,
    freeze_passed_rounds,
    freeze_round,
    note_head_count,
    open_round,
)
from members.models import Contact, HeadCount, HeadCountRound, HowKnown, Organisation
from members.tasks import follow_head_counts
from outbox.models import Message
from tests import build
from tests.billing.races import at_once

pytestmark = pytest.mark.django_db

OPENED = timezone.make_aware(datetime(2026, 10, 1, 9))
REMINDER, SECOND, LAST_DAY = date(2026, 10, 20), date(2026, 11, 10), date(2026, 11, 15)
AFTER = timezone.make_aware(datetime(2026, 11, 16, 0, 5))


def a_round(*, opened=OPENED, **fields):
    days = {"reminds_on": REMINDER, "reminds_again_on": SECOND, "answer_by": LAST_DAY}
    return build.a_round(2027, opened=opened, opens_on=date(2026, 10, 1), **{**days, **fields})


def a_member_with_contact(name="Verkstaden i Åmål AB", **fields):
    return build.a_contact(build.a_member(name, **fields))


def the_answer():
    return HeadCount.objects.values_list("employees", "how", "said_by").get()


def letters():
    return sorted(Message.objects.values_list("key", flat=True))


# --- opening


def test_every_member_of_the_year_is_asked_and_nobody_else():
    asked = [
        build.a_member("Medlem AB", employees=40),
        build.a_member("Utan antal AB", employees=None),
        build.a_member("Börjar i december 2027 AB", since=date(2027, 12, 31), employees=3),
        build.a_member("Slutar i januari 2027 AB", until=date(2027, 1, 1), employees=4),
    ]
    build.a_member("Slutar i december 2026 AB", until=date(2026, 12, 31))
    build.a_member("Börjar 2028 AB", since=date(2028, 1, 1))
    build.an_organisation("Aldrig medlem AB")
    a_round()
    rows = HeadCount.objects.order_by("pk").values_list("organisation", "known", "employees", "how")
    assert list(rows) == [(one.pk, one.employees, None, "") for one in asked]


def test_a_round_is_opened_once_by_a_person():
    secretary = build.a_secretary()
    planned = a_round(opened=None)
    open_round(planned, by=secretary, now=OPENED)
    opened = HeadCountRound.objects.get()
    assert (opened.opened_at, opened.opened_by) == (OPENED, secretary)
    with pytest.raises(Refused, match="redan öppnad"):
        open_round(planned, by=secretary, now=OPENED)


def test_only_one_round_is_open_at_a_time():
    a_round()
    second = build.a_round(2028)
    with pytest.raises(Refused, match="En annan runda är öppen"):
        open_round(second, by=build.a_user(), now=OPENED)
    second.opened_at = OPENED
    with pytest.raises(IntegrityError):
        second.save()


def test_a_round_is_not_opened_so_late_that_the_reminder_would_go_with_the_question():
    planned = a_round(opened=None)
    late = timezone.make_aware(datetime(2026, 10, 20, 9))
    with pytest.raises(Refused, match="senare än i dag"):
        open_round(planned, by=build.a_user(), now=late)


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"reminds_on": date(2026, 10, 1)}, "reminds_on"),
        ({"reminds_on": date(2026, 11, 16), "reminds_again_on": None}, "answer_by"),
        ({"reminds_again_on": REMINDER}, "reminds_again_on"),
        ({"reminds_again_on": date(2026, 11, 16)}, "reminds_again_on"),
    ],
)
def test_the_days_come_in_order(days, field):
    planned = a_round(opened=None)
    for name, day in days.items():
        setattr(planned, name, day)
    with pytest.raises(ValidationError) as wrong:
        planned.full_clean(validate_constraints=False)
    assert list(wrong.value.message_dict) == [field]
    with pytest.raises(IntegrityError):
        planned.save()


@pytest.mark.django_db(transaction=True)
def test_two_who_open_a_round_each_at_the_same_time_open_one():
    planned = [a_round(opened=None), build.a_round(2028)]
    by = build.a_user()
    answers = at_once(*[lambda r=r: open_round(r, by=by, now=OPENED) for r in planned * 4])
    assert sum(isinstance(answer, HeadCountRound) for answer in answers) == 1
    assert HeadCountRound.objects.exclude(opened_at=None).count() == 1


# --- asking and reminding


def test_the_silent_are_asked_and_reminded_once_each_time():
    contact = a_member_with_contact()
    key = f"head-count-2027-{contact.organisation_id}-{contact.person_id}"
    a_round()
    days = [OPENED.date(), REMINDER - timedelta(days=1), REMINDER, SECOND, LAST_DAY]
    written = {day: (ask_the_silent(day), ask_the_silent(day)) for day in days}
    assert list(written.values()) == [(1, 0), (0, 0), (1, 0), (1, 0), (0, 0)]
    assert letters() == [f"{key}-1", f"{key}-2", f"{key}-3"]
    assert ask_the_silent(AFTER.date()) == 0


def test_a_reminder_that_the_clock_slept_through_is_not_sent_beside_the_next():
    contact = a_member_with_contact()
    a_round()
    ask_the_silent(OPENED.date())
    ask_the_silent(SECOND)
    key = f"head-count-2027-{contact.organisation_id}-{contact.person_id}"
    assert letters() == [f"{key}-1", f"{key}-3"]


def test_nobody_who_has_answered_or_leaves_before_the_year_is_reminded():
    answered, leaves, silent = [a_member_with_contact(f"{n} AB") for n in "ABC"]
    a_round()
    change_employees(answered.organisation, employees=9, by=answered.person.user, now=OPENED)
    leaves.organisation.memberships.update(ends_on=date(2026, 12, 31), end_reason="Egen begäran")
    ask_the_silent(REMINDER)
    assert [key.rpartition("-")[0] for key in letters()] == [
        f"head-count-2027-{silent.organisation_id}-{silent.person_id}"
    ]


def test_each_contact_person_with_an_address_is_asked_in_their_own_language():
    member = build.a_member(build.LONG_NAME, employees=250)
    swede = build.a_contact(member, person=build.a_person("Åsa Ödman"))
    english = build.a_contact(member, person=build.a_person("Anne", language="en"))
    build.a_contact(member, person=build.a_person("Utan adress", user=None, email=""))
    build.a_contact(member, Contact.Role.INVOICE)
    build.a_contact(member, person=build.a_person("Förr"), until=date(2026, 9, 30))
    build.a_schedule(2027)
    a_round()
    ask_the_silent(OPENED.date())
    found = dict(Message.objects.values_list("to", "subject"))
    assert found == {
        swede.person.email: f"Hur många anställda har {build.LONG_NAME}?",
        english.person.email: f"How many employees does {build.LONG_NAME} have?",
    }
    text = Message.objects.get(to=swede.person.email).text.replace("\u00a0", " ")
    assert " 250 anställda. Med det antalet är avgiften 15 000 kr per år." in text
    assert "Svara senast den 15 november 2026." in text
    assert "Utan ert svar använder vi det senast kända antalet, 250 anställda." in text


@pytest.mark.parametrize("employees", [None, 0])
def test_who_has_no_known_number_gets_no_link_to_confirm_it(employees):
    a_member_with_contact(employees=employees)
    a_round()
    ask_the_silent(OPENED.date())
    text = Message.objects.get().text
    assert "Vi vet inte hur många anställda" in text
    assert "/medlem/antal-anstallda/" not in text
    assert "Utan ert svar kan vi inte räkna ut avgiften." in text


def test_the_letter_says_when_the_silent_are_left_out():
    a_member_with_contact()
    a_round(silent=HeadCountRound.Silent.LEFT_OUT)
    ask_the_silent(OPENED.date())
    assert "Utan ert svar kan vi inte räkna ut avgiften." in Message.objects.get().text


@pytest.mark.django_db(transaction=True)
def test_eight_clocks_at_once_write_to_each_member_once():
    for number in range(60):
        a_member_with_contact(f"Medlem {number} AB")
    a_round()
    counts = at_once(*[lambda: ask_the_silent(OPENED.date())] * 8)
    assert sum(counts) == 60
    assert Message.objects.count() == 60


@pytest.mark.parametrize("count", [1, 3])
def test_the_questions_to_the_database_grow_with_the_letters_alone(
    count, django_assert_num_queries
):
    for number in range(count):
        a_member_with_contact(f"Medlem {number} AB")
    build.a_schedule(2027)
    a_round()
    # the round, the schedule and its tiers; a batch: begin, rows, contacts, update, commit; an
    # empty batch: begin, rows, update, commit. A letter: programme, find, write with a savepoint.
    with django_assert_num_queries(11 + 5 * count):
        ask_the_silent(OPENED.date())


# --- answering


@pytest.mark.parametrize("employees", [1, 50, 51, 249, 250, 251, 500, 501])
def test_a_number_given_on_our_pages_is_the_answer(employees):
    contact = a_member_with_contact(employees=40)
    a_round()
    change_employees(contact.organisation, employees=employees, by=contact.person.user, now=OPENED)
    name = contact.person.user.get_full_name()
    assert the_answer() == (employees, HowKnown.PAGES, name)
    assert Organisation.objects.get().employees == employees


def test_an_answer_may_be_changed_until_the_last_day_has_passed():
    contact = a_member_with_contact(employees=40)
    a_round()
    member, user = contact.organisation, contact.person.user
    last_moment = timezone.make_aware(datetime(2026, 11, 15, 23, 59))
    change_employees(member, employees=50, by=user, now=OPENED)
    change_employees(member, employees=51, by=user, now=last_moment)
    change_employees(member, employees=52, by=user, now=AFTER)
    assert HeadCount.objects.get().employees == 51
    assert Organisation.objects.get().employees == 52


def test_before_the_round_is_opened_nothing_is_answered():
    contact = a_member_with_contact()
    a_round(opened=None)
    change_employees(contact.organisation, employees=50, by=contact.person.user, now=OPENED)
    assert HeadCount.objects.count() == 0


def confirm(contact, *, employees=40, now=OPENED):
    return confirm_by_link(
        HeadCount.objects.get(), employees=employees, person=contact.person, now=now
    )


def test_the_number_in_the_letter_is_confirmed_by_its_link():
    contact = a_member_with_contact(employees=40)
    a_round()
    confirm(contact)
    assert the_answer() == (40, HowKnown.LINK, "Anna Åkesson")
    with pytest.raises(Refused):
        confirm(contact)


@pytest.mark.parametrize(("employees", "now"), [(41, OPENED), (40, AFTER)])
def test_another_number_or_a_late_answer_is_not_confirmed(employees, now):
    contact = a_member_with_contact(employees=40)
    a_round()
    with pytest.raises(Refused):
        confirm(contact, employees=employees, now=now)
    assert the_answer() == (None, "", "")


@pytest.mark.django_db(transaction=True)
def test_of_many_who_press_the_button_at_once_one_answers():
    contact = a_member_with_contact(employees=40)
    a_round()
    answers = at_once(*[lambda: confirm(contact)] * 8)
    assert sum(isinstance(answer, Refused) for answer in answers) == 7


def note(employees=51, *, now=OPENED, said_by="Östen på telefon"):
    return note_head_count(
        HeadCount.objects.get(), employees=employees, said_by=said_by, by=build.a_user(), now=now
    )


def test_the_secretariat_notes_what_it_was_told():
    a_member_with_contact(employees=40)
    a_round()
    note()
    assert the_answer() == (51, HowKnown.SECRETARIAT, "Östen på telefon")
    assert Organisation.objects.get().employees == 51


@pytest.mark.parametrize("employees", [-1, 0, 10_000_000])
def test_a_number_that_cannot_be_is_not_noted(employees):
    a_member_with_contact(employees=40)
    a_round()
    with pytest.raises(Refused):
        note(employees)
    assert Organisation.objects.get().employees == 40


# --- freezing


def test_the_clock_freezes_when_the_last_day_has_passed():
    a_member_with_contact(employees=40)
    a_round()
    freeze_passed_rounds(timezone.make_aware(datetime(2026, 11, 15, 23, 59)))
    assert HeadCountRound.objects.get().frozen_at is None
    freeze_passed_rounds(AFTER)
    freeze_passed_rounds(AFTER + timedelta(days=1))
    assert HeadCountRound.objects.get().frozen_at == AFTER


def test_the_silent_get_the_last_known_number_and_it_is_marked():
    said, silent, without = [
        a_member_with_contact(f"{n} AB", employees=employees)
        for n, employees in [("A", 40), ("B", 250), ("C", 0)]
    ]
    frozen = a_round()
    change_employees(said.organisation, employees=51, by=said.person.user, now=OPENED)
    silent.organisation.employees = 251  # the secretariat has learnt better meanwhile
    silent.organisation.save()
    freeze_round(frozen, now=AFTER)
    rows = HeadCount.objects.order_by("pk").values_list("organisation", "employees", "how")
    assert list(rows) == [
        (said.organisation_id, 51, HowKnown.PAGES),
        (silent.organisation_id, 251, HowKnown.LAST_KNOWN),
        (without.organisation_id, None, ""),
    ]


def test_the_silent_can_be_left_out_until_they_answer():
    contact = a_member_with_contact(employees=40)
    frozen = a_round(silent=HeadCountRound.Silent.LEFT_OUT)
    freeze_round(frozen, now=AFTER)
    assert the_answer() == (None, "", "")
    change_employees(contact.organisation, employees=60, by=contact.person.user, now=AFTER)
    change_employees(contact.organisation, employees=70, by=contact.person.user, now=AFTER)
    assert the_answer()[:2] == (60, HowKnown.PAGES)


def test_what_is_frozen_stays():
    contact = a_member_with_contact(employees=40)
    frozen = a_round()
    freeze_round(frozen, now=AFTER)
    change_employees(contact.organisation, employees=600, by=contact.person.user, now=AFTER)
    with pytest.raises(Refused, match="låsta"):
        note(now=AFTER)
    with pytest.raises(Refused, match="låstes den 16 november 2026"):
        freeze_round(frozen, now=AFTER)
    assert the_answer() == (40, HowKnown.LAST_KNOWN, "")


def test_a_round_that_nobody_has_opened_is_not_frozen():
    planned = a_round(opened=None)
    with pytest.raises(Refused, match="inte öppnad"):
        freeze_round(planned, now=AFTER)
    freeze_passed_rounds(AFTER)
    planned.refresh_from_db()
    assert planned.frozen_at is None


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_the_freeze_at_the_same_moment_leave_one_truth():
    contact = a_member_with_contact(employees=40)
    frozen = a_round()
    answered, _frozen = at_once(lambda: confirm(contact), lambda: freeze_round(frozen, now=AFTER))
    how = HowKnown.LAST_KNOWN if isinstance(answered, Refused) else HowKnown.LINK
    assert the_answer()[:2] == (40, how)


def test_the_clock_asks_reminds_and_freezes(time_machine):
    a_member_with_contact(employees=40)
    a_round()
    for moment in [OPENED, OPENED, AFTER, AFTER]:
        time_machine.move_to(moment, tick=False)
        follow_head_counts()
    assert Message.objects.count() == 1
    assert the_answer()[:2] == (40, HowKnown.LAST_KNOWN)


# --- who waits


def test_somebody_is_to_be_called_when_the_last_reminder_has_gone():
    a_member_with_contact()
    a_round()
    found = {day: HeadCount.objects.to_call(day).count() for day in [REMINDER, SECOND, LAST_DAY]}
    assert found == {REMINDER: 0, SECOND: 1, LAST_DAY: 1}
    assert HeadCount.objects.to_call(AFTER.date()).count() == 0


def test_a_planned_round_waits_to_be_opened_from_its_day():
    a_round(opened=None)
    days = [date(2026, 9, 30), date(2026, 10, 1)]
    assert [HeadCountRound.objects.to_open(day).count() for day in days] == [0, 1]
