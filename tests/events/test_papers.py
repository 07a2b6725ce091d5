"""Name badges, and the list of those who come: for who arranges, and for the others who come."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from events import papers, rules
from events.models import shown_participants
from members.models import Industry
from tests import build

pytestmark = pytest.mark.django_db

LONG = "Wilhelmina-Charlotta von Rosenstierna-Lagercrantz af Södermanland"


@pytest.fixture
def event():
    build.the_programme()
    return build.an_event(openness="anybody")


@pytest.mark.parametrize(
    ("text", "size"),
    [("Åsa Öberg", 26), ("", 26), (LONG, 15), ("Ö" * 120, 7), ("Bo " * 40, 11)],
)
def test_a_long_name_is_set_smaller_so_that_it_fits(text, size):
    assert rules.badge_size(text, largest=26, height=24) == size


def test_there_are_eight_badges_on_a_page_in_swedish_order_and_tagged(event):
    for name in [LONG, *(f"Örjan Ek {number}" for number in range(7)), "Åsa Öberg"]:
        build.a_registration(event, name=name, said_organisation="Åmåls Gjuteri AB")
    build.a_registration(event, name="Väntande Vera", state="waiting")
    pdf = PdfReader(BytesIO(papers.badges(event)))
    texts = [page.extract_text() for page in pdf.pages]
    assert [text.count("Åmåls Gjuteri AB") for text in texts] == [8, 1]
    assert "Örjan Ek 6" in texts[1]
    assert not any("Väntande Vera" in text for text in texts)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_badge_and_the_list_have_the_add_ons_that_one_has_a_place_at(event):
    one = build.a_registration(event, name="Åsa Öberg")
    for title, state in [("Studiebesök", "registered"), ("Middag", "left")]:
        visit = build.an_add_on(event, title)
        one.add_ons.create(add_on=visit, state=state, queued_at=timezone.now())
    for paper in (papers.badges(event), papers.participants_pdf(event)):
        text = PdfReader(BytesIO(paper)).pages[0].extract_text()
        assert ("Studiebesök" in text, "Middag" in text) == (True, False)


def test_who_arranges_fetches_everybody_with_organisation_and_branch(event):
    industry = Industry.objects.create(name="Gjuteri")
    organisation = build.a_member("Åmåls Gjuteri AB", industry=industry)
    build.a_registration(event, name="Åsa Öberg", organisation=organisation, is_shown=True)
    build.a_registration(event, name="Bo Dal", said_organisation="=1+1")
    sheet = load_workbook(BytesIO(papers.participants_xlsx(event))).active
    rows = [list(row)[:3] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == [["Bo Dal", "=1+1", None], ["Åsa Öberg", "Åmåls Gjuteri AB", "Gjuteri"]]


def test_those_who_come_see_those_who_have_said_that_they_may(event):
    own = build.a_registration(event, name="Åsa Öberg")
    build.a_registration(event, name="Bo Visad", said_organisation="Visad AB", is_shown=True)
    build.a_registration(event, name="Dolda Dora")
    build.a_registration(event, name="Väntande Vera", is_shown=True, state="waiting")
    page = Client().get(own.path).content.decode()
    assert ("Bo Visad" in page, "Visad AB" in page) == (True, True)
    assert ("Dolda Dora" in page, "Väntande Vera" in page) == (False, False)
    assert [one.name for one in shown_participants(event)] == ["Bo Visad"]


@pytest.mark.parametrize("state", ["waiting", "left"])
def test_who_has_no_place_does_not_see_who_comes(event, state):
    build.a_registration(event, name="Bo Visad", is_shown=True)
    own = build.a_registration(event, state=state)
    assert "Bo Visad" not in Client().get(own.path).content.decode()


def test_on_our_pages_the_list_is_for_who_is_registered(event):
    build.a_registration(event, name="Bo Visad", is_shown=True)
    contact, client = build.a_contact(build.a_member()), Client()
    client.force_login(contact.person.user)
    url = reverse("events:our_event", args=[event.pk])
    assert "Bo Visad" not in client.get(url).content.decode()
    build.a_registration(event, person=contact.person)
    assert "Bo Visad" in client.get(url).content.decode()


def test_after_the_event_the_door_says_who_did_not_come(event):
    type(event).objects.update(
        starts_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    now = timezone.now()
    build.a_registration(event, name="Kom Karin", checked_in_at=now)
    build.a_registration(event, name="Oanmäld Olle", checked_in_at=now, is_walk_in=True)
    build.a_registration(event, name="Borta Bo")
    client = Client()
    client.force_login(build.a_secretary())
    page = client.get(reverse("events:door", args=[event.pk])).content.decode()
    assert "1 anmäld kom inte." in page
    assert "1 kom oanmäld." in page
