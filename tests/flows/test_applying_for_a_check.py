"""Six members apply for a medlemscheck. One of them has 250 employees, and is told no."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from checks.models import Application, Call
from outbox.tasks import send_due
from tests import build
from tests.flows.people import body_of, come_in

PROJECT = "Lättare landställ"
EMPLOYEES = [3, 49, 50, 120, 249, 250]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def call():
    build.the_programme()
    build.a_schedule()
    return build.a_call("Medlemscheckar våren", published=False)


def test_of_six_members_five_apply_and_the_one_with_250_employees_is_told_why_not(
    new_page, axe, letterbox, call
):
    publish(new_page)
    contacts = [
        build.a_contact(build.a_member(f"Verkstad {number} AB", employees=number))
        for number in EMPLOYEES
    ]
    *may, may_not = contacts
    for contact in may:
        apply(new_page, axe, contact)
    refused(new_page, may_not)
    with_partner_and_file(new_page, axe, letterbox, may[-1])
    sealed_until_it_closes(new_page, call)
    names = Application.objects.sent().values_list("organisation__employees", flat=True)
    assert sorted(names) == EMPLOYEES[:5]


def publish(new_page):
    page = new_page()
    come_in(page, build.a_secretary())
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name=re.compile("Utlysningar att publicera")).click()
    page.get_by_role("link", name="Medlemscheckar våren").click()
    page.get_by_role("link", name=re.compile("Publicera", re.I)).click()
    page.locator("#content form input[type=submit]").click()
    page.get_by_text("Utlysningen är publicerad").wait_for()
    page.context.close()


def find_the_call(page):
    """By what medlemscheckar were called before."""
    page.goto("/medlem/checkar/")
    page.get_by_label("Sök bland utlysningarna").fill("PP-check")
    page.get_by_role("button", name="Sök").click()
    page.get_by_role("link", name="Medlemscheckar våren").click()


def apply(new_page, axe, contact):
    page = new_page(width=360)
    come_in(page, contact.person.user)
    find_the_call(page)
    page.get_by_role("button", name="Skriv en ansökan").click()
    page.locator("#id_title").fill(PROJECT)
    for name in ["problem", "aim", "plan"]:
        page.locator(f"#id_{name}").fill("Komposit i stället för stål.")
    page.locator("#id_months").fill("6")
    page.locator("#id_asked").fill("400 000")
    page.locator("#id_costs-0-kind").select_option("work")
    page.locator("#id_costs-0-text").fill("Beräkning")
    page.locator("#id_costs-0-amount").fill("400 000")
    page.get_by_role("button", name="Spara och läs igenom").click()
    page.get_by_role("link", name=re.compile("Ni får söka högst 300")).click()
    page.locator("#id_asked").fill("300 000")
    page.get_by_role("button", name="Spara och läs igenom").click()
    page.get_by_role("button", name="Skicka ansökan").click()
    page.get_by_text("Tack. Ansökan är skickad").wait_for()
    page.context.close()


def refused(new_page, contact):
    page = new_page()
    come_in(page, contact.person.user)
    find_the_call(page)
    page.get_by_text("Ni har 250 anställda.").wait_for()
    assert "250 anställda: avgift 15 000 kr" in page.locator("main").inner_text().replace(
        "\u00a0", " "
    )
    assert page.get_by_role("button", name="Skriv en ansökan").count() == 0
    page.context.close()


def with_partner_and_file(new_page, axe, letterbox, contact):
    """What was sent is changed: a partner is asked and says yes by its letter, a file is added."""
    page = new_page(width=360)
    come_in(page, contact.person.user)
    page.goto(reverse("checks:application", args=[the_application_of(contact).pk]))
    page.get_by_role("link", name="Samarbetsparter").click()
    page.get_by_label("Vad gör samarbetsparten").fill("Gjuter proven")
    page.get_by_label("Organisationens namn").fill(build.LONG_NAME)
    page.get_by_label("Vem svarar för den?").fill("Östen Öberg")
    page.get_by_label("E-post").fill("osten@gjuteriet.example")
    page.get_by_role("button", name="Fråga med brev").click()
    page.get_by_text("Vi har frågat med brev.").wait_for()
    assert axe(page) == []
    page.locator("main a[href]", has_text="Ansökan").first.click()
    page.get_by_text("har inte svarat än om de är med").first.wait_for()
    page.get_by_role("link", name="Filer").click()
    for content, told in [(b"MZ", "Bara PDF och bilder"), (build.a_pdf(), "Filen är sparad")]:
        page.locator("#id_title").fill("Ritning")
        file = {"name": "ritning.pdf", "mimeType": "application/pdf", "buffer": content}
        page.locator("#id_file").set_input_files(file)
        page.get_by_role("button", name="Lägg till filen").click()
        page.get_by_text(told).first.wait_for()
    assert axe(page) == []
    consent(new_page, axe, letterbox)
    page.locator("main a[href]", has_text="Ansökan").first.click()
    page.get_by_role("button", name="Skicka ändringarna").click()
    page.get_by_role("link", name="Version 2").click()
    assert page.locator("ins").count() == 2
    page.context.close()


def the_application_of(contact):
    return Application.objects.get(organisation=contact.organisation)


def consent(new_page, axe, letterbox):
    """The partner has no login; nothing happens until the button is pressed."""
    send_due()
    [letter] = letterbox.to("osten@gjuteriet.example")
    link = re.search(r"\S+/medverkan/\S+", body_of(letter))[0]
    page = new_page(width=360)
    page.goto(link.removeprefix(settings.SITE_URL))
    assert axe(page) == []
    page.get_by_role("button", name="Ja, vi är med").click()
    page.get_by_text("Ni har svarat ja").wait_for()
    page.context.close()


def sealed_until_it_closes(new_page, call):
    page = new_page()
    come_in(page, build.a_secretary())
    listed = reverse("admin:checks_application_changelist")
    page.goto(listed)
    assert PROJECT not in page.locator("#content").inner_text()
    opened = timezone.now() - timedelta(days=2)
    Call.objects.filter(pk=call.pk).update(opens_at=opened, closes_at=timezone.now())
    page.goto(listed)
    assert page.get_by_text(PROJECT).count() == 5
