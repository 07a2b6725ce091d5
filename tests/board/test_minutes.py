"""Minutes: they write themselves, are numbered, changed, signed, locked and opened again."""

from datetime import date, time, timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from board import actions
from board.actions.minutes import FOREVER
from board.models import Decision, Minutes, MinutesText, Paragraph, content_of
from board.rules import Presence
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def seats():
    return build.a_board(5)


@pytest.fixture
def meeting(seats):
    return a_held_meeting(seats)


def a_held_meeting(seats, *, points=2, held_on=TODAY):
    """With points that have been treated, and a decision under the first; the last is absent."""
    meeting = actions.open_meeting(seats[0].body, held_on=held_on, present=seats[:4])
    matter = build.a_matter(seats[0].body)
    actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    actions.acclaim(matter, is_carried=True, by=seats[0], today=TODAY)
    for number in range(1, points):
        actions.add_item(meeting, title=f"Rapport {number}")
    for item in meeting.items.all():
        actions.end_item(item, ending="treated")
    return meeting


def a_draft(meeting, seats, **texts):
    minutes = actions.begin_minutes(meeting, by=seats[1], today=TODAY)
    actions.write_minutes(minutes, by=seats[1], texts={}, adjusters=[seats[2]])
    return minutes


def sent(meeting, seats):
    return actions.send_minutes(a_draft(meeting, seats), by=seats[1], today=TODAY)


def signed_by(minutes, *seats):
    for seat in seats:
        minutes = actions.sign_minutes(
            minutes, seat=seat, sha256=minutes.document.sha256, factor="totp"
        )
    return minutes


def locked(meeting, seats):
    """Signed by who wrote them, the chair and the adjuster."""
    return signed_by(sent(meeting, seats), *seats[:3])


def said(content, place=0):
    return [text for _kind, text in content["paragraphs"][place]["lines"]]


def text_of(document):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(document.content)).pages)


def letters(key):
    return Message.objects.filter(key__contains=key).count()


def test_they_write_themselves_from_what_was_noted(meeting, seats):
    item = meeting.items.get(position=2)
    meeting.starts_at, meeting.ends_at = time(13), time(15, 30)
    meeting.answers.create(seat=seats[4], choice="cannot", answered_at=timezone.now())
    actions.invite_guest(item, name="Örjan Öberg", role="revisor")
    actions.write_note(item, kind="input", text="Flytta konferensen till hösten.")
    actions.write_note(item, kind="reservation", text="För dyrt.", seat=seats[2])
    actions.give_task(item, text="Fråga Luleå", owner=seats[2].person, due_on=date(2027, 3, 1))
    actions.wish_follow_up(item, wish="Hur gick det", due_on=TODAY + timedelta(days=90))
    actions.note_absences(item, recused=[seats[3]])
    content = content_of(a_draft(meeting, seats))
    assert said(content) == [
        "Beslutades\n\nAtt anta verksamhetsplanen.",
        f"Beslut {TODAY.year}-1. 4 av 5 ledamöter deltog: bifall med acklamation.",
    ]
    assert said(content, 1) == [
        "Adjungerade under punkten: Örjan Öberg, revisor.",
        f"På grund av jäv lämnade {seats[3].person} mötet och deltog inte i handläggningen.",
        "Inspel: Flytta konferensen till hösten.",
        f"Reservation av {seats[2].person}: För dyrt.",
        f"Uppdrag till {seats[2].person}: Fråga Luleå, senast 2027-03-01.",
        f"Följs upp tidigast {TODAY + timedelta(days=90)}: Hur gick det.",
    ]
    facts = dict(content["facts"])
    assert facts["Tid"] == f"{TODAY} kl. 13.00–15.30"
    assert facts["Frånvarande"] == f"{seats[4].person}, ledamot (hade anmält förhinder)"
    assert facts["Ordförande"] == str(seats[0].person)
    assert facts["Justerare"] == str(seats[2].person)


def test_who_votes_how_is_not_in_them_but_how_it_fell_is(seats):
    meeting = actions.open_meeting(seats[0].body, held_on=TODAY, present=seats)
    matter = build.a_matter(seats[0].body)
    actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    for seat, choice in zip(seats, ["for", "for", "for", "against", "abstain"], strict=True):
        actions.cast_vote(matter, seat=seat, choice=choice)
    actions.decide(matter, by=seats[0], today=TODAY)
    told = said(content_of(a_draft(meeting, seats)))
    assert told[1] == (
        f"Beslut {TODAY.year}-1. 5 av 5 ledamöter deltog, 3 ja, 1 nej, 1 avstår: bifall."
    )
    assert [str(seats[3].person) in line for line in told] == [False, False]


def test_who_comes_and_goes_is_said_where_it_happened(meeting, seats):
    first = actions.add_item(meeting, title="Sent")
    actions.note_presence(first, {seats[3]: Presence.LEFT})
    told = said(content_of(a_draft(meeting, seats)), 2)
    assert told[0] == f"Före punkten lämnade {seats[3].person} mötet."


def test_decisions_between_meetings_are_minuted_once_at_the_next(seats):
    matter = build.a_matter()
    for seat in seats:
        actions.cast_vote(matter, seat=seat, choice="for")
    decision = actions.decide(matter, by=seats[0], today=TODAY)
    first, second = a_held_meeting(seats), a_held_meeting(seats)
    titles = [one["title"] for one in sent(first, seats).content["paragraphs"]]
    assert titles == ["Beslut mellan möten", "Verksamhetsplan", "Rapport 1"]
    titles = [one["title"] for one in sent(second, seats).content["paragraphs"]]
    assert titles == ["Verksamhetsplan", "Rapport 1"]
    assert decision.minuted.paragraph.number == 1


def test_paragraphs_are_numbered_through_the_year_in_each_body(seats):
    others = build.a_board(3, build.a_body("gruppen"))
    for _meeting in range(2):
        sent(a_held_meeting(seats), seats)
    sent(a_held_meeting(others), others)
    numbers = Paragraph.objects.order_by("body", "number").values_list("body__slug", "number")
    board = [("styrelsen", number) for number in (1, 2, 3, 4)]
    assert sorted(numbers) == [("gruppen", 1), ("gruppen", 2), *board]


def test_the_minutes_of_an_earlier_meeting_come_first(meeting, seats):
    later = a_held_meeting(seats)
    with pytest.raises(Refused, match="kommer först"):
        sent(later, seats)
    assert Paragraph.objects.count() == 0


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda m: m.adjusters.clear(), "vem som ledde"),
        (lambda m: actions.add_item(m.meeting, title="Övrigt"), "Punkt 3 är inte avslutad"),
        (
            lambda m: actions.put_on_meeting(
                build.a_matter(m.meeting.body), meeting=m.meeting, by=m.meeting.chair
            ),
            "Punkt 3 är inte avslutad",
        ),
    ],
    ids=["nobody adjusts", "a point not ended", "a matter not decided"],
)
def test_unfinished_minutes_are_not_sent(meeting, seats, break_it, words):
    minutes = a_draft(meeting, seats)
    break_it(minutes)
    with pytest.raises(Refused, match=words):
        actions.send_minutes(minutes, by=seats[1], today=TODAY)


def test_who_was_recused_or_absent_does_not_adjust(meeting, seats):
    minutes = a_draft(meeting, seats)
    actions.note_absences(meeting.items.last(), recused=[seats[3]])
    for seat in (seats[3], seats[4]):
        with pytest.raises(Refused):
            actions.write_minutes(minutes, by=seats[1], texts={}, adjusters=[seat])
    assert list(minutes.adjusters.all()) == [seats[2]]


def test_only_who_keeps_meetings_writes_them(meeting, seats):
    with pytest.raises(Refused):
        actions.begin_minutes(meeting, by=seats[3], today=TODAY)
    with pytest.raises(Refused):
        actions.send_minutes(a_draft(meeting, seats), by=seats[2], today=TODAY)


def test_each_signs_the_bytes_they_read_and_the_last_one_locks_them(meeting, seats):
    minutes = signed_by(sent(meeting, seats), seats[0], seats[2])
    assert (minutes.state, minutes.waits_for) == ("adjusting", [seats[1]])
    minutes = signed_by(minutes, seats[1])
    assert (minutes.state, minutes.waits_for) == ("locked", [])
    kept = text_of(minutes.signed_document)
    assert [str(seat.person) in kept for seat in seats[:3]] == [True] * 3
    assert minutes.document.sha256 in "".join(kept.split())
    assert (minutes.signed_document.keep_until, minutes.signed_document.is_intact) == (
        FOREVER,
        True,
    )
    assert letters("locked") == 5


def test_what_was_not_read_is_not_signed(meeting, seats):
    minutes = sent(meeting, seats)
    with pytest.raises(Refused, match="på nytt"):
        actions.sign_minutes(minutes, seat=seats[0], sha256="0" * 64, factor="totp")
    with pytest.raises(Refused, match="inte bland dem"):
        signed_by(minutes, seats[3])
    signed_by(minutes, seats[0])
    with pytest.raises(Refused, match="redan"):
        signed_by(minutes, seats[0])


def test_a_change_makes_a_draft_of_them_and_voids_what_was_signed(meeting, seats):
    minutes = signed_by(sent(meeting, seats), seats[0])
    actions.ask_for_change(minutes, seat=seats[2], text="§ 2: jag sa tvärtom.")
    minutes.refresh_from_db()
    assert (minutes.state, letters("change")) == ("draft", 2)
    anew = actions.send_minutes(minutes, by=seats[1], today=TODAY)
    assert (anew.edition, anew.waits_for) == (2, [seats[0], seats[2], seats[1]])
    assert anew.document != minutes.document
    assert letters("edition") == 6
    numbers = [one["number"] for one in anew.content["paragraphs"]]
    assert numbers == [1, 2]


def test_locked_minutes_are_changed_neither_by_us_nor_in_the_database(meeting, seats):
    minutes = locked(meeting, seats)
    for change in (
        lambda: actions.ask_for_change(minutes, seat=seats[0], text="Nej."),
        lambda: actions.write_minutes(minutes, by=seats[1], texts={}, adjusters=[]),
        lambda: actions.send_minutes(minutes, by=seats[1], today=TODAY),
    ):
        with pytest.raises(Refused):
            change()
    with pytest.raises(DatabaseError), transaction.atomic():
        Minutes.objects.update(content={})
    with pytest.raises(DatabaseError), transaction.atomic():
        Minutes.objects.all()._raw_delete("default")


def test_opened_again_they_are_a_new_version_and_the_old_stays(meeting, seats):
    old = locked(meeting, seats)
    anew = actions.reopen_minutes(old, by=seats[0], because="Fel årtal i § 2.")
    with pytest.raises(Refused):
        actions.reopen_minutes(old, by=seats[0], because="En gång till.")
    item = meeting.items.get(position=2)
    actions.write_minutes(anew, by=seats[1], texts={item.pk: "Året är 2027."}, adjusters=[seats[2]])
    again = signed_by(actions.send_minutes(anew, by=seats[1], today=TODAY), seats[0], seats[2])
    assert (again.version, again.state) == (2, "locked")
    assert "Fel årtal i § 2." in text_of(again.signed_document)
    assert "Året är 2027." in text_of(again.signed_document)
    old.refresh_from_db()
    assert "Året är 2027." not in text_of(old.signed_document)
    assert [p["number"] for p in again.content["paragraphs"]] == [1, 2]


def test_the_text_of_the_keeper_is_kept_apart_and_can_be_taken_away(meeting, seats):
    minutes, item = a_draft(meeting, seats), meeting.items.get(position=2)
    for text, count in [("Anna berättade.", 1), (" ", 0)]:
        actions.write_minutes(minutes, by=seats[1], texts={item.pk: text}, adjusters=[seats[2]])
        assert MinutesText.objects.count() == count


def test_a_numbered_point_stays_on_the_agenda(meeting, seats):
    bare = actions.add_item(meeting, title="Övrigt")
    actions.end_item(bare, ending="treated")
    sent(meeting, seats)
    with pytest.raises(Refused):
        actions.remove_item(bare)


@pytest.mark.parametrize("points", [1, 6])
def test_a_long_agenda_takes_as_many_questions_as_a_short(seats, django_assert_num_queries, points):
    meeting = a_held_meeting(seats, points=points)
    for item in meeting.items.all():
        actions.write_note(item, kind="input", text="Ja.", seat=seats[0])
        actions.give_task(item, text="Gör det", owner=seats[1].person)
    minutes = Minutes.objects.get(pk=a_draft(meeting, seats).pk)
    with django_assert_num_queries(28):
        content_of(minutes)


def page_of(meeting, name="minutes", **more):
    return reverse(f"board:{name}", kwargs={"body": "styrelsen", "pk": meeting.pk, **more})


def logged_in(seat, *, with_code=True):
    client = Client()
    client.force_login(seat.person.user)
    if with_code:
        session = client.session
        shown = {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}
        session["account_authentication_methods"] = [shown]
        session["account_authentication_methods_user"] = str(seat.person.user.pk)
        session.save()
    return client


def test_without_a_fresh_second_factor_nobody_signs(meeting, seats):
    minutes = sent(meeting, seats)
    sign = page_of(meeting, "minutes_step", what="underteckna")
    body = {"sha256": minutes.document.sha256}
    answer = logged_in(seats[0], with_code=False).post(sign, body)
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert minutes.signatures.count() == 0
    logged_in(seats[0]).post(sign, body)
    assert minutes.signatures.get().factor == "totp"


def test_a_code_from_six_minutes_ago_is_not_fresh(meeting, seats):
    minutes, client = sent(meeting, seats), logged_in(seats[0])
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 6 * 60
    session.save()
    client.post(
        page_of(meeting, "minutes_step", what="underteckna"), {"sha256": minutes.document.sha256}
    )
    assert minutes.signatures.count() == 0


def test_drafts_are_for_who_keeps_them_and_locked_ones_for_the_whole_body(meeting, seats):
    minutes = sent(meeting, seats)
    pdf = page_of(meeting, "minutes_pdf", version=1)
    seen = [logged_in(seat).get(pdf).status_code for seat in seats]
    assert seen == [200, 200, 200, 404, 404]
    signed_by(minutes, *seats[:3])
    seen = [logged_in(seat).get(pdf).status_code for seat in seats]
    assert seen == [200] * 5


def test_a_draft_withholds_the_point_from_a_recused_keeper(meeting, seats):
    item = meeting.items.get(position=2)
    actions.write_note(item, kind="opinion", text="Hemligt")
    actions.note_absences(item, recused=[seats[1]])
    a_draft(meeting, seats)
    pages = ["minutes", "write_minutes"]
    recused = [logged_in(seats[1]).get(page_of(meeting, page)).content for page in pages]
    chair = logged_in(seats[0]).get(page_of(meeting)).content
    assert [b"Rapport 1" in page for page in [*recused, chair]] == [False, False, True]
    assert [b"Hemligt" in page for page in [*recused, chair]] == [False, False, True]


def test_from_begun_to_opened_again_by_the_buttons(meeting, seats):
    keeper, chair = logged_in(seats[1]), logged_in(seats[0])
    keeper.post(page_of(meeting, "minutes_step", what="borja"))
    texts = {f"text_{item.pk}": f"Text {item.position}" for item in meeting.items.all()}
    keeper.post(page_of(meeting, "write_minutes"), {"adjusters": [seats[2].pk], **texts})
    keeper.post(page_of(meeting, "minutes_step", what="skicka"))
    minutes = Minutes.objects.get()
    assert minutes.state == "adjusting"
    chair.post(page_of(meeting, "minutes_step", what="andring"), {"text": "Ändra."})
    keeper.post(page_of(meeting, "minutes_step", what="skicka"))
    minutes.refresh_from_db()
    for seat in seats[:3]:
        logged_in(seat).post(
            page_of(meeting, "minutes_step", what="underteckna"),
            {"sha256": minutes.document.sha256},
        )
    minutes.refresh_from_db()
    assert (minutes.state, minutes.edition) == ("locked", 2)
    chair.post(page_of(meeting, "minutes_step", what="oppna"), {"because": "Fel."})
    assert list(Minutes.objects.values_list("version", "state")) == [(2, "draft"), (1, "locked")]


def test_a_decision_is_cited_by_its_paragraph_once_the_minutes_are_sent(meeting, seats):
    assert Decision.objects.get().citation == f"Beslut {TODAY.year}-1"
    sent(meeting, seats)
    decision = Decision.objects.with_paragraph().get()
    assert decision.citation == f"Beslut {TODAY.year}-1, § 1, Styrelsen 1/{TODAY.year}"
    client = logged_in(seats[3])
    found = [
        client.get(reverse("board:decisions", args=["styrelsen"]), {"q": query}).content.decode()
        for query in ("§ 1", "§1", "§ 2")
    ]
    assert [decision.citation in page for page in found] == [True, True, False]
    page = client.get(reverse("board:matter", args=["styrelsen", decision.matter_id]))
    assert f'<a href="{page_of(meeting)}">{decision.citation}</a>' in page.content.decode()
