import re
from datetime import date

import pytest
from django.contrib.auth.models import Group

from archive.actions import store
from outbox.models import Attachment, Message
from tests import build
from tests.outbox.letters import owe, states

pytestmark = pytest.mark.django_db
LIST = "/kansli/outbox/message/"


@pytest.fixture
def desk(client):
    client.secretary = build.a_secretary()
    client.force_login(client.secretary)
    return client


@pytest.fixture
def auditor(client):
    user = build.with_second_factor(build.a_user(is_staff=True))
    user.groups.add(Group.objects.get(name="Revisor"))
    client.force_login(user)
    return client


def in_state(state, **fields):
    letter = owe(f"letter-{state}", subject=f"Brev {state}", **fields)
    Message.objects.filter(pk=letter.pk).update(state=state, error="550 Nobody")
    return letter


def subjects(page):
    return [letter.subject for letter in page.context["cl"].result_list]


@pytest.mark.parametrize("count", [1, 3])
def test_the_letters_are_listed(desk, count, django_assert_num_queries):
    pdf = store(b"%PDF", keep_until=date(2034, 12, 31))
    for number in range(count):
        owe(f"letter-{number}", attachments=[("a.pdf", "application/pdf", pdf)])
    with django_assert_num_queries(6):
        page = desk.get(LIST)
    assert len(subjects(page)) == count


def test_those_that_need_a_person_are_found(desk):
    for state in Message.State.values:
        in_state(state)
    assert subjects(desk.get(LIST, {"needs_person": "1"})) == ["Brev uncertain", "Brev failed"]
    assert subjects(desk.get(LIST, {"state__exact": "sent"})) == ["Brev sent"]
    assert subjects(desk.get(LIST, {"q": "letter-queued"})) == ["Brev queued"]


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        ("queued", ["behovs-inte"]),
        ("sending", []),
        ("sent", []),
        ("failed", ["igen", "behovs-inte"]),
        ("uncertain", ["igen", "behovs-inte"]),
        ("withdrawn", []),
    ],
)
def test_a_letter_shows_the_buttons_that_are_of_use(desk, state, buttons):
    letter = in_state(state)
    page = desk.get(f"{LIST}{letter.pk}/change/")
    assert re.findall(r"message/([a-z-]+)/\?letters=", page.text) == buttons
    assert 'name="_save"' not in page.text


@pytest.mark.parametrize(("button", "state"), [("igen", "queued"), ("behovs-inte", "withdrawn")])
def test_a_letter_is_judged_after_a_page_that_says_what_will_happen(desk, button, state):
    letter = in_state("uncertain")
    asked = desk.get(f"{LIST}{button}/", {"letters": letter.pk})
    assert "Brev uncertain, anna@example.org (kanske skickat)" in asked.text
    assert states() == {"letter-uncertain": "uncertain"}
    done = desk.post(f"{LIST}{button}/", {"letters": asked.context["ids"]}, follow=True)
    assert "1 brev: klart." in done.text
    assert states() == {"letter-uncertain": state}
    assert Message.objects.get().judged_by == desk.secretary


def test_many_are_judged_at_once_and_one_refused_does_not_stop_the_others(desk):
    letters = [in_state(state) for state in ("uncertain", "sent", "failed")]
    ids = [letter.pk for letter in letters]
    asked = desk.post(LIST, {"action": "send_again", "_selected_action": ids})
    assert asked.context["ids"] == ",".join(map(str, reversed(ids)))
    done = desk.post(asked.context["url"], {"letters": asked.context["ids"]}, follow=True)
    assert "2 brev: klart." in done.text
    assert "”Brev sent” har läget ”skickat”" in done.text
    assert list(states().values()) == ["queued", "sent", "queued"]


def test_no_letter_is_edited_or_deleted_by_hand(desk):
    letter = in_state("queued")
    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.post(f"{LIST}{letter.pk}/change/", {"to": "x@example.org"}).status_code == 403
    assert desk.post(f"{LIST}{letter.pk}/delete/", {"post": "yes"}).status_code == 403
    desk.post(LIST, {"action": "delete_selected", "_selected_action": [letter.pk], "post": "yes"})
    assert Message.objects.get().to == "anna@example.org"


def test_the_auditor_reads_letters_and_attachments_and_judges_nothing(auditor):
    pdf = store(b"%PDF", keep_until=date(2034, 12, 31))
    letter = in_state("failed", attachments=[("Faktura åäö.pdf", "application/pdf", pdf)])
    page = auditor.get(f"{LIST}{letter.pk}/change/")
    file = auditor.get(f"{LIST}bilaga/{letter.attachments.get().pk}/")
    assert "Faktura åäö.pdf" in page.text
    assert "?letters=" not in page.text
    assert (file.content, file["Content-Type"]) == (b"%PDF", "application/pdf")
    assert file["Content-Disposition"].startswith("attachment; filename*=utf-8''Faktura")
    assert "_selected_action" not in auditor.get(LIST).text
    for button in ("igen", "behovs-inte"):
        assert auditor.get(f"{LIST}{button}/", {"letters": letter.pk}).status_code == 403
        assert auditor.post(f"{LIST}{button}/", {"letters": letter.pk}).status_code == 403
    assert states() == {"letter-failed": "failed"}


def test_an_attachment_is_for_those_who_may_read_letters(client):
    pdf = store(b"%PDF", keep_until=date(2034, 12, 31))
    owe(attachments=[("a.pdf", "application/pdf", pdf)])
    client.force_login(build.with_second_factor(build.a_user(is_staff=True)))
    assert client.get(f"{LIST}bilaga/{Attachment.objects.get().pk}/").status_code == 403
