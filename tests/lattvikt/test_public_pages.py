"""What anybody may read, and the calculator that says what a membership costs."""

import re

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils.html import strip_tags

from lattvikt import views
from members.models import AgendaVersion
from tests import build

pytestmark = pytest.mark.django_db

PAGES = ["front", "programme", "membership", "agenda", "contact", "privacy", "board:news"]
LETTER_PAGES = ["account_login", "account_signup", "account_request_login_code"]


def words_of(response):
    return " ".join(strip_tags(response.content.decode()).split())


def answer_to(client, employees):
    """What the calculator says, as one line of words."""
    return words_of(client.get(reverse("fee"), {"employees": employees}))


@pytest.mark.parametrize("name", PAGES)
def test_anybody_may_read_a_public_page(client, name):
    response = client.get(reverse(name))
    page = response.content.decode()
    assert response.status_code == 200
    assert (page.count("<h1"), page.count("<main"), page.count('<html lang="sv">')) == (1, 1, 1)


def test_a_visitor_who_has_not_logged_in_costs_only_what_the_front_page_shows(
    client, django_assert_num_queries
):
    build.the_programme()
    build.a_schedule()
    build.a_member()
    with django_assert_num_queries(5):  # members, schedule, its tiers, the news, the programme
        client.get(reverse("front"))


def test_the_front_page_counts_the_members_of_today(client):
    for name in ["Ett AB", "Två AB", "Tre AB"]:
        build.a_member(name)
    build.an_organisation("Inte medlem AB")
    assert client.get(reverse("front")).context["members"] == 3


def test_the_fee_table_is_that_of_the_schedule_in_force(client):
    build.a_schedule(2019, fees={1: 1, 11: 2})
    year = build.a_schedule().year
    build.a_schedule(year + 1, fees={1: 9_999})
    rows = re.findall(r"<tr>(.*?)</tr>", client.get(reverse("membership")).content.decode(), re.S)
    assert [" ".join(strip_tags(row).split()) for row in rows[1:]] == [
        "1–50 5 000 kr",
        "51–250 15 000 kr",
        "251–500 25 000 kr",
        "501 eller fler 120 000 kr",
    ]


def test_without_adopted_fees_the_page_says_so(client):
    build.a_schedule(adopted=False)
    words = words_of(client.get(reverse("membership")))
    assert "Årsstämman har inte beslutat om några avgifter än." in words
    assert "5 000 kr" not in words


def test_250_employees_pay_15_000_and_learn_that_a_check_requires_fewer(client):
    build.a_schedule()
    assert answer_to(client, 250) == (
        "51–250 anställda 15 000 kr per kalenderår Men medlemscheck kräver färre än 250 anställda. "
        "Är ni inte vinstdrivande får ni ansöka om att betala in-kind: med arbete i stället för "
        "pengar, ett år i taget."
    )


def test_249_employees_may_apply_for_a_check(client):
    build.a_schedule()
    assert "Är ni vinstdrivande får ni söka medlemscheckar." in answer_to(client, 249)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("0", "Avgifterna börjar vid en anställd. Har ni ingen? Skriv till kansliet."),
        ("-3", "Antalet anställda kan inte vara mindre än noll."),
        ("−3", "Antalet anställda kan inte vara mindre än noll."),
        ("fyrtio", "Skriv antalet anställda med siffror, till exempel 40."),
        ("12,5", "Skriv antalet anställda med siffror, till exempel 40."),
        ("١٢", "Skriv antalet anställda med siffror, till exempel 40."),
        (
            "900 000",
            "Så många har ingen arbetsgivare i Sverige. "
            "Räkna bara dem i den svenska organisationen.",
        ),
    ],
)
def test_a_head_count_that_cannot_be_has_a_text_of_its_own(client, typed, text):
    build.a_schedule()
    assert answer_to(client, typed) == text


def test_a_head_count_may_be_written_with_a_blank(client):
    build.a_schedule()
    assert answer_to(client, "1 200").startswith("501 anställda eller fler 120 000 kr")


def test_a_head_count_below_the_lowest_tier_is_sent_to_the_secretariat(client):
    build.a_schedule(fees={5: 5_000})
    assert answer_to(client, 4) == (
        "Det finns ingen avgift för det antalet. Skriv till kansliet, så svarar vi."
    )


def test_without_javascript_the_answer_stands_in_the_page_and_marks_its_row(client):
    build.a_schedule()
    response = client.get(reverse("membership"), {"employees": "51"})
    assert response.context["answer"].amount == 15_000
    assert response.content.decode().count('class="is-chosen"') == 1


def test_the_agenda_shown_is_the_version_adopted_last(client):
    build.an_agenda("2024")
    AgendaVersion.objects.create(label="utkast 2030", text="# Inte antagen")
    version = AgendaVersion.objects.in_force()
    version.text = "# Lätt\n\n<script>alert(1)</script>"
    version.save()
    page = client.get(reverse("agenda")).content.decode()
    assert "<h1>Lätt</h1>" in page
    assert "<script>alert(1)" not in page
    assert "Inte antagen" not in page


def test_an_agenda_without_english_is_shown_in_swedish_and_marked_so(client):
    build.an_agenda()
    page = client.get(reverse("agenda"), headers={"accept-language": "en"}).content.decode()
    assert '<article class="panel prose" lang="sv">' in page


def test_the_contact_page_shows_who_we_are(client):
    build.the_programme(phone="031-700 00 00")
    words = words_of(client.get(reverse("contact")))
    for fact in ["031-700 00 00", "802406-2310", "991-2346", "411 01 Göteborg"]:
        assert fact in words


def test_a_page_that_is_not_here_says_so_in_our_voice(client):
    response = client.get("/finns-inte/")
    assert response.status_code == 404
    assert "Sidan finns inte här" in words_of(response)


def test_what_cannot_be_understood_is_answered_in_our_voice(client):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Det där förstod vi inte" in words_of(response)


def test_what_one_may_not_do_is_answered_in_our_voice(client):
    client.force_login(build.with_second_factor(build.a_user(is_staff=True)))
    response = client.get(reverse("admin:accounts_user_add"))
    assert response.status_code == 403
    assert "Du får inte se den här sidan" in words_of(response)


def test_a_form_from_a_page_too_old_is_refused_with_the_way_on():
    request = RequestFactory().get("/")
    request.user = None
    response = views.csrf_failure(request)
    assert response.status_code == 403
    assert "Sidan hade varit öppen för länge" in words_of(response)


def test_the_page_of_our_own_mistakes_needs_neither_database_nor_context(
    client, settings, monkeypatch, django_assert_num_queries
):
    def break_down(request):
        raise RuntimeError("broken")

    monkeypatch.setattr("lattvikt.views.schedule_in_force", lambda: break_down(None))
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get(reverse("fee"))
    assert response.status_code == 500
    assert "Något gick fel hos oss" in words_of(response)


def test_robots_stay_out_of_what_is_not_public(client):
    rules = client.get("/robots.txt").content.decode().split()
    assert [rule for rule in rules if rule.startswith("/")] == [
        "/kansli/",
        "/konto/",
        "/medlem/",
        "/ansok/",
        "/organ/",
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locale", ["sv-SE", "en-GB"])
def test_every_public_page_is_accessible_and_fits_a_phone(new_page, axe, scrolls_sideways, locale):
    build.the_programme()
    build.a_schedule()
    build.an_agenda()
    page = new_page(width=360, locale=locale)
    for name in [*PAGES, *LETTER_PAGES]:
        page.goto(reverse(name))
        assert (axe(page), scrolls_sideways(page)) == ([], False)


@pytest.mark.django_db(transaction=True)
def test_the_fee_is_shown_while_somebody_types(page, axe):
    build.a_schedule()
    page.goto(reverse("membership"))
    page.get_by_label("Hur många anställda har ni?").press_sequentially("51")
    page.get_by_text("15 000 kr per kalenderår").wait_for()
    assert axe(page) == []


@pytest.mark.django_db(transaction=True)
def test_on_a_phone_the_menu_opens_without_javascript(new_page):
    page = new_page(width=360, javascript=False)
    page.goto(reverse("front"))
    menu = page.get_by_role("navigation", name="Huvudmeny")
    assert not menu.is_visible()
    page.get_by_text("Meny", exact=True).click()
    menu.get_by_role("link", name="Medlemskap").click()
    assert page.url.endswith(reverse("membership"))


def test_a_browser_that_asks_for_an_icon_by_habit_is_led_to_the_logo(client):
    assert client.get("/favicon.ico").url == "/static/img/logo.svg"
