"""What everybody may read of granted checks, and the PP-checkar from before (R7.9)."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from checks.actions import allow_publicity
from checks.models import OldCheck, public_lines
from checks.rules import finds
from lattvikt.lib.refused import Refused
from tests import build
from tests.checks.projects import (
    a_granted_check,
    a_project,
    a_signatory,
    a_signed_project,
    an_old_check,
)

pytestmark = pytest.mark.django_db
NOTHING = {"title": False, "organisation": False, "amount": False, "text": ""}
ALL = {"title": True, "organisation": True, "amount": True, "text": "Två kilo lättare."}
PAGE = "/checkar/"


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


def allowed(project, **fields):
    by, now = build.a_user(), timezone.now()
    return allow_publicity(project, by=by, now=now, **{**NOTHING, **fields})


def of(name):
    return a_signed_project(a_granted_check(build.a_sent_check(build.a_member(name))))


@pytest.mark.parametrize(
    ("sought", "is_found"),
    [("", True), ("lätt", True), ("LÄTT båt", True), ("båt lätt", True), ("lätt bil", False)],
)
def test_each_word_is_sought_in_all_that_is_shown(sought, is_found):
    assert finds(sought, ["Lättare skrov", "Åmåls Båtar AB"]) is is_found


def test_nothing_is_shown_until_the_member_allows_it(client):
    project = of("Åmåls Båtar AB")
    assert public_lines() == []
    allowed(project, organisation=True)
    [line] = public_lines()
    assert (line.organisation, line.title, line.amount) == ("Åmåls Båtar AB", "", None)
    assertNotContains(client.get(PAGE), "Lättare landställ")
    allowed(project, **ALL)
    [line] = public_lines()
    assert (line.title, line.amount, line.text) == (
        "Lättare landställ",
        Decimal(300_000),
        "Två kilo lättare.",
    )
    allowed(project)
    assertContains(client.get(PAGE), "Inget visas ännu")


def test_what_is_not_shown_is_not_found_by_a_search(client):
    allowed(of("Åmåls Båtar AB"), title=True)
    assertContains(client.get(PAGE, {"q": "landställ"}), "Lättare landställ")
    for hidden in ["Åmåls", "300"]:
        assertContains(client.get(PAGE, {"q": hidden}), "finns i det som medlemmarna visar")


def test_an_amount_or_a_text_alone_tells_of_nothing():
    for alone in [{"amount": True}, {"text": "Två kilo lättare."}]:
        with pytest.raises(Refused, match="Låt även titeln"):
            allowed(of("Åmåls Båtar AB"), **alone)


def test_a_project_is_shown_when_both_have_signed():
    project = a_project()
    allowed(project, **ALL)
    assert public_lines() == []


@pytest.mark.parametrize("sought", ["", "PP-check", "prototyp processcheck"])
def test_the_former_name_finds_what_is_new_too(sought):
    allowed(of("Åmåls Båtar AB"), organisation=True)
    an_old_check("Ärlig Plast AB", is_public=True)
    found = [line.organisation for line in public_lines(sought)]
    assert found == ["Åmåls Båtar AB", "Ärlig Plast AB"]


def test_an_old_check_is_shown_when_its_receiver_has_said_yes(client):
    old = an_old_check()
    assertNotContains(client.get(PAGE), "Åmåls Båtar AB")
    OldCheck.objects.filter(pk=old.pk).update(is_public=True)
    assertContains(client.get(PAGE), "Åmåls Båtar AB")


def test_the_member_chooses_on_its_page(client):
    project = of("Åmåls Båtar AB")
    client.force_login(a_signatory(project))
    address = reverse("checks:publicity", args=[project.pk])
    assertContains(client.post(address, {"amount": "on"}), "Låt även titeln")
    client.post(address, {"title": "on", "organisation": "on", "text": "Lätt och starkt."})
    assertContains(client.get(address), "Lätt och starkt.")
    assertContains(client.get(PAGE), "Lätt och starkt.")


@pytest.mark.parametrize("number", [1, 3])
def test_the_lines_take_two_queries(number, django_assert_num_queries):
    for place in range(number):
        allowed(of(f"Medlem {place} AB"), **ALL)
        an_old_check(f"Tidigare {place} AB", is_public=True)
    with django_assert_num_queries(2):
        assert len(public_lines()) == 2 * number


# --- the list from before


def a_list(tmp_path, text):
    path = tmp_path / "pp-checkar.csv"
    path.write_text(text, encoding="utf-8-sig")
    return path


def test_an_old_list_is_read_and_may_be_read_again(tmp_path):
    path = a_list(
        tmp_path,
        "År;Organisation;Titel;Belopp\n"
        "2018;Åmåls Båtar AB;Lätt skrov;200 000\n"
        "2019;Ärlig Plast AB;Plastaxel;\n",
    )
    for _ in range(2):
        call_command("import_pp_checks", path)
    rows = OldCheck.objects.values_list("year", "organisation", "title", "amount", "is_public")
    assert list(rows) == [
        (2019, "Ärlig Plast AB", "Plastaxel", None, False),
        (2018, "Åmåls Båtar AB", "Lätt skrov", Decimal(200_000), False),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("år,organisation,titel\n2018,A,B\n", "Kolumner saknas: belopp"),
        ("", "Kolumner saknas: år, organisation, titel, belopp"),
        ("år,organisation,titel,belopp\n2018,A,B,1\nigår,A,B,1\n", "Rad 3"),
        ("år,organisation,titel,belopp\n2018,A,B,1\n2018,A\n", "Rad 3"),
        ("år,organisation,titel,belopp\n2018,A,B,1\n2018,A,C,mycket\n", "Rad 3"),
    ],
)
def test_a_list_with_a_fault_is_not_read_at_all(tmp_path, text, fault):
    with pytest.raises(CommandError, match=fault):
        call_command("import_pp_checks", a_list(tmp_path, text))
    assert not OldCheck.objects.exists()


def test_a_file_that_is_not_there_or_no_text_is_said(tmp_path):
    binary = tmp_path / "bild.csv"
    binary.write_bytes(b"\xff\xd8\xff\xe0")
    for path in [tmp_path / "saknas.csv", binary]:
        with pytest.raises(CommandError, match="csv"):
            call_command("import_pp_checks", path)
