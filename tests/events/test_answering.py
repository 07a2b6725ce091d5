"""The link in an invitation: buttons that post, for whom it was sent to, until it is too late."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from events.actions import write_invitations
from events.mails import ANSWER_SALT, answer_path
from events.models import Event, Invitation
from members.mails import LETTERS_SALT
from members.models import Person
from outbox.models import Message
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    contact = build.a_contact(build.a_member("Alfa AB"), person=build.a_person("Anna", user=None))
    return build.an_invitation(
        person=contact.person,
        organisation=contact.organisation,
        reason="som kontaktperson för Alfa AB",
    )


def answered():
    return Invitation.objects.order_by("pk").values_list("answer", "declined_because").first()


def told(response):
    return [str(message) for message in response.context["messages"]]


def forward_path(invitation):
    return f"{answer_path(invitation)}vidare/"


def test_the_letters_link_leads_to_buttons_and_the_answer_may_be_changed(client, invitation):
    Invitation.objects.update(written_at=None)
    write_invitations()
    (path,) = re.findall(r"/traffar/inbjudan/\S+", Message.objects.get().text)
    page = client.get(path).content.decode()
    assert "Kommer du till Nätverksträff i Borlänge?" in page
    assert "Inbjudan gäller Anna, som kontaktperson för Alfa AB." in page
    done = client.post(path, {"comes": "yes"}, follow=True)
    assert told(done) == ["Tack för svaret."]
    assert answered() == ("yes", "")
    client.post(path, {"comes": "no", "reason": "Är på resa"})
    assert answered() == ("no", "Är på resa")
    client.post(path, {"comes": "yes", "reason": "Är på resa"})
    assert answered() == ("yes", "")


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_scanner_of_letters_that_follows_the_links_changes_nothing(client, invitation, method):
    for path in [answer_path(invitation), forward_path(invitation)]:
        assert getattr(client, method)(path).status_code == 200
    assert (answered(), Invitation.objects.count()) == (("", ""), 1)


def test_a_form_from_elsewhere_cannot_press_the_buttons(invitation):
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(answer_path(invitation), {"comes": "yes"}).status_code == 403
    assert answered() == ("", "")


def test_an_answer_that_is_none_of_the_buttons_changes_nothing(client, invitation):
    assert client.post(answer_path(invitation), {"comes": "maybe"}).status_code == 302
    assert answered() == ("", "")


def altered(path):
    return path[:-4] + ("A" if path[-4] != "A" else "B") + path[-3:]


def test_a_link_that_is_altered_for_another_or_of_another_kind_does_nothing(client, invitation):
    other = build.a_person("Annan", user=None)
    facts = [invitation.pk, invitation.person_id]
    wrong = [
        altered(answer_path(invitation)),
        *(
            reverse("events:answer", args=[signing.dumps(told, salt=salt)])
            for told, salt in [
                ([invitation.pk, other.pk], ANSWER_SALT),
                ([0, invitation.person_id], ANSWER_SALT),
                (facts, LETTERS_SALT),
            ]
        ),
    ]
    for path in wrong:
        for address in [path, f"{path}vidare/"]:
            response = client.post(address, {"comes": "yes", "name": "B", "email": "b@b.example"})
            assert response.status_code == 404
            assert "Länken gäller inte längre" in response.content.decode()
    assert (answered(), Invitation.objects.count()) == (("", ""), 1)


@pytest.mark.parametrize("over", ["ends_at", "cancelled_at"])
def test_after_the_event_and_when_it_is_called_off_the_link_does_nothing(client, invitation, over):
    now = timezone.now()
    Event.objects.update(**{"starts_at": now - timedelta(hours=9), over: now})
    for path in [answer_path(invitation), forward_path(invitation)]:
        assert client.get(path).status_code == 404
        assert client.post(path, {"comes": "yes"}).status_code == 404
    assert answered() == ("", "")


def test_when_registration_has_closed_the_answer_stands(client, invitation):
    client.post(answer_path(invitation), {"comes": "yes"})
    Event.objects.update(registration_closes_at=timezone.now())
    page = client.get(answer_path(invitation)).content.decode()
    assert "Anmälan har stängt" in page
    assert 'name="comes"' not in page
    done = client.post(answer_path(invitation), {"comes": "no"}, follow=True)
    assert told(done) == ["Det är för sent att svara: anmälan har stängt."]
    assert answered() == ("yes", "")


def sent_on(client, invitation, **fields):
    facts = {"name": "Bo Berg", "email": "bo@alfa.example", **fields}
    return client.post(forward_path(invitation), facts, follow=True)


def test_a_colleague_gets_an_invitation_of_their_own_that_says_who_sent_it_on(client, invitation):
    done = sent_on(client, invitation)
    assert told(done) == ["Bo Berg får en inbjudan med e-post, om det inte redan finns en."]
    write_invitations()
    colleague = Invitation.objects.get(forwarded_from=invitation)
    assert (colleague.person.name, colleague.organisation) == ("Bo Berg", invitation.organisation)
    letter = Message.objects.get(key=colleague.letter_key)
    assert letter.to == "bo@alfa.example"
    assert "Du får inbjudan eftersom Anna har skickat den vidare till dig." in letter.text
    assert answered() == ("", "")


def test_a_colleague_who_is_known_is_asked_as_we_know_them_and_nobody_twice(client, invitation):
    known = build.a_person("Bo Berg-Öberg", user=None, email="Bo@alfa.example")
    build.a_contact(invitation.organisation, "communicator", person=known)
    for _time in range(2):
        sent_on(client, invitation)
    sent_on(client, invitation, email=invitation.person.email)  # to oneself
    assert Invitation.objects.exclude(pk=invitation.pk).get().person == known
    assert Person.objects.filter(name="Bo Berg").count() == 0


def test_who_acts_for_others_only_is_no_colleague(client, invitation):
    known = build.a_person("Bo", user=None, email="bo@beta.example")
    build.a_contact(build.a_member("Beta AB"), person=known)
    page = sent_on(client, invitation, email="bo@beta.example")
    assert "Inbjudan kan bara skickas vidare till en kollega." in page.content.decode()
    assert Invitation.objects.count() == 1


def test_an_invitation_is_sent_on_to_five_at_most_and_none_that_is_for_one_alone(
    client, invitation
):
    for number in range(6):
        sent_on(client, invitation, email=f"kollega{number}@alfa.example")
    assert Invitation.objects.filter(forwarded_from=invitation).count() == 5
    alone = build.an_invitation()
    assert client.get(forward_path(alone)).status_code == 404
    assert "vidare/" not in client.get(answer_path(alone)).content.decode()


def places(invitation):
    rows = invitation.event.registrations.order_by("pk")
    return list(rows.values_list("name", "organisation__name", "state"))


def test_yes_gives_a_place_once_and_no_gives_it_up(client, invitation):
    for _time in range(2):
        client.post(answer_path(invitation), {"comes": "yes"})
    assert places(invitation) == [("Anna", "Alfa AB", "registered")]
    client.post(answer_path(invitation), {"comes": "no", "reason": "Är på resa"})
    assert places(invitation) == [("Anna", "Alfa AB", "left")]
    assert answered() == ("no", "Är på resa")
    client.post(answer_path(invitation), {"comes": "yes"})
    assert [state for *_who, state in places(invitation)] == ["left", "registered"]


def test_yes_to_what_is_full_is_a_place_in_the_line_and_the_page_says_so(client, invitation):
    Event.objects.update(capacity=1)
    build.a_registration(invitation.event)
    page = client.post(answer_path(invitation), {"comes": "yes"}, follow=True).content.decode()
    assert places(invitation)[-1] == ("Anna", "Alfa AB", "waiting")
    assert "på väntelistan" in page
