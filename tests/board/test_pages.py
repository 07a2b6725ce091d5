"""The bodies' pages: who comes in, what is shown, and what never is."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from board.actions import (
    cast_vote,
    decide,
    declare_recusal,
    open_meeting,
    put_on_meeting,
    set_attendance,
)
from board.models import Bench, Decision, Interest, Meeting, Party
from tests import build

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
MATTERS = reverse("board:matters", args=["styrelsen"])
SECRET = "Förvärvet av Hemliga Detaljer AB"
NUMBER = "5569999997"


@pytest.fixture
def seats():
    return build.a_board(3)


def as_holder_of(seat):
    client = Client()
    client.force_login(seat.person.user)
    return client


def address(name, matter, *more):
    return reverse(f"board:{name}", args=[matter.body.slug, matter.pk, *more])


def vote(seat, matter, choice="for", **more):
    return as_holder_of(seat).post(address("vote", matter), {"choice": choice, **more}, follow=True)


def text_of(response):
    return " ".join(response.content.decode().split())


# The door


def test_a_stranger_is_asked_to_log_in(client):
    assert client.get(MATTERS).status_code == 302
    assert client.get(MATTERS).url.startswith(reverse("account_login"))


def test_to_who_has_no_seat_in_the_body_it_does_not_exist(client, seats):
    other = build.a_body("arbetsgruppen")
    client = as_holder_of(seats[0])
    assert client.get(MATTERS).status_code == 200
    assert client.get(reverse("board:matters", args=[other.slug])).status_code == 404
    assert client.get("/organ/finns-inte/").status_code == 404


@pytest.mark.parametrize(
    "dates",
    [
        {"until": TODAY - timedelta(days=1)},
        {"since": TODAY + timedelta(days=1)},
    ],
)
def test_a_seat_opens_the_door_only_while_it_lasts(dates):
    assert as_holder_of(build.a_seat(**dates)).get(MATTERS).status_code == 404


@pytest.fixture
def newcomer():
    """The login of a seat holder whom we know only by the address so far."""
    build.a_seat(person=build.a_person("Ny Ledamot", user=None, email="ny@example.org"))
    return build.a_user("ny@example.org")


def test_a_seat_holder_who_logs_in_for_the_first_time_is_known_by_the_address(client, newcomer):
    client.force_login(build.with_second_factor(newcomer))
    assert client.get(MATTERS, follow=True).status_code == 200


def test_a_seat_holder_needs_a_second_factor_from_the_first_page_on(client, newcomer):
    client.force_login(newcomer)
    assert client.get(MATTERS, follow=True).redirect_chain[-1][0] == reverse("mfa_index")


def test_the_secretariat_has_no_seat_by_being_staff(client):
    client.force_login(build.a_secretary())
    assert client.get(MATTERS).status_code == 404


def test_styrelse_leads_to_the_board(client):
    assert client.get("/styrelse/").url == MATTERS


def test_another_bodys_matter_is_not_found_under_this_body(seats):
    other = build.a_body("arbetsgruppen")
    build.a_seat(other, person=seats[0].person)
    matter = build.a_matter(other)
    client = as_holder_of(seats[0])
    assert client.get(address("matter", matter)).status_code == 200
    assert client.get(reverse("board:matter", args=["styrelsen", matter.pk])).status_code == 404


# The open matters


def test_what_waits_for_my_vote_comes_first(seats):
    answered, waiting = build.a_matter(title="Besvarat"), build.a_matter(title="Väntande")
    cast_vote(answered, seat=seats[0], choice="for")
    response = as_holder_of(seats[0]).get(MATTERS)
    assert response.context["waiting"] == [waiting]
    assert response.context["others"] == [answered]


@pytest.mark.parametrize("role", ["secretary", "co_opted"])
def test_nothing_waits_for_a_seat_without_a_vote(seats, role):
    matter = build.a_matter()
    response = as_holder_of(build.a_seat(role=role)).get(MATTERS)
    assert (response.context["waiting"], response.context["others"]) == ([], [matter])


def test_a_matter_on_a_meeting_waits_only_for_those_present(seats):
    matter = build.a_matter()
    meeting = open_meeting(matter.body, held_on=TODAY, present=seats[:2])
    put_on_meeting(matter, meeting=meeting, by=seats[0])
    lists = [as_holder_of(seat).get(MATTERS).context["waiting"] for seat in seats]
    assert lists == [[matter], [matter], []]


def test_a_matter_whose_day_has_passed_waits_for_nobodys_vote(seats):
    matter = build.a_matter(answer_by=TODAY - timedelta(days=1))
    response = as_holder_of(seats[0]).get(MATTERS)
    assert response.context["others"] == [matter]
    assert "Svarsdagen har passerat" in text_of(response)


def test_an_empty_list_says_what_will_come(seats):
    assert "Inga öppna ärenden" in text_of(as_holder_of(seats[0]).get(MATTERS))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(
    seats, number, django_assert_num_queries
):
    for _number in range(number):
        matter = build.a_matter()
        build.an_application(matter=matter, status="referred")
        cast_vote(matter, seat=seats[1], choice="for")
    client = as_holder_of(seats[0])
    client.get(MATTERS)
    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(MATTERS)
    assert len(response.context["waiting"]) == number


# session, login, the second factor (2), the seat, the matters with their cases, how many there are
# in all; the navigation (3)
LIST_QUERIES = 10


# One matter


def test_others_votes_are_shown_only_after_ones_own(seats):
    matter = build.a_matter()
    cast_vote(matter, seat=seats[1], choice="against", reason="Alldeles för dyrt")
    client = as_holder_of(seats[0])
    page = text_of(client.get(address("matter", matter)))
    assert "har svarat" in page
    assert "Alldeles för dyrt" not in page
    assert "<strong>emot</strong>" not in page
    after = text_of(vote(seats[0], matter))
    assert "Alldeles för dyrt" in after
    assert "<strong>emot</strong>" in after


def test_a_secretary_sees_the_papers_but_no_ballot_and_no_votes(seats):
    matter = build.a_matter(background="Det här är **bakgrunden**.")
    cast_vote(matter, seat=seats[1], choice="against")
    page = text_of(as_holder_of(build.a_seat(role="secretary")).get(address("matter", matter)))
    assert "<strong>bakgrunden</strong>" in page
    assert 'name="choice"' not in page
    assert "<strong>emot</strong>" not in page


def test_a_vote_is_cast_and_changed_on_the_page(seats):
    matter = build.a_matter()
    assert "Din röst är noterad" in text_of(vote(seats[0], matter, reason="Bra"))
    vote(seats[0], matter, "against")
    assert [(v.choice, v.reason) for v in matter.votes.all()] == [("against", "")]


@pytest.mark.parametrize("choice", ["", "maybe", "meeting"])
def test_an_answer_that_is_not_on_the_ballot_is_sent_back(seats, choice):
    matter = build.a_matter()
    put_on_meeting(
        matter, meeting=open_meeting(matter.body, held_on=TODAY, present=seats), by=seats[0]
    )
    response = vote(seats[0], matter, choice, reason="Det jag skrev")
    assert response.context["ballot_form"].errors.keys() == {"choice"}
    assert "Det jag skrev" in text_of(response)
    assert matter.votes.count() == 0


def test_declaring_jav_on_the_ballot_hides_the_matter(seats):
    matter = build.a_matter(title=SECRET)
    response = vote(seats[2], matter, "recused", reason="Min syster")
    assert SECRET not in text_of(response)
    assert "1 ärende visas inte för dig" in text_of(response)
    assert Bench(matter).recused == [seats[2]]
    assert matter.recusals.get().reason == "Min syster"


def test_hostile_markdown_is_harmless(seats):
    matter = build.a_matter(
        resolution="<script>alert(1)</script> [klicka](javascript:alert(1))", title="<b>Plan</b>"
    )
    page = text_of(as_holder_of(seats[0]).get(address("matter", matter)))
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    assert "<b>Plan" not in page


# Jäv: there is something to hide, and nobody who is recused finds it


@pytest.fixture
def hidden_from_third(seats):
    """A matter and a decided one that the third seat's holder is recused in; two that are not."""
    Interest.objects.create(person=seats[2].person, org_number=NUMBER, name="A", nature="ägare")
    open_one, decided = build.a_matter(title=SECRET), build.a_matter(title=f"{SECRET} (avgjort)")
    for matter in (open_one, decided):
        Party.objects.create(matter=matter, org_number=NUMBER)
    for matter in (decided, build.a_matter(title="Något annat")):
        for seat in Bench(matter).able:
            cast_vote(matter, seat=seat, choice="for")
        decide(matter, by=seats[0], today=TODAY)
    build.a_matter(title="Öppet för alla")
    return open_one, decided


def test_the_recused_find_it_in_no_list(seats, hidden_from_third):
    for seat, sees in [(seats[0], True), (seats[2], False)]:
        client = as_holder_of(seat)
        for name in ("matters", "decisions"):
            page = text_of(client.get(reverse(f"board:{name}", args=["styrelsen"])))
            assert (SECRET in page) is sees
            assert ("1 ärende visas inte för dig" in page) is not sees
            assert ("Öppet för alla" if name == "matters" else "Något annat") in page


def test_a_search_for_what_no_text_can_hold_finds_as_without_it(seats):
    page = as_holder_of(seats[0]).get(reverse("board:decisions", args=["styrelsen"]), {"q": "\0"})
    assert page.status_code == 200


@pytest.mark.parametrize("query", ["Hemliga", "{year}-1", "verksamhetsplanen"])
def test_the_recused_find_it_by_no_search(seats, hidden_from_third, query):
    query = query.format(year=TODAY.year)
    address = reverse("board:decisions", args=["styrelsen"])
    for seat, sees in [(seats[0], True), (seats[2], False)]:
        page = text_of(as_holder_of(seat).get(address, {"q": query}))
        assert (SECRET in page) is sees


@pytest.mark.parametrize("which", [0, 1])
def test_to_the_recused_none_of_its_addresses_exists(seats, hidden_from_third, which):
    matter = hidden_from_third[which]
    client = as_holder_of(seats[2])
    assert client.get(address("matter", matter)).status_code == 404
    for name, more in [("vote", []), ("decide", []), ("to_meeting", []), ("lift", [seats[2].pk])]:
        assert client.post(address(name, matter, *more), {"choice": "for"}).status_code == 404
    assert as_holder_of(seats[0]).get(address("matter", matter)).status_code == 200


def test_the_recused_do_not_find_it_on_the_meeting(seats):
    matter = build.a_matter(title=SECRET)
    meeting = open_meeting(matter.body, held_on=TODAY, present=seats)
    put_on_meeting(matter, meeting=meeting, by=seats[0])
    declare_recusal(matter, seat=seats[2])
    address = reverse("board:meeting", args=["styrelsen", meeting.pk])
    assert SECRET in text_of(as_holder_of(seats[0]).get(address))
    assert SECRET not in text_of(as_holder_of(seats[2]).get(address))


def test_the_chair_lifts_jav_on_the_page(seats, hidden_from_third):
    matter = hidden_from_third[0]
    chair = as_holder_of(seats[0])
    lift = address("lift", matter, seats[2].pk)
    assert chair.post(lift, {"because": ""}).context["lift_forms"][0][1].errors
    assert Bench(matter).recused == [seats[2]]
    chair.post(lift, {"because": "En enda aktie"})
    assert SECRET in text_of(as_holder_of(seats[2]).get(address("matter", matter)))


def test_a_member_is_not_offered_to_lift_jav_and_is_refused(seats):
    matter = build.a_matter()
    declare_recusal(matter, seat=seats[1])
    client = as_holder_of(seats[2])
    lift = address("lift", matter, seats[1].pk)
    assert lift not in text_of(client.get(address("matter", matter)))
    assert "Bara den som leder" in text_of(client.post(lift, {"because": "x"}, follow=True))


# The decision


def everybody_says(choice, matter, seats):
    for seat in seats:
        cast_vote(matter, seat=seat, choice=choice)


def test_only_who_presides_sees_what_would_follow_and_only_after_voting(seats):
    matter = build.a_matter()
    everybody_says("for", matter, seats[1:])
    page = address("matter", matter)
    assert "Svara själv först" in text_of(as_holder_of(seats[0]).get(page))
    cast_vote(matter, seat=seats[0], choice="for")
    after = text_of(as_holder_of(seats[0]).get(page))
    assert "Alla 3 som får rösta röstade ja: bifall" in after
    assert "Besluta: bifall" in after
    assert "Besluta: bifall" not in text_of(as_holder_of(seats[1]).get(page))


def test_nobody_is_told_to_answer_what_waits_for_a_meeting(seats):
    waiting, late = build.a_matter(answer_by=None), build.a_matter(answer_by=date(2026, 1, 1))
    chair = as_holder_of(seats[0])
    assert "Svara själv först" not in text_of(chair.get(address("matter", waiting)))
    page = text_of(chair.get(address("matter", late)))
    assert "Svara själv först" not in page
    assert page.count("Svarsdagen har passerat. Ärendet går till ett möte.") == 2


def test_the_chair_decides_on_the_page(seats):
    matter = build.a_matter()
    everybody_says("for", matter, seats)
    response = as_holder_of(seats[0]).post(
        address("decide", matter), {"expecting": "carried", "reason": "Ja tack"}, follow=True
    )
    page = text_of(response)
    assert f"Beslutat: bifall. Beslutet har nummer {TODAY.year}-1." in page
    assert "Alla 3 som får rösta röstade ja: bifall" in page
    assert "Ja tack" in page
    assert 'name="choice"' not in page


def test_a_member_does_not_decide(seats):
    matter = build.a_matter()
    everybody_says("for", matter, seats)
    response = as_holder_of(seats[1]).post(
        address("decide", matter), {"expecting": "carried"}, follow=True
    )
    assert "Bara den som leder ärendet kan avsluta" in text_of(response)
    assert Decision.objects.count() == 0


@pytest.mark.parametrize(("choice", "decisions"), [("reject", 1), ("postpone", 0)])
def test_what_is_not_carried_asks_the_chair_what_follows(seats, choice, decisions):
    matter = build.a_matter()
    meeting = open_meeting(matter.body, held_on=TODAY, present=seats)
    put_on_meeting(matter, meeting=meeting, by=seats[0])
    everybody_says("against", matter, seats)
    chair = as_holder_of(seats[0])
    decide_url = address("decide", matter)
    response = chair.post(decide_url, {"expecting": "not_carried", "reason": "Min text"})
    assert response.context["decide_form"].errors.keys() == {"if_not_carried"}
    assert "Min text" in text_of(response)
    chair.post(decide_url, {"expecting": "not_carried", "if_not_carried": choice})
    assert Decision.objects.count() == decisions


def test_nothing_is_decided_if_a_vote_changed_after_the_chair_looked(seats):
    matter = build.a_matter()
    meeting = open_meeting(matter.body, held_on=TODAY, present=seats)
    put_on_meeting(matter, meeting=meeting, by=seats[0])
    everybody_says("against", matter, seats)
    response = as_holder_of(seats[0]).post(
        address("decide", matter), {"expecting": "carried", "if_not_carried": "reject"}, follow=True
    )
    assert "Rösterna har ändrats sedan du såg dem" in text_of(response)
    assert Decision.objects.count() == 0


def test_a_withdrawn_matter_says_so_and_has_no_ballot(seats):
    matter = build.a_matter(withdrawn_at=timezone.now())
    page = text_of(as_holder_of(seats[0]).get(address("matter", matter)))
    assert "Ärendet drogs tillbaka" in page
    assert 'name="choice"' not in page


# Meetings and decisions


def test_the_chair_sets_a_meeting_and_notes_who_is_there(seats):
    chair = as_holder_of(seats[0])
    new = reverse("board:new_meeting", args=["styrelsen"])
    assert chair.get(new).status_code == 200
    response = chair.post(new, {"held_on": TODAY.isoformat(), "place": "Göteborg"})
    meeting = Meeting.objects.get()
    assert response.url == reverse("board:meeting", args=["styrelsen", meeting.pk])
    chair.post(response.url, {"present": [seats[0].pk, seats[2].pk]})
    assert set(meeting.present.all()) == {seats[0], seats[2]}


def test_a_member_sets_no_meetings_and_notes_nobody(seats):
    member = as_holder_of(seats[2])
    meeting = open_meeting(build.the_board(), held_on=TODAY)
    one = reverse("board:meeting", args=["styrelsen", meeting.pk])
    assert member.get(one).status_code == 200
    assert member.post(one, {"present": [seats[2].pk]}).status_code == 403
    assert member.get(reverse("board:new_meeting", args=["styrelsen"])).status_code == 403


def test_the_chair_sends_a_matter_to_a_meeting(seats):
    matter = build.a_matter()
    chair = as_holder_of(seats[0])
    assert "Det finns inget kommande möte" in text_of(chair.get(address("matter", matter)))
    open_meeting(matter.body, held_on=TODAY - timedelta(days=1))
    coming = open_meeting(matter.body, held_on=TODAY)
    response = chair.post(address("to_meeting", matter), {"meeting": coming.pk}, follow=True)
    assert response.context["matter"].meeting == coming


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_takes_as_many_queries_for_one_as_for_three(
    seats, number, django_assert_num_queries
):
    for _number in range(number):
        matter = build.a_matter()
        everybody_says("for", matter, seats)
        decide(matter, by=seats[0], today=TODAY)
    client = as_holder_of(seats[1])
    register = reverse("board:decisions", args=["styrelsen"])
    client.get(register)
    with django_assert_num_queries(REGISTER_QUERIES):
        response = client.get(register)
    assert response.context["page"].paginator.count == number


@pytest.mark.parametrize("number", [1, 3])
def test_the_meetings_take_as_many_queries_for_one_as_for_three(
    seats, number, django_assert_num_queries
):
    for _number in range(number):
        open_meeting(build.the_board(), held_on=TODAY, present=seats)
    client = as_holder_of(seats[1])
    meetings = reverse("board:meetings", args=["styrelsen"])
    client.get(meetings)
    with django_assert_num_queries(MEETINGS_QUERIES):
        response = client.get(meetings)
    assert response.context["page"].paginator.count == number


REGISTER_QUERIES = 11
MEETINGS_QUERIES = 10


def test_the_meetings_chair_is_noted_with_the_attendance_and_shown_to_all(seats):
    meeting = open_meeting(build.the_board(), held_on=TODAY)
    one = reverse("board:meeting", args=["styrelsen", meeting.pk])
    chair, member = as_holder_of(seats[0]), as_holder_of(seats[1])
    absent = {"present": [seats[1].pk, seats[2].pk], "chair": seats[0].pk}
    assert "Mötesordföranden måste vara närvarande." in text_of(chair.post(one, absent))
    assert meeting.present.count() == 0
    chair.post(one, {**absent, "chair": seats[2].pk})
    meeting.refresh_from_db()
    assert (meeting.chair, meeting.present.count()) == (seats[2], 2)
    assert "selected" in text_of(chair.get(one))
    seats[1].role = "member"
    seats[1].save()
    assert f"Mötesordförande: {seats[2].person.name}" in text_of(member.get(one))


def test_when_both_chairs_are_recused_a_member_is_told_to_send_it_to_a_meeting(seats):
    matter = build.a_matter()
    meeting = open_meeting(matter.body, held_on=TODAY, present=seats)
    for seat in seats[:2]:
        declare_recusal(matter, seat=seat)
    member = as_holder_of(seats[2])
    page = text_of(member.get(address("matter", matter)))
    assert "Alla som får rösta kan skicka det dit." in page
    member.post(address("to_meeting", matter), {"meeting": meeting.pk})
    page = text_of(member.get(address("matter", matter)))
    assert "Notera på mötets sida vem som är mötesordförande." in page
    set_attendance(meeting, present=seats, chair=seats[2])
    page = text_of(member.get(address("matter", matter)))
    assert "mötesordförande" not in page
    assert "Upphäv jävet" in page
