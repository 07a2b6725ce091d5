"""After the agreement: other days for a project, and money back, each decided by the board."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader
from pytest_django.asserts import assertContains, assertNotContains

from board.actions import amend, end_item, withdraw_matter
from board.models import AgendaItem, Interest, Matter
from checks.actions import (
    approve_payout,
    approve_report,
    ask_for_payout,
    confirm_payout,
    most_to_pay_out,
    most_to_reclaim,
    note_repaid,
    refer_extension,
    refuse_payout,
    withdraw_extension,
)
from checks.models import Extension, Project, Reclaim
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.checks.board import a_meeting, decided
from tests.checks.projects import (
    a_payout,
    a_project,
    a_reclaim,
    a_report,
    a_signatory,
    a_signed_project,
    an_extension,
    later,
    paid_out,
)

pytestmark = pytest.mark.django_db
NOW = timezone.now
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme(bankgiro="9912346")


@pytest.fixture
def secretary():
    return build.of_the_staff("Kansliet")


@pytest.fixture
def treasurer():
    return build.of_the_staff("Ekonomi")


@pytest.fixture
def board():
    return build.a_board(3)


@pytest.fixture
def project(board):
    return a_signed_project(board=board)


def referred(extension, board, secretary) -> Extension:
    return refer_extension(extension, meeting=a_meeting(board), by=secretary, now=NOW())


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def letters(what):
    return Message.objects.filter(key__contains=what)


# --- other days


def test_the_days_move_when_the_board_says_yes_and_the_member_is_told(project, board, secretary):
    extension = referred(an_extension(project), board, secretary)
    assert (fresh(project).report_due_on, fresh(extension).state) == (
        project.report_due_on,
        "before",
    )
    decision = decided(fresh(extension), board)
    assert extension.report_due_on.isoformat() in decision.resolution
    moved = fresh(project)
    assert (moved.ends_on, moved.report_due_on) == (extension.ends_on, extension.report_due_on)
    assert fresh(extension).state == "granted"
    letter = letters(f"extension-{extension.pk}-decided").get()
    assert decision.reference in letter.text


def test_the_days_stand_when_the_board_says_no(project, board, secretary):
    extension = referred(an_extension(project), board, secretary)
    decided(fresh(extension), board, "against")
    assert fresh(project).report_due_on == project.report_due_on
    assert fresh(extension).state == "declined"
    assert "sagt nej till längre tid" in letters(f"extension-{extension.pk}-decided").get().text


@pytest.mark.parametrize(
    ("end", "report", "text"),
    [(0, 0, "senare än"), (-1, 60, "inte sluta tidigare"), (91, 60, "inte sluta tidigare")],
)
def test_the_new_days_are_later_and_in_order(project, end, report, text):
    days = {
        "ends_on": project.ends_on + timedelta(days=end),
        "report_due_on": project.report_due_on + timedelta(days=report),
    }
    with pytest.raises(Refused, match=text):
        an_extension(project, **days)


def test_the_report_alone_may_be_a_day_later(project):
    day = project.report_due_on + timedelta(days=1)
    assert an_extension(project, ends_on=project.ends_on, report_due_on=day).state == "asked"


def test_nothing_is_asked_before_both_have_signed_nor_when_the_report_is_approved(board, secretary):
    project = a_project(board=board)
    with pytest.raises(Refused, match="undertecknar avtalet först"):
        an_extension(project)


def test_a_finished_project_is_not_extended(project, board, secretary):
    extension = referred(an_extension(project), board, secretary)
    approve_report(a_report(project), by=secretary, now=NOW())
    with pytest.raises(Refused, match="godkänd"):
        decided(fresh(extension), board)
    assert fresh(project).report_due_on == project.report_due_on


def test_one_waits_at_a_time_and_another_is_asked_when_it_is_decided(project, board, secretary):
    first = an_extension(project)
    with pytest.raises(Refused, match="redan begärts"):
        an_extension(project)
    withdraw_extension(first, now=NOW())
    second = referred(an_extension(project), board, secretary)
    with pytest.raises(Refused, match="väntar inte"):
        withdraw_extension(second, now=NOW())
    decided(fresh(second), board)
    assert an_extension(fresh(project)).state == "asked"


def test_what_is_referred_back_waits_for_the_secretariat_and_comes_before_the_board_anew(
    project, board, secretary
):
    extension = referred(an_extension(project), board, secretary)
    assert list(Extension.objects.to_refer()) == []
    end_item(
        extension.matter.item,
        ending=AgendaItem.Ending.REFERRED_BACK,
        reason="Hur långt har ni kommit?",
        by=board[0],
    )
    extension = fresh(extension)
    assert (extension.state, list(Extension.objects.to_refer())) == ("asked", [extension])
    extension = referred(extension, board, secretary)
    assert extension.referred_back_because == ""
    decided(fresh(extension), board)
    assert fresh(project).report_due_on == extension.report_due_on


def test_a_reclaim_that_is_referred_back_is_proposed_anew(project, board):
    reclaim = a_reclaim(project, amount=100_000)
    end_item(
        reclaim.matter.item,
        ending=AgendaItem.Ending.REFERRED_BACK,
        reason="Hör med dem först.",
        by=board[0],
    )
    assert (fresh(reclaim).state, most_to_reclaim(project)) == ("dropped", 100_000)


def test_only_who_may_and_has_no_tie_puts_it_before_the_board(project, board, secretary, treasurer):
    extension = an_extension(project)
    with pytest.raises(Refused, match="får inte"):
        referred(extension, board, treasurer)
    build.a_contact(project.organisation, person=build.a_person(user=secretary))
    with pytest.raises(Refused, match="ett intresse i medlemmen"):
        referred(extension, board, secretary)


def test_another_text_than_what_was_asked_for_is_not_carried_out(project, board, secretary):
    extension = referred(an_extension(project), board, secretary)
    amend(extension.matter, resolution="Att förlänga till 2099.")
    with pytest.raises(Refused, match="något annat"):
        decided(fresh(extension), board)
    assert fresh(extension).state == "before"


def test_who_has_jav_sees_neither_the_matter_nor_the_request(project, board, secretary, client):
    extension = referred(an_extension(project), board, secretary)
    number = project.organisation.org_number
    Interest.objects.create(person=board[2].person, org_number=number, name="X", nature="ägare")
    assert not Matter.objects.visible_to(board[2]).filter(pk=extension.matter_id).exists()
    assert not Extension.objects.open_to(board[2].person_id).exists()
    assert Extension.objects.open_to(board[1].person_id).get() == extension
    client.force_login(board[1].person.user)
    address = reverse("board:matter", args=["styrelsen", extension.matter_id])
    assertContains(client.get(address), "Formen kom sent.")


def test_the_member_asks_on_the_page_and_takes_it_back(client, project):
    client.force_login(a_signatory(project))
    address = reverse("checks:extend", args=[project.pk])
    assertContains(client.post(address, {**later(project), "reason": ""}), "Skäl")
    page = client.post(address, {**later(project), "reason": "Sent."}, follow=True)
    assertContains(page, "Begärd")
    assertNotContains(page, "Begär längre tid")
    page = client.post(reverse("checks:withdraw_extension", args=[project.pk]), follow=True)
    assertContains(page, "Återtagen")
    assertContains(page, "Begär längre tid")


def test_the_secretariat_asks_for_the_member_and_puts_it_before_the_board(
    client, project, board, secretary
):
    client.force_login(build.with_second_factor(secretary))
    ask = reverse("admin:checks_project_forlang", args=[project.pk])
    client.post(ask, {**later(project), "reason": "De ringde."})
    extension = Extension.objects.get()
    assertContains(client.get(reverse("admin:index")), "Förlängningar av projekt att lägga fram")
    refer = reverse("admin:checks_extension_till-styrelsen", args=[extension.pk])
    client.post(refer, {"meeting": a_meeting(board).pk})
    assert fresh(extension).state == "before"


# --- money back


def test_a_reclaim_is_owed_from_the_decision_and_the_member_told_then(
    project, board, secretary, treasurer
):
    paid_out(project)
    reclaim = a_reclaim(project)
    assert (reclaim.state, letters("reclaim").count()) == ("before", 0)
    decision = decided(reclaim, board)
    reclaim = fresh(reclaim)
    assert (reclaim.state, reclaim.due_on) == ("owed", TODAY() + timedelta(days=30))
    text = letters(f"reclaim-{reclaim.pk}-decided").get().text.replace("\xa0", " ")
    for said in ["60 000 kr", decision.reference, "991-2346", "Rapporten har inte kommit."]:
        assert said in text, said


def test_never_more_is_reclaimed_than_has_been_paid(project, board, secretary, treasurer):
    paid_out(project)
    with pytest.raises(Refused, match="Högst 100"):
        a_reclaim(project, amount=100_001)
    first = a_reclaim(project, amount=60_000)
    assert most_to_reclaim(project) == 40_000
    with pytest.raises(Refused, match="Högst 40"):
        a_reclaim(project, amount=40_001)
    decided(first, board, "against")
    assert (most_to_reclaim(project), fresh(first).state) == (100_000, "declined")
    a_reclaim(project, amount=100_000)
    assert most_to_reclaim(project) == 0


def test_a_proposal_that_is_withdrawn_takes_nothing(project, board, secretary, treasurer):
    paid_out(project)
    reclaim = a_reclaim(project, amount=100_000)
    withdraw_matter(reclaim.matter)
    assert (most_to_reclaim(project), fresh(reclaim).state) == (100_000, "dropped")


def test_nothing_more_is_paid_out_when_some_is_reclaimed(project, board, secretary, treasurer):
    paid_out(project)
    assert most_to_pay_out(project) == 50_000
    decided(a_reclaim(project), board)
    assert most_to_pay_out(project) == 0
    with pytest.raises(Refused, match="Högst 0"):
        ask_for_payout(
            project, amount=Decimal(1), bankgiro="9912346", note="X", by=secretary, now=NOW()
        )


@pytest.mark.parametrize("is_approved", [False, True])
def test_what_was_asked_for_before_the_reclaim_is_neither_approved_nor_paid(
    project, board, secretary, treasurer, client, is_approved
):
    paid_out(project)
    payout = a_payout(project, amount=10)
    if is_approved:
        approve_payout(payout, by=secretary, now=NOW())
    decided(a_reclaim(project), board)
    further = (
        partial(confirm_payout, paid_on=TODAY(), by=treasurer)
        if is_approved
        else partial(approve_payout, by=secretary)
    )
    with pytest.raises(Refused, match="inget mer av checken"):
        further(payout, now=NOW())
    user, button = (treasurer, "bekrafta") if is_approved else (secretary, "godkann")
    client.force_login(build.with_second_factor(user))
    page = client.get(reverse("admin:checks_payout_change", args=[payout.pk]))
    assertContains(page, "inget mer av checken")
    assertNotContains(page, reverse(f"admin:checks_payout_{button}", args=[payout.pk]))
    answer = client.post(
        reverse(f"admin:checks_payout_{button}", args=[payout.pk]), {"on": TODAY()}, follow=True
    )
    assertContains(answer, "inget mer av checken")
    refuse_payout(payout, because="Återkrav.", by=user, now=NOW())
    assert fresh(payout).state == "refused"


def test_only_who_may_proposes_it_and_only_the_treasury_notes_it_as_paid_back(
    project, board, secretary, treasurer
):
    paid_out(project)
    with pytest.raises(Refused, match="får inte"):
        a_reclaim(project, by=treasurer)
    reclaim = a_reclaim(project)
    with pytest.raises(Refused, match="inget att betala tillbaka"):
        note_repaid(reclaim, repaid_on=TODAY(), by=treasurer, now=NOW())
    decided(reclaim, board)
    with pytest.raises(Refused, match="får inte"):
        note_repaid(reclaim, repaid_on=TODAY(), by=secretary, now=NOW())
    with pytest.raises(Refused, match="inte kommit"):
        note_repaid(reclaim, repaid_on=TODAY() + timedelta(days=1), by=treasurer, now=NOW())
    note_repaid(reclaim, repaid_on=TODAY(), by=treasurer, now=NOW())
    assert (fresh(reclaim).state, letters("-repaid").count()) == ("repaid", 1)
    with pytest.raises(Refused, match="inget att betala tillbaka"):
        note_repaid(reclaim, repaid_on=TODAY(), by=treasurer, now=NOW())


def test_what_is_not_paid_back_in_time_waits_at_the_treasury(
    client, project, board, secretary, treasurer
):
    paid_out(project)
    reclaim = a_reclaim(project)
    decided(reclaim, board)
    assert list(Reclaim.objects.overdue()) == []
    Reclaim.objects.update(due_on=TODAY() - timedelta(days=1))
    assert list(Reclaim.objects.overdue()) == [reclaim]
    client.force_login(build.with_second_factor(treasurer))
    assertContains(client.get(reverse("admin:index")), "Återkrav som inte har betalats i tid")
    client.post(reverse("admin:checks_reclaim_aterbetalt", args=[reclaim.pk]), {"on": TODAY()})
    assert list(Reclaim.objects.overdue()) == []


def test_the_database_wants_a_person_who_has_noted_it(project, board, secretary, treasurer):
    paid_out(project)
    reclaim = a_reclaim(project)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reclaim.objects.filter(pk=reclaim.pk).update(repaid_on=TODAY())


def test_the_secretariat_proposes_it_on_the_desk_and_the_member_reads_it_when_decided(
    client, project, board, secretary, treasurer
):
    paid_out(project)
    client.force_login(build.with_second_factor(secretary))
    address = reverse("admin:checks_project_aterkrav", args=[project.pk])
    facts = {"amount": "60 000", "reason": "Ingen rapport.", "meeting": a_meeting(board).pk}
    client.post(address, facts)
    reclaim = Reclaim.objects.get()
    client.force_login(a_signatory(project))
    page = reverse("checks:project", args=[project.pk])
    assertNotContains(client.get(page), "Ingen rapport.")
    decided(reclaim, board)
    assertContains(client.get(page), "Ingen rapport.")


# --- the agreement says the same


def test_the_agreement_speaks_of_both(project):
    pages = PdfReader(BytesIO(project.agreement.document.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for said in ["begära senare dagar", "inom 30 dagar", "Aldrig mer återkrävs än"]:
        assert said in text, said


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_reclaims_takes_the_same_number_of_queries(
    client, project, board, secretary, treasurer, number, django_assert_num_queries
):
    paid_out(project)
    for _ in range(number):
        a_reclaim(project, amount=10_000)
    client.force_login(build.with_second_factor(secretary))
    address = reverse("admin:checks_reclaim_changelist")
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)


def test_a_project_keeps_the_day_that_was_agreed_on_in_its_document(project, board, secretary):
    extension = referred(an_extension(project), board, secretary)
    before = project.agreement.document.sha256
    decided(fresh(extension), board)
    assert Project.objects.get().agreement.document.sha256 == before
