"""A member applies for a medlemscheck: writes with colleagues, sends, changes, withdraws."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from checks.actions import SavedMeanwhile, begin, close_later, save_draft, send, withdraw
from checks.models import Application, Revision
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db
STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOW = datetime(2027, 3, 2, 9, tzinfo=STOCKHOLM)
CLOSES = datetime(2027, 3, 31, 12, tzinfo=STOCKHOLM)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _march(time_machine):
    time_machine.move_to(NOW, tick=False)
    build.the_programme()
    build.a_schedule(2027)


@pytest.fixture
def call():
    return build.a_call(closes_at=CLOSES)


@pytest.fixture
def contact(client):
    contact = build.a_contact(build.a_member("Åmåls Båtar AB"))
    client.force_login(contact.person.user)
    return contact


def page(application, name="application", **more):
    return reverse(f"checks:{name}", kwargs={"pk": application.pk, **more})


def typed(version, **facts):
    """What a browser sends: the whole form with two costs and an empty row."""
    rows = [("work", "Beräkning", "250 000"), ("material", "Prov", "150 000"), ("", "", "")]
    costs = {"costs-TOTAL_FORMS": "3", "costs-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        names = ["kind", "text", "amount"]
        costs |= {f"costs-{number}-{n}": text for n, text in zip(names, row, strict=True)}
    written = {**build.CHECK, "asked": "300 000", "version": str(version)}
    return {**written, **costs, **facts}


# --- sending


def test_what_is_sent_keeps_what_we_knew_of_the_member(call):
    member = build.a_member("Åmåls Båtar AB", employees=249)
    application = build.a_sent_check(member, call=call)
    member.employees = 12
    member.save()
    revision = Revision.objects.get(application=application)
    frozen = (revision.number, revision.organisation_name, revision.is_for_profit)
    assert (*frozen, revision.employees) == (1, "Åmåls Båtar AB", True, 249)
    assert revision.content["asked"] == "300\u00a0000\u00a0kr"
    assert (application.status, application.submitted_at) == ("submitted", NOW)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ({"employees": 250}, "Ni har 250 anställda"),
        ({"employees": 0}, "inte har några anställda"),
        ({"employees": None}, "Vi vet inte hur många"),
        ({"is_for_profit": False}, "vinstdrivande medlemmar"),
        ({"is_for_profit": None}, "Vi vet inte om ni är vinstdrivande"),
        ({"until": NOW.date() - timedelta(days=1)}, "är inte medlem i dag"),
    ],
)
def test_who_may_not_apply_neither_begins_nor_sends(call, facts, text):
    member = build.a_member(**facts)
    with pytest.raises(Refused, match=text):
        begin(call, organisation=member, by=build.a_user(), now=NOW)
    assert not Application.objects.exists()


def test_who_has_grown_since_the_draft_is_told_when_sending(call):
    member = build.a_member(employees=249)
    application = build.a_check(member, call=call)
    member.employees = 250
    member.save()
    with pytest.raises(Refused, match="Ni har 250 anställda"):
        send(application, by=build.a_user(), now=NOW)
    assert not Revision.objects.exists()


def test_the_database_keeps_nothing_sent_by_who_may_not_apply(call):
    application = build.a_check(call=call)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(
            application=application,
            number=1,
            at=NOW,
            by=build.a_user(),
            content={},
            organisation_name="Stor AB",
            is_for_profit=True,
            employees=250,
        )


def test_an_application_is_in_time_until_the_second_before_the_closing(call):
    early = build.a_check(call=call)
    late = build.a_check(call=call)
    assert send(early, by=build.a_user(), now=CLOSES - SECOND).number == 1
    with pytest.raises(Refused, match=r"stängde 31 mars 2027 12:00.*Ert utkast är kvar\."):
        send(late, by=build.a_user(), now=CLOSES)
    late.refresh_from_db()
    assert (late.status, late.title) == ("draft", "Lättare landställ")


def test_nothing_is_sent_before_the_opening(call):
    with pytest.raises(Refused, match="har inte öppnat"):
        begin(call, organisation=build.a_member(), by=build.a_user(), now=call.opens_at - SECOND)


def test_a_longer_call_takes_what_would_have_been_late(call):
    application = build.a_check(call=call)
    close_later(call, closes_at=CLOSES + SECOND, now=NOW)
    assert send(application, by=build.a_user(), now=CLOSES).number == 1


def test_what_lacks_something_is_not_sent(call):
    with pytest.raises(Refused, match="Beskriv problemet"):
        send(build.a_check(call=call, problem=""), by=build.a_user(), now=NOW)
    with pytest.raises(Refused, match="minst en kostnad"):
        send(build.a_check(call=call, costs=[]), by=build.a_user(), now=NOW)


def test_until_the_closing_a_changed_application_is_sent_again_and_counts_instead(call):
    application = build.a_sent_check(call=call)
    by = application.saved_by
    with pytest.raises(Refused, match="Inget har ändrats"):
        send(application, by=by, now=NOW)
    answers = {**build.CHECK, "aim": "Att veta om det kan göras i aluminium."}
    application = save_draft(application, version=1, answers=answers, costs=build.COSTS, by=by)
    assert application.has_unsent_changes
    second = send(application, by=by, now=NOW + SECOND)
    first = application.revisions.get(number=1)
    changed = [part.heading for part in second.parts(first) if part.has_changed]
    assert (second.number, changed) == (2, ["mål"])


def test_after_the_closing_what_was_sent_is_changed_no_more(call, time_machine):
    application = build.a_sent_check(call=call)
    time_machine.move_to(CLOSES, tick=False)
    with pytest.raises(Refused, match="kan inte längre ändras"):
        save_draft(application, version=1, answers=build.CHECK, costs=[], by=build.a_user())


def test_each_contact_person_gets_a_receipt_for_each_version_and_a_letter_at_withdrawal(call):
    member = build.a_member()
    people = [build.a_contact(member).person for _ in range(2)]
    application = build.a_sent_check(member, call=call)
    withdraw(application, by=people[0].user, now=NOW)
    letters = Message.objects.order_by("key").values_list("key", "to")
    expected = sorted(
        (f"check-{application.pk}-{fact}-{person.pk}", person.email)
        for person in people
        for fact in ["received-1", "withdrawn"]
    )
    assert [(key, *to) if isinstance(to, list) else (key, to) for key, to in letters] == expected


def test_a_withdrawn_application_gives_room_for_a_new_one_and_is_not_sent(call):
    member = build.a_member()
    first = build.a_sent_check(member, call=call)
    withdraw(first, by=build.a_user(), now=NOW)
    with pytest.raises(Refused, match="Ansökan är återkallad"):
        send(first, by=build.a_user(), now=NOW)
    assert build.a_check(member, call=call).pk != first.pk


# --- colleagues


def test_colleagues_write_on_the_same_application(call):
    member = build.a_member()
    one = begin(call, organisation=member, by=build.a_user(), now=NOW)
    assert begin(call, organisation=member, by=build.a_user(), now=NOW) == one


def test_of_two_who_save_at_once_the_second_is_told_and_loses_nothing(client, call, contact):
    application = build.a_check(contact.organisation, call=call, by=build.a_user(name="Örjan"))
    with pytest.raises(SavedMeanwhile):
        save_draft(application, version=0, answers=build.CHECK, costs=[], by=build.a_user())
    answer = client.post(page(application, "write"), typed(0, aim="Ett annat mål."))
    assertContains(answer, "Örjan sparade den här ansökan medan ni skrev.")
    assertContains(answer, "Ett annat mål.</textarea>")
    assertContains(answer, "<del>", count=1)
    assertContains(answer, 'name="version" value="1"')
    again = client.post(page(application, "write"), typed(1, aim="Ett annat mål."))
    assertRedirects(again, page(application))
    application.refresh_from_db()
    assert (application.aim, application.version) == ("Ett annat mål.", 2)


# --- the pages


def test_from_the_call_to_a_sent_application(client, call, contact):
    answer = client.post(reverse("checks:begin", args=[call.pk]))
    application = Application.objects.get()
    assertRedirects(answer, page(application, "write"))
    assertContains(client.get("/medlem/"), "är inte skickad")
    client.post(page(application, "write"), typed(0, problem=""))
    assertContains(client.get(page(application)), "Beskriv problemet.")
    assertNotContains(client.get(page(application)), "Skicka ansökan")
    client.post(page(application, "write"), typed(1))
    looked_through = client.get(page(application))
    assertContains(looked_through, "100\u00a0000\u00a0kr")  # the own contribution
    assertContains(looked_through, "Skicka ansökan")
    assertContains(client.post(page(application, "send"), follow=True), "Tack. Ansökan är skickad")
    assertContains(client.get(page(application, "revision", number=1)), "Lättare landställ")
    assertNotContains(client.get("/medlem/"), "är inte skickad")


def test_what_cannot_be_read_is_told_beside_its_field_and_kept(client, call, contact):
    application = build.a_check(contact.organisation, call=call)
    facts = {"asked": "många", "costs-0-amount": "tusen", "months": "0"}
    answer = client.post(page(application, "write"), typed(1, **facts))
    assertContains(answer, 'value="tusen"')
    assertContains(answer, 'href="#id_costs-0-amount"')
    assertContains(answer, 'href="#id_asked"')
    assertContains(answer, 'href="#id_months"')
    application.refresh_from_db()
    assert application.asked == Decimal(300_000)


def test_a_personal_number_is_not_kept(client, call, contact):
    application = build.a_check(contact.organisation, call=call)
    answer = client.post(page(application, "write"), typed(1, plan="Ring 811218-9876."))
    assertNotContains(answer, "811218")


def test_a_version_shows_what_has_changed_since_the_one_before(client, call, contact):
    application = build.a_sent_check(contact.organisation, call=call)
    client.post(page(application, "write"), typed(1, title="Lättare vinge"))
    assertContains(client.get(page(application)), "Ändringarna gäller först när de har skickats.")
    client.post(page(application, "send"))
    shown = client.get(page(application, "revision", number=2))
    assertContains(shown, "landställ</del>")
    assertContains(shown, "vinge</ins>")


def test_a_late_draft_is_kept_and_the_page_says_so(client, call, contact, time_machine):
    application = build.a_check(contact.organisation, call=call)
    time_machine.move_to(CLOSES, tick=False)
    client.force_login(contact.person.user)
    assertContains(client.get(page(application)), "Ert utkast är kvar.")
    assertContains(client.post(page(application, "send"), follow=True), "Utlysningen stängde")
    client.post(page(application, "withdraw"))
    application.refresh_from_db()
    assert (application.status, Message.objects.count()) == ("withdrawn", 0)


# --- sealed


def test_nothing_of_a_sealed_call_is_read_on_the_desk_before_it_closes(client, call, time_machine):
    application = build.a_sent_check(build.a_member("Hemliga Skrov AB"), call=call)
    build.a_check(build.a_member("Ett utkast AB"), call=call)
    client.force_login(build.a_secretary())
    listed, own = reverse("admin:checks_application_changelist"), "checks_application_change"
    assertNotContains(client.get(listed), "Hemliga")
    assert client.get(reverse(f"admin:{own}", args=[application.pk])).status_code == 302
    shown = client.get(reverse("admin:checks_call_change", args=[call.pk]))
    assertContains(shown, "Mottagna ansökningar")
    assertNotContains(shown, "Hemliga")
    time_machine.move_to(CLOSES, tick=False)
    client.force_login(build.a_secretary())
    assertContains(client.get(listed), "Lättare landställ")
    assertNotContains(client.get(listed), "Ett utkast")
    opened = client.get(reverse(f"admin:{own}", args=[application.pk]))
    assertContains(opened, "Landstället väger för mycket.")


def test_an_open_call_is_read_as_applications_come(client):
    call = build.a_call(is_sealed=False)
    application = build.a_sent_check(call=call)
    application_page = reverse("admin:checks_application_change", args=[application.pk])
    client.force_login(build.a_secretary())
    assertContains(client.get(application_page), "Landstället väger för mycket.")
    by = application.saved_by
    answers = {**build.CHECK, "problem": "Osänt."}
    save_draft(application, version=1, answers=answers, costs=[], by=by)
    assertNotContains(client.get(application_page), "Osänt.")
    assert timezone.now() < call.closes_at


# --- the night when the clock is set


@pytest.mark.parametrize(
    ("closes_at", "last_second", "shown"),
    [
        # In March the second before three o'clock is 01.59.59.
        (datetime(2027, 3, 28, 3, tzinfo=STOCKHOLM), "2027-03-28T00:59:59Z", "28 mars 2027 03:00"),
        # In October the hour before three o'clock comes twice; the second one counts too.
        (
            datetime(2027, 10, 31, 3, tzinfo=STOCKHOLM),
            "2027-10-31T01:59:59Z",
            "31 oktober 2027 03:00",
        ),
    ],
    ids=["spring", "autumn"],
)
def test_a_call_closes_by_the_swedish_clock_on_the_night_it_is_set(
    time_machine, closes_at, last_second, shown
):
    last_second = datetime.fromisoformat(last_second)
    time_machine.move_to(last_second - timedelta(days=2), tick=False)
    call = build.a_call(closes_at=closes_at)
    early, late = build.a_check(call=call), build.a_check(call=call)
    assert send(early, by=build.a_user(), now=last_second).number == 1
    with pytest.raises(Refused, match=f"stängde {shown}"):
        send(late, by=build.a_user(), now=last_second + SECOND)


def test_a_closing_moment_that_does_not_exist_or_comes_twice_is_refused_on_the_desk(client):
    call = build.a_call(published=False)
    client.force_login(build.a_secretary())
    page_of_call = reverse("admin:checks_call_change", args=[call.pk])
    for day in ["2027-03-28", "2027-10-31"]:
        facts = {"opens_at_0": "2027-03-01", "opens_at_1": "09:00", "closes_at_0": day}
        answer = client.post(page_of_call, {**facts, "closes_at_1": "02:30:00"})
        assertContains(answer, f"{day} 02:30:00")
    call.refresh_from_db()
    assert call.closes_at != datetime(2027, 3, 28, 2, 30, tzinfo=STOCKHOLM)
