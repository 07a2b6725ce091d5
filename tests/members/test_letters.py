"""Which letters one wants: chosen where one has logged in, or by the link at a letter's foot."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from members.mails import HEAD_COUNT_SALT, LETTERS_SALT, letters_path
from members.models import OptOut, Person
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return build.a_person("Anna")


def declined(person):
    return sorted(person.opt_outs.values_list("purpose", flat=True))


def test_the_link_leads_to_a_choice_that_a_button_saves(client, person):
    page = client.get(letters_path(person)).content.decode()
    assert "Valet gäller Anna." in page
    assert page.count("checked") == 4
    assert declined(person) == []
    done = client.post(letters_path(person), {"wanted": ["courses", "news"]}, follow=True)
    assert [str(one) for one in done.context["messages"]] == ["Valet är sparat."]
    assert declined(person) == ["events", "surveys"]
    assert done.content.decode().count("checked") == 2


def test_who_declines_twice_keeps_the_first_moment_and_may_want_them_again(client, person):
    for _time in range(2):
        client.post(letters_path(person), {"wanted": ["courses", "news", "surveys"]})
    first = OptOut.objects.get()
    client.post(letters_path(person), {})
    assert OptOut.objects.get(purpose="events") == first
    client.post(letters_path(person), {"wanted": ["events", "courses", "news", "surveys"]})
    assert declined(person) == []


def test_it_is_chosen_where_one_has_logged_in_and_only_for_oneself(client, person):
    other = build.a_person("Bo")
    client.force_login(person.user)
    client.post(reverse("members:letters"), {"wanted": []})
    assert (len(declined(person)), declined(other)) == (4, [])
    assert reverse("members:letters") in client.get(reverse("account_home")).content.decode()


def test_who_is_nobody_in_the_register_has_nothing_to_choose(client):
    client.force_login(build.a_user())
    assert client.get(reverse("members:letters")).status_code == 404
    page = client.get(reverse("account_home")).content.decode()
    assert reverse("members:letters") not in page


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_scanner_of_letters_that_follows_the_link_changes_nothing(client, person, method):
    assert getattr(client, method)(letters_path(person)).status_code == 200
    assert declined(person) == []


def test_a_form_from_elsewhere_cannot_save(person):
    assert Client(enforce_csrf_checks=True).post(letters_path(person), {}).status_code == 403
    assert declined(person) == []


def test_a_link_that_is_altered_of_another_kind_or_of_nobody_does_nothing(client, person):
    wrong = [
        letters_path(person)[:-3] + "x/",
        *(
            reverse("members:letters_by_link", args=[signing.dumps(key, salt=salt)])
            for key, salt in [(person.pk, HEAD_COUNT_SALT), (0, LETTERS_SALT)]
        ),
    ]
    for path in wrong:
        response = client.post(path, {})
        assert response.status_code == 404
        assert "Länken gäller inte" in response.content.decode()
    assert declined(person) == []


def test_those_who_are_reached_have_an_address_and_have_not_declined(person):
    OptOut.objects.create(person=person, purpose="events")
    mute, other = build.a_person("Stum", user=None), build.a_person("Bo")
    Person.objects.filter(pk=mute.pk).update(email="")
    reached = {name: set(Person.objects.reached_for(name)) for name in ["events", "news"]}
    assert reached == {"events": {other}, "news": {person, other}}
