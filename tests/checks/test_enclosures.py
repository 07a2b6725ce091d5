"""Partners who must consent, and files that are judged by what is in them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import signing
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from board.models import Body, Interest
from checks.actions import (
    answer_for_partner,
    ask_partner,
    ask_partner_again,
    refer_to_board,
    send,
    take_away,
    withdraw,
)
from checks.mails import consent_path
from checks.models import Application, ApplicationFile, Partner
from lattvikt.lib.refused import Refused
from members.models import Contact
from outbox.models import Message
from tests import build
from tests.checks.board import a_meeting
from tests.lib.test_uploads import a_pdf, a_picture

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 2, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _march(time_machine, settings, tmp_path):
    time_machine.move_to(NOW, tick=False)
    build.the_programme()
    build.a_schedule(2027)
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }


@pytest.fixture
def contact(client):
    contact = build.a_contact(build.a_member("Åmåls Båtar AB"))
    client.force_login(contact.person.user)
    return contact


@pytest.fixture
def application(contact):
    return build.a_check(contact.organisation)


def page(application, name="application", **more):
    return reverse(f"checks:{name}", kwargs={"pk": application.pk, **more})


# --- partners


def test_nothing_is_sent_until_every_partner_has_said_yes(application):
    by = build.a_user()
    first = build.a_partner(application)
    second = build.a_partner(application, answer=True, name="Lacken AB")
    with pytest.raises(Refused, match="Gjuteriet i Ö AB har inte svarat än"):
        send(application, by=by, now=NOW)
    answer_for_partner(first, consents=False, by_name="Östen", now=NOW)
    with pytest.raises(Refused, match="Gjuteriet i Ö AB är inte med"):
        send(application, by=by, now=NOW)
    take_away(first, now=NOW)
    revision = send(application, by=by, now=NOW)
    assert revision.content["partners"] == "Lacken AB: Gjuter proven"
    assert list(revision.partners) == [second]


def test_another_organisation_is_asked_at_the_address_that_is_given(application):
    partner = build.a_partner(application, language="en")
    letter = Message.objects.get(key=f"check-partner-{partner.pk}-named")
    assert (letter.to, letter.language) == ("osten@gjuteriet.example", "en")
    assert consent_path(partner, None) in letter.text


def test_a_member_is_asked_by_its_contact_persons_whoever_was_named(application):
    member = build.a_member("Plåtmästarna AB")
    contact = build.a_contact(member)
    build.a_contact(member, Contact.Role.COMMUNICATOR)
    partner = build.a_partner(application, org_number=member.org_number, name="Plåt")
    assert (partner.organisation, partner.name, partner.email) == (member, "Plåtmästarna AB", "")
    asked = Message.objects.filter(key__startswith="check-partner-").values_list("to", flat=True)
    assert list(asked) == [contact.person.email]


@pytest.mark.parametrize(
    ("who", "text"),
    [
        ("themselves", "det är ni själva"),
        ("twice", "är redan"),
        ("unknown", "inte till någon kontaktperson"),
    ],
)
def test_who_cannot_be_a_partner(application, who, text):
    twice = build.a_partner(application)
    organisation = {
        "themselves": {"org_number": application.organisation.org_number, "name": "Vi"},
        "twice": {"org_number": twice.org_number, "name": "De"},
        "unknown": {"organisation": build.a_member("Ensam AB")},
    }[who]
    with pytest.raises(Refused, match=f"(?i:{text})"):
        build.a_partner(application, **organisation)


def test_there_is_room_for_ten_partners_and_ten_files(application):
    for number in range(10):
        build.a_partner(application, org_number="", name=f"Part {number}")
        build.a_check_file(application)
    with pytest.raises(Refused, match="plats för 10 samarbetsparter"):
        build.a_partner(application)
    with pytest.raises(Refused, match="plats för 10 filer"):
        build.a_check_file(application)


def test_the_database_keeps_no_answer_without_its_moment(application):
    partner = build.a_partner(application)
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.filter(pk=partner.pk).update(consents=True)


def test_a_visit_to_the_link_answers_nothing_and_the_button_answers_once(client, application):
    partner = build.a_partner(application)
    link = consent_path(partner, None)
    client.logout()
    assertContains(client.get(link), "Är Gjuteriet i Ö AB med?")
    client.head(link)
    partner.refresh_from_db()
    assert partner.answered_at is None
    assertContains(client.post(link, {"answer": "yes"}, follow=True), "Ni har svarat ja")
    again = client.post(link, {"answer": "no"}, follow=True)
    assertContains(again, "Ni har redan svarat.")
    partner.refresh_from_db()
    assert (partner.consents, partner.answered_by) == (True, "Östen Öberg")


def test_the_applicant_is_told_of_the_answer(application, contact):
    partner = build.a_partner(application, answer=False)
    key = f"check-{application.pk}-partner_answered-{partner.pk}-{contact.person_id}"
    assert "inte är med i ert projekt" in Message.objects.get(key=key).text


@pytest.mark.parametrize("change", ["altered", "other salt", "taken away", "no contact"])
def test_a_link_that_does_not_hold_answers_nothing(client, application, change):
    member = build.a_contact(build.a_member("Plåtmästarna AB"))
    partner = build.a_partner(application, organisation=member.organisation)
    link = consent_path(partner, member.person_id)
    if change == "altered":
        link = link[:-3] + "xx/"
    elif change == "other salt":
        signed = signing.dumps([partner.pk, member.person_id], salt="other")
        link = reverse("checks:consent", args=[signed])
    elif change == "taken away":
        take_away(partner, now=NOW)
    else:
        member.until = NOW.date() - timedelta(days=1)
        member.save()
    assert client.post(link, {"answer": "yes"}).status_code == 404
    assert not Partner.objects.filter(consents=True).exists()


def test_what_is_withdrawn_or_late_asks_nobody_any_longer(client, application, time_machine):
    partner = build.a_partner(application)
    time_machine.move_to(application.call.closes_at, tick=False)
    assertContains(client.get(consent_path(partner, None)), "Frågan gäller inte längre")
    with pytest.raises(Refused, match="stängde"):
        answer_for_partner(partner, consents=True, by_name="Ö", now=application.call.closes_at)
    withdraw(application, by=build.a_user(), now=NOW)
    with pytest.raises(Refused, match="gäller inte längre"):
        answer_for_partner(partner, consents=True, by_name="Ö", now=NOW)


def test_a_member_that_is_asked_finds_the_question_on_its_pages(client, application):
    asked = build.a_contact(build.a_member("Plåtmästarna AB"))
    build.a_partner(application, organisation=asked.organisation)
    client.force_login(asked.person.user)
    overview = client.get(reverse("our_pages"))
    assertContains(overview, "Åmåls Båtar AB frågar om ni är med i ett projekt.")
    link = consent_path(Partner.objects.get(), asked.person_id)
    client.post(link, {"answer": "yes"})
    assertNotContains(client.get(reverse("our_pages")), "frågar om ni är med")


def test_a_partner_is_asked_and_taken_away_on_its_page(client, application):
    facts = {"role": "Gjuter", "name": "Gjuteriet", "contact_name": "Ö", "email": "o@g.example"}
    answer = client.post(page(application, "partners"), facts)
    assertRedirects(answer, page(application, "partners"))
    partner = Partner.objects.get()
    assertContains(client.get(page(application)), "Gjuteriet har inte svarat än")
    client.post(page(application, "drop_partner", partner=partner.pk))
    assertContains(client.get(page(application, "partners")), "Ni har inga samarbetsparter.")


def test_a_silent_partner_is_asked_again_once_a_week(client, contact, application, time_machine):
    partner = build.a_partner(application)
    again = page(application, "ask_again", partner=partner.pk)
    assertNotContains(client.get(page(application, "partners")), again)
    refused = client.post(again, follow=True)
    assertContains(refused, "tillfrågad 2027-03-02")
    for day, letters in [(9, 2), (15, 2), (16, 3)]:
        time_machine.move_to(NOW.replace(day=day), tick=False)
        client.force_login(contact.person.user)
        shown = client.get(page(application, "partners"))
        assert (again in shown.text) is (day != 15)
        client.post(again)
        assert Message.objects.filter(to="osten@gjuteriet.example").count() == letters
    last = Message.objects.get(key=f"check-partner-{partner.pk}-named-2027-03-16")
    assert "2 mars 2027" in last.text
    assert consent_path(partner, None) in last.text


def test_who_has_answered_is_asked_nothing_more(application):
    partner = build.a_partner(application, answer=False)
    later = NOW + timedelta(days=8)
    with pytest.raises(Refused, match="har svarat"):
        ask_partner_again(partner, by=build.a_user(), now=later)


def test_nobody_is_asked_again_when_the_call_has_closed(application):
    partner = build.a_partner(application)
    with pytest.raises(Refused, match="stängde"):
        ask_partner_again(partner, by=build.a_user(), now=application.call.closes_at)


def test_who_is_no_member_must_be_named_with_an_address(client, application):
    answer = client.post(page(application, "partners"), {"role": "Gjuter"})
    assertContains(answer, "Fyll i det här.", count=3 * 2)  # above the form and by the field
    assert not Partner.objects.exists()


# --- files


def upload(client, application, content, name="ritning.pdf", title="Ritning"):
    facts = {"title": title, "file": SimpleUploadedFile(name, content)}
    return client.post(page(application, "files"), facts)


def test_a_file_is_kept_under_a_name_nobody_guesses_and_saved_not_shown(client, application):
    assertRedirects(upload(client, application, a_pdf()), page(application, "files"))
    file = ApplicationFile.objects.get()
    assert "ritning" not in file.file.name
    assert file.file.name.endswith(".pdf")
    answer = client.get(reverse("checks:file", args=[file.pk]))
    disposition = f'attachment; filename="bilaga-{application.pk}-1.pdf"'
    assert answer["Content-Disposition"] == disposition
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == a_pdf()


@pytest.mark.parametrize(
    ("content", "name", "text"),
    [
        (b"MZ\x90\x00", "ritning.pdf", "Bara PDF och bilder"),
        (b"<svg onload='alert(1)'/>", "bild.png", "Bara PDF och bilder"),
        (b"<html><script>", "../../ritning.pdf", "Bara PDF och bilder"),
        (b"%PDF-1.7 nothing", "ritning.pdf", "skadad"),
        (a_pdf("hemligt"), "ritning.pdf", "lösenord"),
        (a_picture(size=(64, 64))[:-20], "bild.png", "skadad"),
        (b"%PDF-" + bytes(1024 * 1024), "stor.pdf", "större än 1 MB"),
        (b"", "tom.pdf", "tom"),
    ],
)
def test_a_hostile_file_is_refused_with_a_reason(
    client, application, settings, content, name, text
):
    settings.CHECK_FILE_MEGABYTES = 1
    assertContains(upload(client, application, content, name), text)
    assert not ApplicationFile.objects.exists()


def test_a_picture_that_is_called_a_program_is_kept_as_the_picture_it_is(client, application):
    upload(client, application, a_picture(), "virus.exe")
    file = ApplicationFile.objects.get()
    assert (file.mimetype, file.download_name[-4:]) == ("image/png", ".png")


def test_what_was_never_sent_is_forgotten_and_what_was_sent_is_kept(
    client, application, time_machine, django_capture_on_commit_callbacks
):
    never, kept = build.a_check_file(application), build.a_check_file(application, "Foto")
    with django_capture_on_commit_callbacks(execute=True):
        take_away(never, now=NOW)
    assert not default_storage.exists(never.file.name)
    first = send(application, by=build.a_user(), now=NOW)
    time_machine.move_to(LATER, tick=False)
    take_away(kept, now=LATER)
    later = build.a_check_file(application, "Foto")
    assertContains(client.get(page(application)), "Ändringarna gäller först")
    second = send(application, by=build.a_user(), now=LATER)
    assert (list(first.files), list(second.files)) == ([kept], [later])
    assert list(application.files.sent()) == [later]
    assertContains(client.get(page(application, "revision", number=2)), "<ins>")


def test_the_desk_opens_what_has_been_sent_and_nothing_else(client, application, time_machine):
    sent = build.a_check_file(application)
    send(application, by=build.a_user(), now=NOW)
    time_machine.move_to(LATER, tick=False)
    unsent = build.a_check_file(application)
    answers = lambda: [  # noqa: E731
        client.get(reverse("checks:file", args=[file.pk])).status_code for file in (sent, unsent)
    ]
    client.force_login(build.a_secretary())
    assert answers() == [404, 404]  # sealed
    time_machine.move_to(application.call.closes_at, tick=False)
    client.force_login(build.a_secretary())
    assert answers() == [200, 404]
    shown = client.get(reverse("admin:checks_application_change", args=[application.pk]))
    assertContains(shown, reverse("checks:file", args=[sent.pk]))


def test_who_assesses_opens_the_files_and_who_is_tied_to_a_partner_does_not(client, application):
    file = build.a_check_file(application)
    partner = build.a_partner(application, answer=True)
    send(application, by=build.a_user(), now=NOW)
    build.closed(application.call)
    body = Body.objects.get(slug="ledningsgruppen")
    free, tied = build.a_seat(body), build.a_seat(body)
    Interest.objects.create(person=tied.person, org_number=partner.org_number, since=NOW.date())
    assert opened_by(client, free, tied, file=file) == [200, 404]


def test_staff_who_hold_a_seat_and_have_jav_open_none_of_the_files(client, application):
    file = build.a_check_file(application)
    send(application, by=build.a_user(), now=NOW)
    build.closed(application.call)
    free, tied = build.a_secretary(), build.a_secretary()
    person = build.a_person("Vera Värm", user=tied)
    build.a_seat(person=person, organisation=application.organisation)
    answers = []
    for secretary in (free, tied):
        client.force_login(secretary)
        answers.append(client.get(reverse("checks:file", args=[file.pk])).status_code)
    assert answers == [200, 404]


def test_the_board_opens_the_files_of_what_lies_before_it_but_not_who_has_jav(client, application):
    file = build.a_check_file(application)
    send(application, by=build.a_user(), now=NOW)
    build.closed(application.call)
    build.a_statement(application)
    body = Body.objects.get(slug="styrelsen")
    free, tied = build.a_seat(body), build.a_seat(body, organisation=application.organisation)
    assert opened_by(client, free, tied, file=file) == [404, 404]
    meeting = a_meeting([free, tied])
    refer_to_board(application, meeting=meeting, by=build.a_secretary(), now=timezone.now())
    assert opened_by(client, free, tied, file=file) == [200, 404]


def test_a_partner_of_what_was_sent_counts_for_jav_until_what_is_sent_is_without_it(application):
    partner = build.a_partner(application, answer=True)
    by = build.a_user()
    send(application, by=by, now=NOW)
    seat = build.a_seat(Body.objects.get(slug="ledningsgruppen"))
    Interest.objects.create(person=seat.person, org_number=partner.org_number, since=NOW.date())
    took_part = lambda: (  # noqa: E731
        partner.org_number in [party.org_number for party in application.parties()],
        not Application.objects.open_to(seat.person_id).filter(pk=application.pk).exists(),
    )
    take_away(partner, now=LATER)
    assert took_part() == (True, True)
    send(application, by=by, now=LATER)
    assert took_part() == (False, False)


def opened_by(client, *seats, file):
    answers = []
    for seat in seats:
        client.force_login(seat.person.user)
        answers.append(client.get(reverse("checks:file", args=[file.pk])).status_code)
    return answers


def test_after_the_closing_what_was_sent_is_enclosed_no_more_and_no_less(application):
    file = build.a_check_file(application)
    send(application, by=build.a_user(), now=NOW)
    type(application.call).objects.update(closes_at=NOW)
    for job in [
        lambda: take_away(file, now=LATER),
        lambda: build.a_check_file(application),
        lambda: ask_partner(application, role="", by=build.a_user(), now=LATER, name="N"),
    ]:
        with pytest.raises(Refused, match="kan inte längre ändras"):
            job()
