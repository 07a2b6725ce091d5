"""Memberships begin by a decision and end on request or by a decision, never by the clock."""

from datetime import date

import pytest
from django.utils import translation

from lattvikt.lib.refused import Refused
from members.actions import (
    adopt_schedule,
    ask_to_end_membership,
    end_membership,
    keep_membership,
    last_day_of_year,
    start_membership,
)
from members.models import FeeSchedule, Organisation
from outbox.models import Message
from tests.build import a_contact, a_member, a_schedule, a_user, an_organisation, the_programme

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NEW_YEARS_EVE = date(2026, 12, 31)


def the_membership(**fields):
    return a_member(**fields).memberships.get()


def end(membership, **fields):
    defaults = {"ends_on": NEW_YEARS_EVE, "reason": "Egen begäran", "today": TODAY}
    end_membership(membership, **{**defaults, **fields})


def test_an_organisation_becomes_a_member():
    organisation = an_organisation()
    membership = start_membership(
        organisation, starts_on=TODAY, admitted_by="Styrelsen, beslut 2026-14"
    )
    assert list(Organisation.objects.members(on=TODAY)) == [organisation]
    assert (membership.ends_on, membership.admitted_by) == (None, "Styrelsen, beslut 2026-14")


@pytest.mark.parametrize(
    "earlier",
    [
        {"since": date(2025, 1, 1)},
        {"since": date(2025, 1, 1), "until": TODAY},
        {"since": date(2027, 1, 1)},
    ],
    ids=["open", "ends the same day", "begins later"],
)
def test_memberships_of_one_organisation_never_overlap(earlier):
    member = a_member(**earlier)
    with pytest.raises(Refused, match="är redan medlem"):
        start_membership(member, starts_on=TODAY, admitted_by="")


def test_who_left_may_come_back_the_day_after():
    member = a_member(since=date(2025, 1, 1), until=date(2026, 11, 21))
    start_membership(member, starts_on=TODAY, admitted_by="")
    assert member.memberships.count() == 2


def test_a_member_has_a_swedish_organisation_number():
    with pytest.raises(Refused, match="svenskt organisationsnummer"):
        start_membership(an_organisation(org_number=None), starts_on=TODAY, admitted_by="")


def test_a_request_to_leave_is_noted_and_ends_nothing():
    the_programme(email="kansli@lattvikt.example")
    membership, user = the_membership(), a_user("anna@example.org", name="Anna Åkesson")
    ask_to_end_membership(membership, reason=" Vi lägger ner. ", by=user)
    membership.refresh_from_db()
    assert membership.ends_on is None
    assert membership.end_reason == "Vi lägger ner."
    letters = {letter.to: letter for letter in Message.objects.all()}
    assert letters.keys() == {"kansli@lattvikt.example", "anna@example.org"}
    to_secretariat = letters["kansli@lattvikt.example"]
    assert to_secretariat.subject == "Verkstaden i Åmål AB vill avsluta sitt medlemskap"
    assert "Vi lägger ner." in to_secretariat.text
    assert f"/kansli/members/membership/{membership.pk}/change/" in to_secretariat.text


def test_one_asks_to_leave_once():
    membership, user = the_membership(), a_user()
    ask_to_end_membership(membership, reason="", by=user)
    with pytest.raises(Refused, match="redan på väg"):
        ask_to_end_membership(membership, reason="", by=user)


def test_who_thinks_better_of_it_stays():
    membership, user = the_membership(), a_user()
    ask_to_end_membership(membership, reason="Ångrar mig snart", by=user)
    keep_membership(membership)
    membership.refresh_from_db()
    assert (membership.end_asked_for_at, membership.end_reason) == (None, "")
    with pytest.raises(Refused):
        keep_membership(membership)


def test_a_membership_ends_on_a_day_for_a_reason_and_its_contact_persons_are_told():
    membership = the_membership()
    contact = a_contact(membership.organisation)
    end(membership)
    membership.refresh_from_db()
    assert (membership.ends_on, membership.end_reason) == (NEW_YEARS_EVE, "Egen begäran")
    letter = Message.objects.get()
    assert letter.to == contact.person.email
    assert letter.subject == "Medlemskapet för Verkstaden i Åmål AB upphör"
    assert "den 31 december 2026" in letter.text


def test_the_letter_is_in_the_readers_language_whoever_ends_it():
    membership = the_membership()
    contact = a_contact(membership.organisation)
    contact.person.language = "en"
    contact.person.save()
    with translation.override("sv"):
        end(membership)
    assert Message.objects.get().subject == "The membership of Verkstaden i Åmål AB ends"


def test_a_last_day_may_be_corrected():
    membership = the_membership()
    end(membership)
    end(membership, ends_on=date(2027, 12, 31))
    membership.refresh_from_db()
    assert membership.ends_on == date(2027, 12, 31)


def test_a_membership_does_not_end_before_it_began():
    with pytest.raises(Refused, match="kan inte upphöra före"):
        end(the_membership(since=date(2026, 2, 1)), ends_on=date(2026, 1, 31))


def test_a_membership_may_end_on_its_first_day():
    membership = the_membership(since=date(2026, 2, 1))
    end(membership, ends_on=date(2026, 2, 1))
    membership.refresh_from_db()
    assert membership.ends_on == date(2026, 2, 1)


def test_a_membership_ends_for_a_reason():
    with pytest.raises(Refused, match="Skriv varför"):
        end(the_membership(), reason="  ")


def test_an_ended_membership_is_not_drawn_out_over_a_later_one():
    member = a_member(since=date(2024, 1, 1), until=date(2025, 12, 31))
    start_membership(member, starts_on=date(2026, 6, 1), admitted_by="")
    first = member.memberships.earliest("starts_on")
    with pytest.raises(Refused, match="senare medlemskap"):
        end(first, ends_on=date(2026, 6, 1))
    end(first, ends_on=date(2026, 5, 31))


def test_a_year_ends_on_31_december():
    assert last_day_of_year(date(2028, 2, 29)) == date(2028, 12, 31)


def test_the_annual_meeting_adopts_a_years_fees():
    schedule = a_schedule(2027, adopted=False)
    adopt_schedule(schedule, on=date(2026, 11, 10), reference="Årsstämman 2026, § 12")
    assert FeeSchedule.objects.in_force(2027).decision_reference == "Årsstämman 2026, § 12"
    with pytest.raises(Refused, match="redan fastställda"):
        adopt_schedule(schedule, on=date(2026, 11, 10), reference="§ 12")


def test_fees_without_tiers_or_without_a_decision_are_not_adopted():
    with pytest.raises(Refused, match="avgiftsnivåerna"):
        adopt_schedule(
            a_schedule(2027, adopted=False, fees={}), on=date(2026, 11, 10), reference="§ 12"
        )
    with pytest.raises(Refused, match="årsstämmans beslut"):
        adopt_schedule(a_schedule(2028, adopted=False), on=date(2026, 11, 10), reference=" ")
