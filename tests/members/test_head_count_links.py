"""The link in a letter about the head-count: it confirms one number, once, and nothing else."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from members.actions import ask_the_silent, freeze_round
from members.mails import HEAD_COUNT_SALT, INVITATION_SALT, head_count_link
from members.models import Contact, HeadCount, HowKnown, Organisation
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    """A member of 40 that is asked for next year's fee, and its contact person."""
    contact = build.a_contact(
        build.a_member("Saras Lätta AB", employees=40), person=build.a_person("Sara Åberg")
    )
    build.a_schedule()
    build.a_round(opened=timezone.now())
    return contact


def link(contact, **signed):
    if not signed:
        return head_count_link(
            HeadCount.objects.get(organisation=contact.organisation), contact.person
        )
    one = HeadCount.objects.get()
    facts = {"key": one.pk, "person": contact.person_id, "shown": 40} | signed
    salt = facts.pop("salt", HEAD_COUNT_SALT)
    return reverse("members:head_count", args=[signing.dumps([*facts.values()], salt=salt)])


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def answered():
    return HeadCount.objects.values_list("employees", "how", "said_by").get()


NOTHING = (None, "", "")


def test_the_letters_link_leads_to_one_button_that_confirms_the_number(client, asked):
    ask_the_silent(timezone.localdate())
    (path,) = re.findall(r"/medlem/antal-anstallda/\S+", Message.objects.get().text)
    page = text_of(client.get(path))
    assert "Har ni 40 anställda?" in page
    assert "5 000 kr" in page
    assert answered() == NOTHING
    done = client.post(path, follow=True)
    assert "Tack! Antalet anställda är bekräftat." in text_of(done)
    assert "Ni har uppgett 40 anställda" in text_of(done)
    assert answered() == (40, HowKnown.LINK, "Sara Åberg")


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_scanner_of_letters_that_follows_the_link_changes_nothing(client, asked, method):
    assert getattr(client, method)(link(asked)).status_code == 200
    assert answered() == NOTHING


def test_a_form_from_elsewhere_cannot_press_the_button(asked):
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(link(asked)).status_code == 403
    assert answered() == NOTHING


def test_a_link_that_is_used_twice_tells_what_was_answered(client, asked):
    client.post(link(asked))
    said_at = HeadCount.objects.get().said_at
    again = client.post(link(asked), follow=True)
    assert "Ni har uppgett 40 anställda" in text_of(again)
    assert "Länken går inte längre att använda. Inget har ändrats." in text_of(again)
    assert HeadCount.objects.get().said_at == said_at


def test_after_the_last_day_the_link_says_so(client, asked, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=31), tick=False)
    for response in [client.get(link(asked)), client.post(link(asked), follow=True)]:
        assert "Svarstiden är slut" in text_of(response)
    assert answered() == NOTHING


def test_after_the_freeze_the_link_says_so(client, asked):
    path = link(asked)
    freeze_round(HeadCount.objects.get().round, now=timezone.now())
    assert "Svarstiden är slut" in text_of(client.post(path, follow=True))
    assert answered() == (40, HowKnown.LAST_KNOWN, "")


def test_when_the_number_has_changed_since_the_letter_nothing_is_confirmed(client, asked):
    path = link(asked)
    Organisation.objects.update(employees=51)
    page = text_of(client.post(path, follow=True))
    assert "Antalet har ändrats sedan brevet skickades" in page
    assert answered() == NOTHING


@pytest.mark.parametrize(
    "signed",
    [{"key": 999_999}, {"person": 999_999}, {"salt": INVITATION_SALT}, {"salt": "another"}],
)
def test_a_link_that_does_not_hold_opens_nothing(client, asked, signed):
    for response in [client.get(link(asked, **signed)), client.post(link(asked, **signed))]:
        assert response.status_code == 404
        assert "Länken gäller inte" in text_of(response)
    assert answered() == NOTHING


def test_an_altered_link_opens_nothing(client, asked):
    assert client.post(link(asked)[:-2] + "!/").status_code == 404
    assert client.post(reverse("members:head_count", args=["40"])).status_code == 404
    assert answered() == NOTHING


def test_another_number_cannot_be_sent_along(client, asked):
    client.post(link(asked), {"employees": 1, "shown": 1})
    assert (answered()[0], Organisation.objects.get().employees) == (40, 40)


def test_who_is_no_longer_a_contact_person_confirms_nothing(client, asked):
    path = link(asked)
    Contact.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert client.post(path).status_code == 404
    assert answered() == NOTHING


def test_another_rounds_link_says_that_its_time_is_over(client, asked):
    path = link(asked)
    first = HeadCount.objects.get().round
    freeze_round(first, now=timezone.now())
    build.a_round(first.year + 1, opened=timezone.now())
    assert "Svarstiden är slut" in text_of(client.post(path, follow=True))
    assert HeadCount.objects.get(round__year=first.year + 1).said_at is None


def test_the_page_asks_the_same_few_questions_however_many_are_asked(
    client, asked, django_assert_num_queries
):
    path = link(asked)
    # the head-count, the contact, the schedule, its tiers, the programme
    with django_assert_num_queries(5):
        client.get(path)
