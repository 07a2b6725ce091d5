"""The secretariat's desk for applications: what is seen, and what the buttons do."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from admission.actions import refer, return_with_question
from admission.models import Application
from board.actions import declare_recusal
from board.models import Interest
from lattvikt.lib.refused import Refused
from lattvikt.roles import write_groups
from tests.build import (
    LONG_NAME,
    a_contact,
    a_member,
    a_person,
    a_schedule,
    a_seat,
    a_secretary,
    a_user,
    an_application,
    an_org_number,
    an_organisation,
    with_second_factor,
)

pytestmark = pytest.mark.django_db

Status = Application.Status
LIST = "/kansli/admission/application/"


@pytest.fixture
def desk(client):
    client.force_login(a_secretary(name="Kajsa Kansli"))
    return client


def page_of(application, button=""):
    end = f"{button}/" if button else "change/"
    return f"{LIST}{application.pk}/{end}"


def names(response):
    return {application.name for application in response.context["cl"].result_list}


def test_the_list_shows_what_matters(desk):
    a_schedule()
    an_application(name=LONG_NAME, org_number="5560160680", employees=251, accepts_pdf=False)
    page = desk.get(LIST).content.decode().replace("\xa0", " ")
    for shown in [LONG_NAME, "556016-0680", "Litet företag", "251", "25 000 kr", "Mottagen"]:
        assert shown.casefold() in page.casefold()


def test_drafts_are_their_writers_own(desk):
    an_application(name="Skickad AB")
    draft = an_application(name="Utkast AB", status=Status.DRAFT, submitted_at=None)
    thrown = an_application(name="Kastad AB", status=Status.WITHDRAWN, submitted_at=None)
    assert names(desk.get(LIST)) == {"Skickad AB"}
    for application in (draft, thrown):
        assert desk.get(page_of(application)).status_code == 302
        assert desk.get(page_of(application, "aterkalla")).status_code == 404


@pytest.mark.parametrize("text", ["556016-0680", "5560160680", "55601", "åmål", "ÅMÅL"])
def test_an_application_is_found_by_name_or_number(desk, text):
    an_application(name="Verkstaden i Åmål AB", org_number="5560160680")
    an_application(name="En annan AB", org_number="8024062310")
    assert names(desk.get(LIST, {"q": text})) == {"Verkstaden i Åmål AB"}


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_takes_the_same_number_of_queries(desk, how_many, django_assert_num_queries):
    a_schedule()
    for _ in range(how_many):
        an_application()
    desk.get(LIST)
    with django_assert_num_queries(8):
        desk.get(LIST)


def test_staff_do_not_see_an_application_that_they_are_recused_in_as_seat_holders(desk):
    """There is something to hide: others of the staff see it."""
    secretary = a_secretary()
    seat = a_seat(role="secretary", person=a_person("Sekreterare", user=secretary))
    refer(application := an_application(), by=secretary)
    application.refresh_from_db()
    declare_recusal(application.matter, seat=seat)
    assert names(desk.get(LIST)) == {application.name}
    desk.force_login(secretary)
    assert names(desk.get(LIST)) == set()
    assert desk.get(page_of(application)).status_code == 302
    assert desk.post(page_of(application, "aterkalla")).status_code == 404


def test_nothing_that_the_applicant_wrote_can_be_changed(desk):
    application = an_application()
    page = desk.get(page_of(application)).content.decode()
    assert 'name="employees"' not in page
    assert desk.post(page_of(application), {"employees": 1}).status_code == 403
    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.post(f"{LIST}{application.pk}/delete/").status_code == 403
    application.refresh_from_db()
    assert application.employees == 51


def test_an_application_shows_its_way_and_what_to_consider(desk):
    former = a_member(until="2025-12-31", since="2020-01-01")
    application = an_application(org_number=former.org_number, accepts_pdf=False)
    return_with_question(application, question="Hur många?", by=a_secretary())
    page = desk.get(page_of(application)).content.decode()
    for shown in [
        "Hur många?",
        "Godkänner inte fakturor som PDF",
        "Organisationen har varit medlem, till och med 31 december 2025.",
    ]:
        assert shown in page


def test_a_prospect_is_told_of(desk):
    application = an_application(org_number=an_organisation().org_number)
    page = desk.get(page_of(application)).content.decode()
    assert "Vi känner organisationen sedan tidigare, men inte som medlem." in page


def test_the_button_to_the_board_asks_first(desk):
    application = an_application()
    assert "Till styrelsen" in desk.get(page_of(application)).content.decode()
    asked = desk.get(page_of(application, "hanskjut")).content.decode()
    assert "Lämna ansökan till styrelsen" in asked
    application.refresh_from_db()
    assert application.status == "submitted"
    done = desk.post(page_of(application, "hanskjut"), follow=True).content.decode()
    assert "Ansökan är lämnad till styrelsen." in done
    application.refresh_from_db()
    assert application.status == "referred"
    assert "Till styrelsen" not in done
    again = desk.post(page_of(application, "hanskjut"), follow=True).content.decode()
    assert "Ansökan ligger redan hos det organ som beslutar." in again


def test_a_question_is_asked_by_a_form(desk):
    application = an_application()
    empty = desk.post(page_of(application, "fraga"), {"question": ""})
    assert "Skriv vad den som söker ska svara på." in empty.content.decode()
    personal = desk.post(page_of(application, "fraga"), {"question": "Är det 811218-9876?"})
    assert "811218" not in personal.content.decode()
    done = desk.post(page_of(application, "fraga"), {"question": "Hur många?"}, follow=True)
    assert "Frågan är skickad till den som söker." in done.content.decode()
    assert application.events.get().text == "Hur många?"


def test_an_application_is_withdrawn_by_the_secretariat(desk):
    application = an_application()
    refer(application, by=a_secretary())
    assert "Det går inte att ångra" in desk.get(page_of(application, "aterkalla")).content.decode()
    desk.post(page_of(application, "aterkalla"))
    application.refresh_from_db()
    assert application.status == "withdrawn"


@pytest.mark.parametrize(
    ("group", "reads", "acts"),
    [("Kansliet", 200, 200), ("Ekonomi", 200, 403), ("Revisor", 200, 403)],
)
def test_who_of_the_staff_may_do_what(client, group, reads, acts):
    write_groups()
    user = with_second_factor(a_user(is_staff=True))
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    application = an_application()
    assert client.get(LIST).status_code == 200
    page = client.get(page_of(application))
    assert page.status_code == 200
    assert ("Till styrelsen" in page.content.decode()) == (acts == 200)
    for button in ("fraga", "hanskjut", "aterkalla"):
        assert client.get(page_of(application, button)).status_code == acts


@pytest.mark.parametrize("status", ["approved", "rejected", "withdrawn"])
def test_what_has_ended_has_no_buttons(desk, status):
    application = an_application(status=status)
    page = desk.get(page_of(application)).content.decode()
    for name in ("fraga", "hanskjut", "aterkalla"):
        assert reverse(f"admin:admission_application_{name}", args=[application.pk]) not in page


def is_contact(person, number):
    a_contact(an_organisation(org_number=number), person=person)


def has_interest(person, number):
    Interest.objects.create(person=person, org_number=number, name="Lätta AB", nature="ägare")


def holds_a_seat_from(person, number):
    a_seat(person=person, organisation=an_organisation(org_number=number))


@pytest.mark.parametrize("tie", [is_contact, has_interest, holds_a_seat_from])
@pytest.mark.parametrize("button", ["hanskjut", "fraga"])
def test_who_is_tied_to_the_applicant_does_not_prepare_the_application(client, tie, button):
    """Somebody else of the staff may."""
    tied = a_secretary()
    application = an_application()
    tie(a_person(user=tied), application.org_number)
    client.force_login(tied)
    page = client.get(page_of(application)).content.decode()
    assert "Du är jävig: du har en koppling till organisationen som söker." in page
    assert page_of(application, button) not in page
    done = client.post(page_of(application, button), {"question": "Hur många?"}, follow=True)
    assert "Någon annan behöver bereda ansökan." in done.content.decode()
    application.refresh_from_db()
    assert application.status == "submitted"
    client.force_login(a_secretary())
    page = client.get(page_of(application)).content.decode()
    assert "Du är jävig" not in page
    assert page_of(application, button) in page


def test_the_applicant_does_not_prepare_the_own_application(client):
    secretary = a_secretary()
    with pytest.raises(Refused, match="Du är jävig"):
        refer(an_application(applicant=secretary), by=secretary)


def test_staff_tied_to_another_organisation_prepare_the_application():
    secretary = a_secretary()
    has_interest(a_person(user=secretary), an_org_number())
    assert refer(an_application(), by=secretary).status == "referred"
