"""From the decision to a signed agreement."""

import time
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from pytest_django.asserts import assertContains, assertRedirects

from archive.models import fingerprint
from checks.actions import (
    send,
    sign_for_member,
    sign_for_programme,
    take_away,
    write_agreement_anew,
)
from checks.models import Agreement, Application, Call, Project, Signature
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.checks.projects import (
    a_granted_check,
    a_project,
    a_signatory,
    a_signed_project,
    signed,
    the_days,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


def text_of(agreement):
    pages = PdfReader(BytesIO(agreement.document.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


# --- the project is made


def test_a_granted_application_becomes_a_project_when_the_decisions_are_announced():
    application = a_granted_check(announced=False)
    with pytest.raises(Refused, match="inte meddelats"):
        a_project(application)
    assert list(Application.objects.to_start()) == []
    Call.objects.update(announced_at=NOW())
    application.refresh_from_db()
    assert list(Application.objects.to_start()) == [application]
    a_project(application)
    assert list(Application.objects.to_start()) == []


def test_what_is_not_granted_becomes_no_project():
    with pytest.raises(Refused, match="inte beviljats"):
        a_project(build.a_sent_check())


def test_there_is_one_project_of_an_application():
    application = a_granted_check()
    a_project(application)
    with pytest.raises(Refused, match="finns redan"):
        a_project(application)
    assert (Project.objects.count(), Agreement.objects.count()) == (1, 1)


def test_the_agreement_names_the_partners_of_what_was_decided_on():
    """Not one that was taken away before it was sent, nor one that was added and never sent."""
    by, application = build.a_user(), build.a_check()
    refuses = build.a_partner(application, answer=False, name="Nej AB")
    taken_away = build.a_partner(application, answer=True, name="Provhallen AB")
    build.a_partner(application, answer=True, name="Gjuteriet AB", role="Gjuter i sand")
    take_away(refuses, now=NOW())
    send(application, by=by, now=NOW())
    take_away(taken_away, now=NOW())
    build.a_partner(application, answer=True, name="Senkommen AB")
    text = text_of(a_project(a_granted_check(application)).agreement)
    named = ["Gjuteriet AB: Gjuter i sand", "Provhallen AB", "Nej AB", "Senkommen AB"]
    assert [name in text for name in named] == [True, True, False, False]


def test_an_agreement_without_partners_says_nothing_of_them():
    heading = "I projektet medverkar"
    alone = a_project(a_granted_check()).agreement
    together = build.a_check()
    build.a_partner(together, answer=True)
    send(together, by=build.a_user(), now=NOW())
    both = [alone, a_project(a_granted_check(together)).agreement]
    assert [heading in text_of(agreement) for agreement in both] == [False, True]


def test_a_project_is_made_by_who_may():
    with pytest.raises(Refused, match="får inte"):
        a_project(a_granted_check(), by=build.of_the_staff("Ekonomi"))


@pytest.mark.parametrize("days", [{"ends_on": 0}, {"ends_on": 10, "report_due_on": 9}])
def test_a_project_ends_after_its_start_and_is_reported_when_it_has_ended(days):
    today = timezone.localdate()
    days = {name: today + timedelta(days=number) for name, number in days.items()}
    with pytest.raises(Refused, match="slutar efter"):
        a_project(a_granted_check(), **days)


def test_a_project_may_be_reported_on_the_day_it_ends():
    day = timezone.localdate() + timedelta(days=1)
    assert a_project(a_granted_check(), ends_on=day, report_due_on=day).report_due_on == day


# --- the agreement


def test_the_agreement_says_what_was_decided_and_between_whom():
    member = build.a_member(build.LONG_NAME)
    application = a_granted_check(
        build.a_sent_check(member), amount=200_000, conditions="Provet görs i Åmål."
    )
    project = a_project(application)
    text = text_of(project.agreement)
    decision = application.matter.decision
    for said in [
        "Avtal om medlemscheck",
        build.LONG_NAME,
        member.shown_org_number,
        decision.reference,
        "200 000 kr",
        "Provet görs i Åmål.",
        "Lättare landställ",
        "högst 50 procent",
    ]:
        assert said in text.replace("\xa0", " "), said


def test_the_agreement_can_be_in_english():
    assert "Agreement on a medlemscheck" in text_of(a_project(language="en").agreement)


def test_the_agreement_is_kept_for_ten_years_after_the_project():
    project = a_project()
    kept = project.agreement.document.keep_until
    assert (kept.year, kept.month, kept.day) == (project.ends_on.year + 10, 12, 31)


def test_an_agreement_that_nobody_has_signed_is_written_anew():
    project = a_project()
    later = the_days()["report_due_on"] + timedelta(days=30)
    days = the_days(report_due_on=later)
    by = project.started_by
    write_agreement_anew(project, language="en", by=by, now=NOW(), **days)
    project = Project.objects.get()
    assert (project.report_due_on, project.agreement.number) == (later, 2)
    sign_for_member(project.agreement, by=a_signatory(project), now=NOW())
    with pytest.raises(Refused, match="undertecknats"):
        write_agreement_anew(project, language="sv", by=by, now=NOW(), **days)


def test_who_has_the_old_agreement_before_them_does_not_sign_the_new():
    project = a_project()
    old = project.agreement
    write_agreement_anew(project, language="en", by=project.started_by, now=NOW(), **the_days())
    with pytest.raises(Refused, match="skrivits om"):
        sign_for_member(old, by=a_signatory(project), now=NOW())


# --- signed by both


def test_both_sign_and_what_they_signed_is_kept_with_its_fingerprint():
    project = a_signed_project()
    agreement = project.agreement
    assert agreement.is_signed
    assert {one.sha256 for one in Signature.objects.all()} == {
        fingerprint(bytes(agreement.document.content))
    }
    assert Message.objects.filter(key__contains="agreement-1-signed").count() == 1


def test_only_a_contact_person_signs_for_the_member():
    project = a_project()
    communicator = build.a_contact(project.organisation, "communicator").person.user
    for user in [communicator, build.a_contact(build.a_member("Annan AB")).person.user]:
        with pytest.raises(Refused, match="Bara en kontaktperson"):
            sign_for_member(project.agreement, by=user, now=NOW())


def test_the_programme_signs_last_and_by_who_may():
    project = a_project()
    with pytest.raises(Refused, match="Medlemmen undertecknar först"):
        sign_for_programme(project.agreement, by=build.a_secretary(), now=NOW())
    sign_for_member(project.agreement, by=a_signatory(project), now=NOW())
    with pytest.raises(Refused, match="får inte"):
        sign_for_programme(project.agreement, by=build.of_the_staff("Ekonomi"), now=NOW())


def test_nobody_signs_for_both():
    project = a_project()
    both = build.a_secretary()
    build.a_contact(project.organisation, person=build.a_person(user=both))
    with pytest.raises(Refused, match="Någon annan"):
        signed(project, by=both, for_us=both)


def test_a_side_signs_once():
    project = a_signed_project()
    with pytest.raises(Refused, match="undertecknats redan"):
        sign_for_member(project.agreement, by=a_signatory(project), now=NOW())


def test_the_database_refuses_to_change_an_agreement_or_a_signature():
    a_signed_project()
    for table in ["checks_agreement", "checks_signature"]:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")


def test_the_database_refuses_a_second_signature_of_the_same_person():
    one = a_signed_project().agreement.of_member
    fields = {"agreement": one.agreement, "by": one.by, "name": "X", "at": NOW(), "sha256": "0"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(side="other", **fields)


# --- the pages


def just_logged_in(client, user):
    """As allauth notes it."""
    session = client.session
    session["account_authentication_methods_user"] = str(user.pk)
    session["account_authentication_methods"] = [{"method": "code", "at": time.time()}]
    session.save()


def test_who_signs_has_just_shown_who_they_are(client):
    project = a_project()
    user = a_signatory(project)
    client.force_login(user)
    address = reverse("checks:sign", args=[project.pk])
    assertContains(client.post(address, {"has_read": "on"}), "Logga in igen")
    assert not Signature.objects.exists()
    just_logged_in(client, user)
    client.post(address, {})
    assert not Signature.objects.exists()
    client.post(address, {"has_read": "on"})
    assert project.agreement.of_member.by == user


def test_the_member_sees_that_the_agreement_waits(client):
    project = a_project()
    client.force_login(a_signatory(project))
    assertContains(client.get(reverse("our_pages")), "Avtalet om medlemschecken")
    page = client.get(reverse("checks:project", args=[project.pk]))
    assertContains(page, "Läs och underteckna avtalet")


def test_the_document_is_handed_out_as_it_is(client):
    project = a_project()
    client.force_login(a_signatory(project))
    answer = client.get(reverse("checks:agreement", args=[project.pk]))
    assert fingerprint(answer.content) == project.agreement.document.sha256


def test_the_secretariat_makes_the_project_and_signs_on_the_desk(client):
    application = a_granted_check()
    secretary = build.a_secretary()
    client.force_login(secretary)
    address = reverse("admin:checks_application_starta-projekt", args=[application.pk])
    answer = client.post(address, {**the_days(), "language": "sv"})
    project = Project.objects.get()
    assertRedirects(answer, reverse("admin:checks_project_change", args=[project.pk]))
    sign_for_member(project.agreement, by=a_signatory(project), now=NOW())
    client.post(reverse("admin:checks_project_underteckna", args=[project.pk]))
    assert project.agreement.of_programme.by == secretary
