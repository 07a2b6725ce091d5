import smtplib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections, transaction
from django.utils import timezone

from lattvikt.lib.refused import Refused
from outbox.actions import send_again, send_due, withdraw
from outbox.models import Message
from outbox.rules import ATTEMPTS
from tests import build
from tests.outbox.letters import keys, make_due, owe, owe_many, states

pytestmark = pytest.mark.django_db

MOMENT = timedelta(seconds=20)


def test_what_is_owed_is_sent_once(letterbox):
    owed = owe_many(3)
    assert send_due() == 3
    assert send_due() == 0
    assert keys(letterbox.letters) == owed
    assert set(states().values()) == {"sent"}
    assert list(Message.objects.values_list("attempts", "error")) == [(1, "")] * 3


@pytest.mark.parametrize(("count", "queries"), [(1, 9), (3, 13)])
def test_a_letter_costs_two_more_statements_to_send(
    letterbox, count, queries, django_assert_num_queries
):
    owe_many(count)
    with django_assert_num_queries(queries):
        assert send_due() == count


def test_the_oldest_goes_first_and_none_before_its_time(letterbox):
    owe("later")
    Message.objects.update(not_before=timezone.now() + timedelta(hours=1))
    owe("second")
    owe("first")
    Message.objects.filter(key="first").update(not_before=timezone.now() - timedelta(hours=1))
    send_due()
    sent = [letter.message["Message-ID"].partition("@")[0] for letter in letterbox.letters]
    assert sent == ["<first", "<second"]
    assert states()["later"] == "queued"


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_a_letter_refused_for_now_is_tried_again_later_each_time(letterbox, stage):
    owe("k")
    letterbox.refuse("451 4.3.0 Kom igen senare", at=stage)
    for minutes in (5, 10, 20):
        make_due()
        before = timezone.now()
        assert send_due() == 0
        letter = Message.objects.get()
        assert letter.state == "queued"
        assert letter.error.startswith("451 4.3.0")
        assert timedelta() <= letter.not_before - before - timedelta(minutes=minutes) < MOMENT
        assert send_due() == 0  # it is not due
    assert letter.attempts == 3
    letterbox.refusals.clear()
    make_due()
    assert send_due() == 1
    assert keys(letterbox.letters) == ["k"]
    assert Message.objects.get().error == ""


def test_a_letter_refused_for_three_days_waits_for_a_person(letterbox):
    owe("k")
    Message.objects.update(attempts=ATTEMPTS - 1)
    letterbox.refuse("451 4.3.0 Later")
    send_due()
    assert states() == {"k": "failed"}
    assert [letter.key for letter in Message.objects.needing_a_person()] == ["k"]


@pytest.mark.parametrize("stage", ["MAIL", "RCPT", "DATA"])
def test_a_letter_refused_for_good_fails_at_once_with_the_servers_words(letterbox, stage):
    owe("k")
    letterbox.refuse("550 5.1.1 No such user here", at=stage)
    assert send_due() == 0
    assert states() == {"k": "failed"}
    assert Message.objects.get().error == "550 5.1.1 No such user here"
    assert send_due() == 0
    assert letterbox.letters == []


def test_one_refused_letter_does_not_stop_the_others_on_the_same_line(letterbox, monkeypatch):
    owe("bad", to="gone@example.org")
    owe("good")
    whole = type(letterbox).handle_RCPT

    async def refuse_one(self, server, session, envelope, address, options):
        if address == "gone@example.org":
            return "550 5.1.1 Gone"
        return await whole(self, server, session, envelope, address, options)

    monkeypatch.setattr(type(letterbox), "handle_RCPT", refuse_one)
    assert send_due() == 1
    assert states() == {"bad": "failed", "good": "sent"}


def test_without_a_mail_server_no_letter_is_touched(letterbox):
    owe_many(2)
    letterbox.close()
    before = list(Message.objects.order_by("pk").values())
    assert send_due() == 0
    assert list(Message.objects.order_by("pk").values()) == before
    letterbox.open()
    assert send_due() == 2


def test_a_mail_server_that_does_not_let_us_in_is_no_mail_server(letterbox, settings):
    owe("k")
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "a", "b"
    before = list(Message.objects.values())
    assert send_due() == 0
    assert list(Message.objects.values()) == before


def test_a_line_cut_after_the_letter_leaves_it_to_a_person(letterbox):
    owe_many(3)
    letterbox.hang_up()
    assert send_due() == 0
    assert keys(letterbox.cut) == ["letter-0"]
    assert states() == {"letter-0": "uncertain", "letter-1": "queued", "letter-2": "queued"}
    letterbox.open()
    assert send_due() == 2
    assert send_due() == 0
    assert keys(letterbox.letters) == ["letter-1", "letter-2"]
    assert states()["letter-0"] == "uncertain"


def test_a_line_cut_before_the_letter_went_out_is_tried_again(letterbox, monkeypatch):
    owe_many(2)

    async def hang_up(self, server, session, envelope, address, options):
        server.transport.abort()
        return "250 OK"

    with monkeypatch.context() as patch:
        patch.setattr(type(letterbox), "handle_RCPT", hang_up)
        assert send_due() == 0
    assert states() == {"letter-0": "queued", "letter-1": "queued"}
    make_due()
    assert send_due() == 2
    assert keys(letterbox.letters) == ["letter-0", "letter-1"]


def test_gibberish_in_answer_to_a_letter_leaves_it_to_a_person(letterbox):
    owe("k")
    letterbox.refuse("hej hopp")
    send_due()
    assert states() == {"k": "uncertain"}


def test_a_letter_that_cannot_be_written_fails_alone(letterbox):
    owe("bad", to="a@example.org\nBcc: all@example.org")
    owe("good")
    assert send_due() == 1
    assert states() == {"bad": "failed", "good": "sent"}
    assert "newlines" in Message.objects.get(key="bad").error


def test_what_a_worker_had_in_its_hands_when_it_died_is_uncertain_after_a_while(letterbox):
    owe("old")
    owe("fresh")
    Message.objects.update(state="sending", claimed_at=timezone.now())
    Message.objects.filter(key="old").update(claimed_at=timezone.now() - timedelta(minutes=16))
    assert send_due() == 0
    assert states() == {"old": "uncertain", "fresh": "sending"}


def test_who_has_been_away_too_long_does_not_overrule_a_person(letterbox, monkeypatch):
    """While the letter is on the line somebody withdraws it."""
    owe("k")
    deliver = smtplib.SMTP.data

    def withdrawn_meanwhile(smtp, content):
        Message.objects.update(state="withdrawn")
        return deliver(smtp, content)

    monkeypatch.setattr(smtplib.SMTP, "data", withdrawn_meanwhile)
    send_due()
    assert states() == {"k": "withdrawn"}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_a_transaction(letterbox):
    owe("k")
    with transaction.atomic(), pytest.raises(RuntimeError):
        send_due()
    assert (states(), letterbox.letters) == ({"k": "queued"}, [])


@pytest.mark.django_db(transaction=True)
def test_eight_sweeps_at_once_send_each_letter_once(letterbox):
    owed = owe_many(80)
    barrier = Barrier(8)

    def sweep(_):
        barrier.wait()
        try:
            return send_due()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(sweep, range(8)))
    assert sum(taken) == 80
    assert len([count for count in taken if count]) > 1
    assert keys(letterbox.letters) == sorted(owed)
    assert set(states().values()) == {"sent"}


def test_a_letter_sent_again_by_a_person_goes_out_under_the_same_name(letterbox):
    owe("k")
    letterbox.hang_up()
    send_due()
    [first] = letterbox.cut
    letterbox.open()
    secretary = build.a_secretary()
    send_again(Message.objects.get(), by=secretary)
    assert send_due() == 1
    [second] = letterbox.letters
    assert second.message["Message-ID"] == first.message["Message-ID"]
    letter = Message.objects.get()
    assert (letter.state, letter.judged_by, letter.attempts) == ("sent", secretary, 1)


@pytest.mark.parametrize(
    ("action", "possible", "becomes"),
    [
        (send_again, {"uncertain", "failed"}, "queued"),
        (withdraw, {"queued", "uncertain", "failed"}, "withdrawn"),
    ],
)
def test_a_person_judges_only_what_the_post_could_not_settle(action, possible, becomes):
    secretary = build.a_secretary()
    for state in Message.State.values:
        owe(state)
        Message.objects.filter(key=state).update(state=state)
    for letter in Message.objects.exclude(state__in=possible):
        with pytest.raises(Refused, match="Faktura"):
            action(letter, by=secretary)
    for letter in Message.objects.filter(state__in=possible):
        action(letter, by=secretary)
    assert states() == {
        state: becomes if state in possible else state for state in Message.State.values
    }
