"""Staff who hold a seat read no letters about what they are recused in."""

from datetime import date

import pytest

from admission.actions import refer
from archive.actions import store
from board.actions import declare_recusal
from board.models import Interest, Party
from outbox.models import Message
from tests import build
from tests.checks.projects import a_signed_project
from tests.outbox.letters import owe

pytestmark = pytest.mark.django_db
LIST = "/kansli/outbox/message/"


@pytest.fixture
def secretary():
    return build.a_secretary()


@pytest.fixture
def seat(secretary):
    return build.a_seat(role="secretary", person=build.a_person("Sekreterare", user=secretary))


def keys(page):
    return [letter.key for letter in page.context["cl"].queryset.order_by("pk")]


def test_letters_about_a_matter_are_hidden_from_who_is_recused_and_from_nobody_else(
    client, secretary, seat
):
    matter = build.a_matter()
    Party.objects.create(matter=matter, person=seat.person)
    pdf = store(b"%PDF", keep_until=date(2034, 12, 31))
    files = [("a.pdf", "application/pdf", pdf)]
    hidden = owe(f"matter-{matter.pk}-seat-1", attachments=files)
    owe(f"matter-{matter.pk}0-seat-1")
    owe("invoice-2027-00012")
    client.force_login(secretary)
    assert keys(client.get(LIST)) == [f"matter-{matter.pk}0-seat-1", "invoice-2027-00012"]
    assert client.get(f"{LIST}{hidden.pk}/change/").status_code == 302
    assert client.get(f"{LIST}bilaga/{hidden.attachments.get().pk}/").status_code == 404
    client.post(f"{LIST}behovs-inte/", {"letters": hidden.pk})
    assert Message.objects.get(pk=hidden.pk).state == "queued"
    client.force_login(build.a_secretary())
    assert len(keys(client.get(LIST))) == 3
    assert client.get(f"{LIST}{hidden.pk}/change/").status_code == 200
    assert client.get(f"{LIST}bilaga/{hidden.attachments.get().pk}/").status_code == 200


def test_letters_about_an_application_are_hidden_with_its_matter(client, secretary, seat):
    build.the_programme()
    refer(application := build.an_application(), by=secretary)
    application.refresh_from_db()
    for start in [f"application-{application.pk}", f"matter-{application.matter.pk}"]:
        owe(f"{start}-something")
    client.force_login(secretary)
    before = keys(client.get(LIST))
    declare_recusal(application.matter, seat=seat)
    starts = (f"application-{application.pk}-", f"matter-{application.matter.pk}-")
    assert [key for key in before if key.startswith(starts)] == before
    assert keys(client.get(LIST)) == []


def test_letters_about_a_project_are_hidden_from_who_has_jav_in_it(client, secretary):
    build.the_programme()
    project = a_signed_project()
    number = project.organisation.org_number
    person = build.a_person(user=secretary)
    Interest.objects.create(person=person, org_number=number, name="X", nature="ägare")
    about_it = Message.objects.filter(key__startswith=f"check-project-{project.pk}-")
    client.force_login(secretary)
    listed = set(keys(client.get(LIST)))
    assert about_it.exists()
    assert listed.isdisjoint(about_it.values_list("key", flat=True))
    client.force_login(build.a_secretary())
    assert set(about_it.values_list("key", flat=True)) <= set(keys(client.get(LIST)))


def test_letters_about_a_check_and_to_its_partners_are_hidden_from_who_has_jav(client, secretary):
    build.the_programme()
    call = build.a_call()
    application = build.a_check(call=call)
    partner = build.a_partner(application)
    other = build.a_partner(build.a_check(call=call))
    person = build.a_person(user=secretary)
    Interest.objects.create(
        person=person, org_number=application.organisation.org_number, name="X", nature="ägare"
    )
    owe(f"check-{application.pk}-received-1-1")
    client.force_login(secretary)
    ours = (f"check-partner-{partner.pk}-", f"check-{application.pk}-")
    listed = keys(client.get(LIST))
    assert [key for key in listed if key.startswith(ours)] == []
    assert [key for key in listed if key.startswith(f"check-partner-{other.pk}-")] != []
    client.force_login(build.a_secretary())
    assert len([key for key in keys(client.get(LIST)) if key.startswith(ours)]) == 2
