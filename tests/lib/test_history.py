"""What has happened to a row, whoever changed it and however."""

from datetime import date

import pghistory
import pytest
from django.urls import reverse

from lattvikt.lib.history import Difference, changes_of
from members.models import Contact, FeeTier, Membership, Organisation
from tests.build import a_contact, a_member, a_person, a_schedule, a_secretary, a_user

pytestmark = pytest.mark.django_db


def told(change):
    return (change.kind, change.what, change.differences)


def test_a_change_tells_from_and_to_in_swedish():
    member = a_member(employees=40)
    member.employees, member.is_for_profit, member.region = 51, False, "14"
    member.save()
    assert told(changes_of(member)[0]) == (
        "update",
        "organisation",
        [
            Difference("län", "–", "Västra Götalands län"),
            Difference("vinstdrivande", "ja", "nej"),
            Difference("antal anställda", "40", "51"),
        ],
    )


def test_a_bulk_update_past_the_application_is_seen_too():
    first, second = a_member("Första AB"), a_member("Andra AB")
    Organisation.objects.update(city="Luleå")
    for member in (first, second):
        assert changes_of(member)[0].differences == [Difference("ort", "Åmål", "Luleå")]


def test_what_belongs_to_a_row_is_told_with_it_and_named():
    member = a_member()
    contact = a_contact(member, person=a_person("Örjan Öberg"), since=date(2026, 3, 1))
    contact.until = date(2026, 6, 30)
    contact.save()
    ended, given, *_ = changes_of(member, [Membership, Contact])
    assert told(ended) == ("update", "kontakt", [Difference("till och med", "–", "2026-06-30")])
    assert Difference("person", "–", "Örjan Öberg") in given.differences
    assert Difference("roll", "–", "kontaktperson") in given.differences


def test_another_rows_changes_are_not_told():
    member = a_member()
    a_contact(a_member("Någon Annans AB"))
    changes = changes_of(member, [Contact])
    assert [change.kind for change in changes] == ["insert"]


def test_a_deletion_is_told():
    schedule = a_schedule(2027, adopted=False, fees={1: 5_000})
    schedule.tiers.get().delete()
    gone = changes_of(schedule, [FeeTier])[0]
    assert gone.kind == "delete"
    assert Difference("avgift per år", "5000.00", "–") in gone.differences


def test_who_did_it_and_on_which_page_is_told():
    member, user = a_member(), a_user(name="Kajsa Kansli")
    with pghistory.context(user=user.pk, url="/medlem/organisation/andra/"):
        Organisation.objects.filter(pk=member.pk).update(city="Luleå")
    latest, first = changes_of(member)
    assert (latest.who, latest.page) == ("Kajsa Kansli", "/medlem/organisation/andra/")
    assert (first.who, first.page) == ("systemet", "")


def test_the_history_page_in_the_admin_tells_what_was_changed_there(client):
    secretary = a_secretary(name="Kajsa Kansli")
    client.force_login(secretary)
    contact = a_contact(a_member())
    page = reverse("admin:members_contact_change", args=[contact.pk])
    client.post(page, {"since": "2026-02-01"})
    history = reverse("admin:members_organisation_history", args=[contact.organisation_id])
    latest = client.get(history).context["changes"][0]
    assert (latest.who, latest.page) == ("Kajsa Kansli", page)
    assert latest.differences == [Difference("från och med", "2026-01-01", "2026-02-01")]


def test_the_history_of_many_changes_takes_few_queries(django_assert_num_queries):
    member = a_member()
    for city in ["Luleå", "Umeå", "Piteå"]:
        Organisation.objects.update(city=city)
        a_contact(member)
    with django_assert_num_queries(6):
        assert len(changes_of(member, [Membership, Contact])) == 8
