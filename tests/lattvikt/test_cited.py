"""What a decision has touched says which decision it was, and where it stands in the minutes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from admission.actions import refer
from billing.actions import refer_in_kind
from board import actions
from board.models import Decision, Party
from lattvikt.templatetags.decided import decisions_about, decisions_on
from members.models import Membership, Organisation
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
UNMINUTED = f"Beslut {TODAY.year}-1"
MINUTED = f"{UNMINUTED}, § 1, Styrelsen 1/{TODAY.year}"


@pytest.fixture
def seats():
    return build.a_board(3)


def decided(matter, seats):
    """Carried by acclamation at today's meeting."""
    meeting = actions.open_meeting(build.the_board(), held_on=TODAY, present=seats)
    actions.put_on_meeting(matter, meeting=meeting, by=seats[0])
    matter.refresh_from_db()
    return actions.acclaim(matter, is_carried=True, by=seats[0], today=TODAY)


def a_matter_about(organisation):
    """Which nothing is carried out on."""
    return actions.open_matter(
        body=build.the_board(),
        title="Avtal",
        resolution="Att",
        parties=[Party(org_number=organisation.org_number)],
    )


def minuted(decision, seats):
    """In minutes that are sent out to be signed."""
    minutes = actions.begin_minutes(decision.meeting, by=seats[1], today=TODAY)
    actions.write_minutes(minutes, adjusters=[seats[2]], texts={}, by=seats[1])
    actions.send_minutes(minutes, by=seats[1], today=TODAY)


@pytest.fixture
def admitted(seats):
    application = build.an_application()
    refer(application, by=build.a_secretary())
    application.refresh_from_db()
    decided(application.matter, seats)
    return application


@pytest.fixture
def in_kind(seats):
    build.a_schedule()
    application = build.an_in_kind()
    refer_in_kind(application, by=build.a_secretary(), today=TODAY)
    application.refresh_from_db()
    decided(application.matter, seats)
    return application


@pytest.fixture
def client_of(client):
    def logged_in(user):
        client.force_login(user)
        return client

    return logged_in


def in_admin(model, pk):
    return reverse(f"admin:{model}_change", args=[pk])


def test_a_membership_and_its_application_say_by_which_decision(client_of, admitted, seats):
    organisation = Organisation.objects.get(org_number=admitted.org_number)
    desk = [
        in_admin("members_organisation", organisation.pk),
        in_admin("members_membership", organisation.memberships.get().pk),
        in_admin("admission_application", admitted.pk),
    ]
    own = [reverse("members:organisation"), reverse("admission:application", args=[admitted.pk])]
    shown_to(client_of(build.a_secretary()), desk, UNMINUTED)
    shown_to(client_of(admitted.applicant), own, UNMINUTED)
    minuted(Decision.objects.get(), seats)
    shown_to(client_of(build.a_secretary()), desk, MINUTED)
    shown_to(client_of(admitted.applicant), own, MINUTED)


def shown_to(client, pages, text):
    assert [client.get(page).content.decode().count(text) for page in pages] == [1] * len(pages)


def test_a_member_reads_it_as_text_and_cannot_open_the_minutes(client_of, admitted, seats):
    decision = Decision.objects.get()
    minuted(decision, seats)
    minutes = reverse("board:minutes", args=["styrelsen", decision.meeting_id])
    client = client_of(admitted.applicant)
    assertNotContains(client.get(reverse("members:organisation")), minutes)
    assert client.get(minutes).status_code == 404


def test_an_in_kind_application_says_by_which_decision(client_of, in_kind, seats):
    contact = build.a_contact(in_kind.organisation)
    desk = [in_admin("billing_inkindapplication", in_kind.pk)]
    own = [reverse("in_kind:application", args=[in_kind.pk])]
    minuted(Decision.objects.get(), seats)
    shown_to(client_of(build.a_secretary()), desk, MINUTED)
    shown_to(client_of(contact.person.user), own, MINUTED)
    table = reverse("board:matter", args=["styrelsen", in_kind.matter_id])
    minutes = reverse("board:minutes", args=["styrelsen", Decision.objects.get().meeting_id])
    link = f'<a href="{minutes}">{MINUTED}</a>'
    assertContains(client_of(seats[0].person.user).get(table), link)


def test_an_exclusion_and_the_membership_it_ended_say_by_which_decision(client_of, seats):
    invoice = build.an_invoice()
    proposal = build.a_proposed_exclusion(invoice)
    decided(proposal.matter, seats)
    minuted(Decision.objects.get(), seats)
    contact = build.a_contact(invoice.organisation)
    desk = [
        in_admin("billing_proposedexclusion", proposal.pk),
        reverse("admin:billing_proposedexclusion_changelist"),
    ]
    shown_to(client_of(build.a_secretary()), desk, MINUTED)
    shown_to(client_of(contact.person.user), [reverse("members:organisation")], MINUTED)


def test_a_check_is_cited_to_the_member_when_it_is_announced_and_not_before(client_of, seats):
    check = build.a_sent_check()
    check.matter = build.a_matter()
    check.status, check.proposed, check.granted = "granted", 100_000, 100_000
    check.save()
    decision = decide_bare(check.matter, seats)
    contact = build.a_contact(check.organisation)
    own = reverse("checks:application", args=[check.pk])
    assertNotContains(client_of(contact.person.user).get(own), decision.citation)
    check.call.announced_at = timezone.now()
    check.call.save()
    assertContains(client_of(contact.person.user).get(own), decision.citation)
    build.closed(check.call)
    desk = [in_admin("checks_application", check.pk)]
    shown_to(client_of(build.a_secretary()), desk, decision.citation)


def decide_bare(matter, seats, number=7):
    return Decision.objects.create(
        matter=matter, body=matter.body, year=TODAY.year, number=number, outcome="approved",
        decided_on=TODAY, decided_by=seats[0], resolution="Att", ballots=[],
        tally={"outcome": "carried"},
    )  # fmt: skip


def test_a_decision_about_another_time_as_a_member_is_not_cited(admitted):
    organisation = Organisation.objects.get(org_number=admitted.org_number)
    now = organisation.memberships.get()
    later = Membership(pk=0, organisation=organisation, starts_on=TODAY + timedelta(days=400))
    assert [list(decisions_on(one)) for one in (now, later)] == [[Decision.objects.get()], []]


def test_a_recused_secretary_is_shown_no_decision_about_the_organisation(client_of, seats):
    organisation = build.a_member()
    matter = a_matter_about(organisation)
    decision = decide_bare(matter, seats)
    tied, other = build.a_secretary(), build.a_secretary()
    seat = build.a_seat(person=build.a_person(user=tied))
    matter.recusals.create(seat=seat)
    page = in_admin("members_organisation", organisation.pk)
    assertContains(client_of(other).get(page), decision.citation)
    assertNotContains(client_of(tied).get(page), decision.citation)


@pytest.mark.parametrize("number", [1, 3])
def test_the_organisations_decisions_take_two_queries(
    client_of, seats, number, django_assert_num_queries, rf
):
    organisation = build.a_member()
    for each in range(number):
        decide_bare(a_matter_about(organisation), seats, number=each)
    request = rf.get("/")
    request.user = build.a_secretary()
    with django_assert_num_queries(2):
        shown = [one.citation for one in decisions_about({"request": request}, organisation)]
    assert len(shown) == number
