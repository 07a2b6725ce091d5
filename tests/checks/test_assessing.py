"""The assessing body: each gives their own first, jäv sees nothing, and then what all say."""

from datetime import timedelta
from decimal import Decimal

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from board.models import Interest
from checks.actions import (
    ask_to_assess,
    assess,
    declare_jav,
    leaders_of,
    refer_to_board,
    release,
    remind_assessors,
    send,
    withdraw,
    write_statement,
)
from checks.models import (
    Application,
    Assessment,
    Assessor,
    CostLine,
    Recusal,
    Score,
    Statement,
    overview_of,
)
from lattvikt.lib.refused import Refused
from outbox.models import Message
from tests import build
from tests.checks.board import a_meeting

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture(autouse=True)
def _programme():
    build.the_programme()


@pytest.fixture
def group():
    """Chair, vice chair and two members of the assessing body."""
    return build.a_board(4, build.the_assessors())


@pytest.fixture
def check():
    application = build.a_sent_check(build.a_member("Åmåls Båtar AB"))
    build.closed(application.call)
    return Application.objects.get(pk=application.pk)


def ask(check, seats, by, **facts):
    day = facts.pop("assess_by", TODAY() + timedelta(days=10))
    return ask_to_assess(check.call, seats=seats, assess_by=day, by=by, now=timezone.now(), **facts)


def tie(seat, check, way="interest"):
    number = check.organisation.org_number
    if way == "contact":
        build.a_contact(check.organisation, person=seat.person)
    elif way == "seat":
        build.a_seat(person=seat.person, organisation=check.organisation)
    elif way == "sender":
        build.a_user()
        seat.person.user = check.last_revision.by
        seat.person.save()
    else:
        Interest.objects.create(
            person=seat.person, org_number=number, name="Åmåls Båtar AB", nature="ägare"
        )


def state(check, by, **facts):
    usual = {"text": "Nytt och till nytta.", "amount": Decimal(250_000), "rank": 1}
    return write_statement(check, by=by, now=timezone.now(), **{**usual, **facts})


def scores_of(check, points=4, reason="Nytt för dem."):
    return dict.fromkeys(check.call.criteria.all(), (points, reason))


def page(name, check, **more):
    return reverse(f"assessing:{name}", kwargs={"body": "ledningsgruppen", "pk": check.pk, **more})


def seen_by(seat, check):
    seen = Assessment.objects.visible_to(seat).filter(assessor__application=check)
    return [assessment.assessor.seat for assessment in seen]


# --- who is asked


def test_each_is_asked_but_the_one_with_jav_in_one_letter(group, check):
    other = Application.objects.get(pk=check.pk)
    tie(group[2], check)
    ask(check, group, by=group[0])
    asked = [assessor.seat for assessor in Assessor.objects.filter(application=other)]
    assert asked == [group[0], group[1], group[3]]
    letters = Message.objects.filter(key__startswith="check-assessor-")
    assert sorted(letters.values_list("to", flat=True)) == sorted(
        seat.person.email for seat in asked
    )
    assert "Åmåls Båtar" not in letters[0].text


def test_nobody_is_asked_twice(group, check):
    ask(check, group[:2], by=group[0])
    ask(check, group, by=group[0])
    assert Assessor.objects.count() == 4
    with pytest.raises(Refused, match="inget mer"):
        ask(check, group, by=group[0])


def test_nobody_is_asked_while_the_call_is_sealed(group):
    check = build.a_sent_check()
    with pytest.raises(Refused, match="inget mer"):
        ask(check, group, by=group[0])


def test_only_who_keeps_the_body_asks(group, check):
    with pytest.raises(Refused, match="utser bedömare"):
        ask(check, group, by=group[2])


def test_who_keeps_the_body_asks_nobody_about_what_it_has_jav_in(group, check):
    tie(group[0], check)
    with pytest.raises(Refused, match="inget mer"):
        ask(check, group, by=group[0])
    assert len(ask(check, group, by=group[1])) == 3


def test_who_has_not_answered_may_be_released(group, check):
    ask(check, group[:3], by=group[0])
    build.an_assessment(check, group[1])
    first, second, third = Assessor.objects.order_by("pk")
    release(third, by=group[0])
    with pytest.raises(Refused, match="lämnad och står fast"):
        release(second, by=group[0])
    assert list(Assessor.objects.order_by("pk")) == [first, second]


# --- one's own


def test_nobody_sees_the_others_before_giving_ones_own(group, check):
    ask(check, group, by=group[0])
    build.an_assessment(check, group[1])
    assert seen_by(group[0], check) == []
    build.an_assessment(check, group[0], points=2)
    assert seen_by(group[0], check) == [group[1], group[0]]
    assert seen_by(group[2], check) == []


def test_who_is_not_asked_sees_the_assessments_when_all_are_given(group, check):
    ask(check, group[:2], by=group[0])
    build.an_assessment(check, group[0])
    assert seen_by(group[3], check) == []
    build.an_assessment(check, group[1])
    assert seen_by(group[3], check) == [group[0], group[1]]


@pytest.mark.parametrize(
    ("scores", "text"),
    [
        (lambda check: {}, "varje bedömningsgrund"),
        (lambda check: {check.call.criteria.first(): (4, "Bra.")}, "varje bedömningsgrund"),
        (lambda check: scores_of(check, reason="  "), "Motivera"),
    ],
)
def test_an_assessment_has_points_and_a_reason_on_each_criterion(group, check, scores, text):
    ask(check, group, by=group[0])
    with pytest.raises(Refused, match=text):
        assess(check, seat=group[0], scores=scores(check), now=timezone.now())
    assert not Assessment.objects.exists()


@pytest.mark.parametrize(("points", "reason"), [(0, "Bra."), (6, "Bra."), (3, "")])
def test_the_database_keeps_only_points_from_1_to_5_with_a_reason(group, check, points, reason):
    assessment = build.an_assessment(check, group[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(assessment=assessment).update(points=points, reason=reason)


def test_an_assessment_is_changed_until_the_statement_and_it_is_noted_when_others_were_seen(
    group, check
):
    first = build.an_assessment(check, group[0], points=1)
    build.an_assessment(check, group[0], points=2)
    first.refresh_from_db()
    assert (first.value, first.is_changed) == (Decimal("2.00"), False)
    build.an_assessment(check, group[1])
    build.an_assessment(check, group[0], points=3)
    first.refresh_from_db()
    assert (first.value, first.is_changed) == (Decimal("3.00"), True)
    state(check, group[0])
    with pytest.raises(Refused, match="avslutad"):
        build.an_assessment(check, group[0], points=4)


def test_who_is_not_asked_does_not_assess(group, check):
    ask(check, group[:2], by=group[0])
    with pytest.raises(Refused, match="inte fått i uppdrag"):
        assess(check, seat=group[3], scores=scores_of(check), now=timezone.now())


def test_a_later_version_makes_an_assessment_stale_and_asks_again(group):
    by = build.a_user()
    check = build.a_sent_check(call=build.a_call(is_sealed=False), by=by)
    build.an_assessment(check, group[0])
    CostLine.objects.create(
        application=check, position=3, kind="material", text="Lim", amount=Decimal(1_000)
    )
    send(check, by=by, now=timezone.now())
    assert Assessor.objects.waiting().get().seat == group[0]
    assert not Assessment.objects.current().exists()
    letter = Message.objects.get(key__endswith="-version-2")
    assert (letter.to, "ny version" in letter.text) == (group[0].person.email, True)
    build.an_assessment(check, group[0])
    assert not Assessor.objects.waiting().exists()
    assert Assessment.objects.count() == 2


# --- jäv


@pytest.mark.parametrize("way", ["interest", "contact", "seat", "sender"])
def test_who_is_tied_to_the_applicant_sees_nothing(client, group, check, way):
    ask(check, group, by=group[0])
    build.an_assessment(check, group[1])
    tie(group[2], check, way)
    seat = group[2]
    assert not Application.objects.visible_to(seat).exists()
    assert seen_by(seat, check) == []
    if not Authenticator.objects.filter(user=seat.person.user).exists():
        build.with_second_factor(seat.person.user)
    client.force_login(seat.person.user)
    assert client.get(page("application", check)).status_code == 404
    assert client.get(page("statement", check)).status_code == 404
    assert client.post(page("application", check)).status_code == 404
    home = client.get(reverse("assessing:home", args=["ledningsgruppen"]))
    overview = client.get(page("overview", check.call))
    for answer in (home, overview):
        assertNotContains(answer, "Lättare landställ")
        assertNotContains(answer, "Åmåls Båtar AB")
    told = (
        "1 ansökan visas inte" if way == "sender" else "har intresse i söker i den här utlysningen"
    )
    assertContains(overview, told)


def test_who_declares_jav_sees_nothing_more_and_what_was_given_does_not_count(client, group, check):
    ask(check, group, by=group[0])
    for seat in group:
        build.an_assessment(check, seat)
    client.force_login(group[3].person.user)
    answer = client.post(page("declare_jav", check), {"reason": "Min bror arbetar där."})
    assertRedirects(answer, reverse("assessing:home", args=["ledningsgruppen"]))
    assert Recusal.objects.get().reason == "Min bror arbetar där."
    assert seen_by(group[0], check) == group[:3]
    assert client.get(page("application", check)).status_code == 404
    with pytest.raises(Refused, match="jävig"):
        assess(check, seat=group[3], scores=scores_of(check), now=timezone.now())


def test_who_has_declared_jav_in_the_assessment_has_it_at_the_board_too(group, check):
    board = build.a_board(3)
    same = build.a_seat(person=group[2].person)
    for seat in group[:2]:
        build.an_assessment(check, seat)
    declare_jav(check, seat=group[2])
    state(check, group[0])
    by = build.a_user(is_staff=True)
    meeting = a_meeting([*board, same])
    matter = refer_to_board(check, meeting=meeting, by=by, now=timezone.now()).matter
    assert same.person in [party.person for party in matter.parties.all()]


def test_what_somebody_with_jav_gave_before_does_not_count(group, check):
    for seat in group[:3]:
        build.an_assessment(check, seat, points=2)
    build.an_assessment(check, group[3], points=5)
    tie(group[3], check)
    [line] = overview_of(check.call, group[0])
    assert (line.given, line.wanted, line.spread.mean) == (3, 3, Decimal("2.00"))


@pytest.mark.parametrize("way", ["interest", "contact", "seat"])
def test_whose_own_organisation_applies_in_the_call_has_jav_in_its_competitors_too(
    client, group, check, way
):
    rival = a_rival(check)
    for seat in (group[1], group[2]):
        build.an_assessment(check, seat)
    tie(group[2], rival, way)
    assert not Application.objects.visible_to(group[2]).exists()
    [line] = overview_of(check.call, group[1])[:1]
    assert (line.application, line.given, line.wanted) == (check, 1, 1)
    asked = ask(check, group, by=group[0])
    assert group[2] not in [assessor.seat for assessor in asked]
    client.force_login(group[2].person.user)
    overview = client.get(page("overview", check.call))
    assertContains(overview, "har intresse i söker i den här utlysningen")
    assertNotContains(overview, "Åmåls Båtar AB")
    assert client.get(page("application", check)).status_code == 404
    client.force_login(group[0].person.user)
    assertContains(client.get(page("application", check)), "deras organisation söker")


def a_rival(check):
    """Another member's application in the same call."""
    rival = Application.objects.create(
        call=check.call,
        organisation=build.a_member("Östra Rör AB"),
        status=Application.Status.SUBMITTED,
        submitted_at=timezone.now(),
    )
    content = check.last_revision.content
    facts = {"organisation_name": "Östra Rör AB", "is_for_profit": True, "employees": 9}
    rival.revisions.create(number=1, at=timezone.now(), by=build.a_user(), content=content, **facts)
    return rival


def test_who_presides_stands_aside_when_its_organisation_competes(group, check):
    tie(group[0], a_rival(check))
    assert leaders_of(check) == [group[1]]


def test_a_draft_and_a_partner_compete_for_nothing(group, check):
    rival = a_rival(check)
    rival.partners.create(
        organisation=build.a_member("Ölands Gjuteri AB"), name="Ölands Gjuteri AB", role="Gjuter"
    )
    build.a_contact(rival.partners.get().organisation, person=group[1].person)
    draft = a_rival(check)
    Application.objects.filter(pk=draft.pk).update(status=Application.Status.DRAFT)
    build.a_contact(draft.organisation, person=group[2].person)
    seen = [list(Application.objects.visible_to(seat).order_by("pk")) for seat in group[1:3]]
    assert seen == [[check, rival], [check, rival]]


# --- the statement


def test_there_is_no_statement_while_an_assessment_is_waited_for(group, check):
    ask(check, group[:3], by=group[0])
    build.an_assessment(check, group[0])
    with pytest.raises(Refused, match="2 bedömningar"):
        state(check, group[0])
    build.an_assessment(check, group[1])
    with pytest.raises(Refused, match="1 bedömning väntar"):
        state(check, group[0])
    declare_jav(check, seat=group[2])
    assert state(check, group[0]).is_for


def test_there_is_no_statement_with_fewer_than_the_least(group, check, settings):
    build.an_assessment(check, group[0])
    with pytest.raises(Refused, match="Minst 2"):
        state(check, group[0])
    settings.CHECKS_LEAST_ASSESSMENTS = 1
    state(check, group[0])


def test_who_presides_without_jav_writes_the_statement(group, check):
    for seat in group[1:]:
        build.an_assessment(check, seat)
    with pytest.raises(Refused, match="leder organet"):
        state(check, group[1])
    tie(group[0], check)
    assert leaders_of(check) == [group[1]]
    assert state(check, group[1]).by == group[1]


def test_when_chair_and_vice_chair_have_jav_any_of_the_others_writes_it(group, check):
    for seat in group[2:]:
        build.an_assessment(check, seat)
    tie(group[0], check)
    tie(group[1], check)
    assert leaders_of(check) == group[2:]


@pytest.mark.parametrize("amount", ["0", "300000.01"])
def test_no_more_is_recommended_than_was_asked_for(group, check, amount):
    for seat in group[:2]:
        build.an_assessment(check, seat)
    with pytest.raises(Refused, match="högst 300\u00a0000\u00a0kr"):
        state(check, group[0], amount=Decimal(amount))


def test_a_statement_takes_its_place_and_moves_the_others_down(group):
    call = build.a_call()
    checks = [build.a_sent_check(call=call) for _ in range(3)]
    build.closed(call)
    for check in checks:
        for seat in group[:2]:
            build.an_assessment(Application.objects.get(pk=check.pk), seat)
        state(Application.objects.get(pk=check.pk), group[0], rank=1)
    ranked = list(Statement.objects.values_list("application", "rank"))
    assert ranked == [(checks[2].pk, 1), (checks[1].pk, 2), (checks[0].pk, 3)]
    state(Application.objects.get(pk=checks[0].pk), group[0], rank=2, amount=None)
    ranked = list(Statement.objects.values_list("application", "rank"))
    assert ranked == [(checks[2].pk, 1), (checks[0].pk, 2), (checks[1].pk, 3)]


def test_a_statement_stands_when_the_board_has_it(group, check):
    for seat in group[:2]:
        build.an_assessment(check, seat)
    state(check, group[0])
    meeting = a_meeting(build.a_board(3))
    refer_to_board(check, meeting=meeting, by=build.a_user(), now=timezone.now())
    with pytest.raises(Refused, match="gått vidare"):
        state(check, group[0])


def test_what_is_withdrawn_is_no_longer_assessed(group, check):
    ask(check, group, by=group[0])
    withdraw(check, by=build.a_user(), now=timezone.now())
    assert not Assessor.objects.waiting().exists()
    with pytest.raises(Refused, match="inte bedömas"):
        build.an_assessment(check, group[0])


# --- the clock


def test_who_has_something_left_is_reminded_once_three_days_before(group, check):
    ask(check, group[:2], by=group[0], assess_by=TODAY() + timedelta(days=3))
    build.an_assessment(check, group[0])
    before = Message.objects.count()
    remind_assessors(today=TODAY() - timedelta(days=1))
    assert Message.objects.count() == before
    remind_assessors(today=TODAY())
    remind_assessors(today=TODAY() + timedelta(days=1))
    letter = Message.objects.latest("pk")
    assert (Message.objects.count(), letter.to) == (before + 1, group[1].person.email)
    remind_assessors(today=TODAY() + timedelta(days=4))
    assert Message.objects.count() == before + 1


# --- pages


def typed(check, **facts):
    written = {}
    for criterion in check.call.criteria.all():
        written |= {f"points_{criterion.pk}": "4", f"reason_{criterion.pk}": "Nytt för dem."}
    return written | facts


def test_an_assessor_reads_and_assesses_on_one_page(client, group, check):
    ask(check, group[:2], by=group[0])
    build.an_assessment(check, group[1], points=1, reason="Gammalt.")
    client.force_login(group[0].person.user)
    assertContains(client.get(reverse("assessing:home", args=["ledningsgruppen"])), "landställ")
    before = client.get(page("application", check))
    assertContains(before, "Landstället väger för mycket.")
    assertNotContains(before, "Gammalt.")
    assertRedirects(
        client.post(page("application", check), typed(check)), page("application", check)
    )
    assertContains(client.get(page("application", check)), "Gammalt.")


def test_what_is_typed_is_kept_when_a_criterion_lacks_something(client, group, check):
    ask(check, group[:2], by=group[0])
    client.force_login(group[0].person.user)
    first = check.call.criteria.first()
    answer = client.post(page("application", check), typed(check, **{f"points_{first.pk}": ""}))
    assertContains(answer, "Nytt för dem.", count=2)
    assert not Assessment.objects.exists()


def test_the_overview_shows_no_mean_before_ones_own(client, group, check):
    ask(check, group[:3], by=group[0])
    build.an_assessment(check, group[1], points=1)
    client.force_login(group[0].person.user)
    assertNotContains(client.get(page("overview", check.call)), "1.00")
    build.an_assessment(check, group[0], points=2)
    assertContains(client.get(page("overview", check.call)), "1,50")


def test_who_presides_writes_the_statement_on_a_page(client, group, check):
    for seat in group[:2]:
        build.an_assessment(check, seat)
    client.force_login(group[0].person.user)
    assertContains(client.get(page("statement", check)), 'value="300\u00a0000"')
    said = {"recommendation": "grant", "amount": "250 000", "text": "Bra.", "rank": "1"}
    lacking = client.post(page("statement", check), {**said, "amount": ""})
    assertContains(lacking, "Ange vilket belopp ni föreslår.")
    answer = client.post(page("statement", check), said)
    assertRedirects(answer, page("overview", check.call))
    assert Statement.objects.get().amount == Decimal(250_000)
    client.force_login(group[1].person.user)
    assert client.get(page("statement", check)).status_code == 404


def test_no_address_makes_a_statement_before_the_assessments(client, group, check):
    ask(check, group, by=group[0])
    client.force_login(group[0].person.user)
    said = {"recommendation": "grant", "amount": "250 000", "text": "Bra.", "rank": "1"}
    assertContains(client.post(page("statement", check), said), "4 bedömningar")
    assert not Statement.objects.exists()


def test_the_pages_of_the_assessing_body_are_no_others(client, check):
    seat = build.a_seat()
    client.force_login(seat.person.user)
    for body in ("styrelsen", "ledningsgruppen"):
        assert client.get(reverse("assessing:home", args=[body])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_overview_takes_the_same_queries_whatever_its_length(
    client, group, django_assert_num_queries, number
):
    call = build.a_call()
    checks = [build.a_sent_check(call=call) for _ in range(number)]
    build.closed(call)
    for check in checks:
        check = Application.objects.get(pk=check.pk)
        for seat in group[:3]:
            build.an_assessment(check, seat)
        state(check, group[0])
    with django_assert_num_queries(5):
        assert len(overview_of(call, group[1])) == number
