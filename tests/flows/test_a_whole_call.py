"""A call for medlemscheckar, whole: from its publishing to the last krona of a project.

With the real parts: PostgreSQL, Valkey, a Celery worker with its clock, SMTP and Chromium. Six
members apply; the budget is enough for two and a half.
"""

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from board.models import Decision, Interest
from checks.models import Application, Assessment, Payout, Project
from outbox.models import Message
from tests import build
from tests.checks.board import a_meeting
from tests.checks.projects import the_days
from tests.flows.people import body_of, come_in, log_in, wait_until

CALL = "Medlemscheckar våren"
BUDGET = Decimal(750_000)
FIRST, SECOND, THIRD, FOURTH = "Lätta landställ", "Tunna tak", "Skum i skrov", "Nya nitar"
PASSWORD = "fjäder och fackverk"
TOLD = "Medlemscheck: (ja|nej) till"  # the letters of a decision
PARTNER = "osten@gjuteriet.example"
CONDITION = "att provningen görs hos en medlem"
REASONS = ["Ingen annan har provat det.", "Billigare än vi trodde.", "Kan bli till nytta."]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def programme(letterbox, live_server, settings, monkeypatch):
    settings.SITE_URL = live_server.url
    monkeypatch.setenv("SITE_URL", live_server.url)
    build.the_programme()
    build.a_schedule()


@pytest.fixture
def members():
    """The contact persons of six: four that will send, one that is large, one that is late."""
    sizes = {FIRST: 3, SECOND: 49, THIRD: 120, FOURTH: 249, "large": 250, "late": 40}
    return {
        name: build.a_contact(
            build.a_member(f"{name.title()} i Ångermanland AB", employees=employees),
            person=build.a_person(f"Åsa {name}", user=build.a_user(password=PASSWORD)),
        )
        for name, employees in sizes.items()
    }


def test_a_call_from_its_publishing_to_the_last_payment(
    programme, members, letterbox, new_page, start_worker
):
    call = build.a_call(CALL, budget=BUDGET, published=False)
    board, assessors = build.a_board(3), build.a_board(3, build.the_assessors())
    desk = a_desk(new_page)
    start_worker(clock=True)

    publish(desk)
    apply_in_the_browser(new_page, letterbox, members[FIRST])
    for title in (SECOND, THIRD, FOURTH):
        build.a_sent_check(members[title].organisation, call=call, title=title)
    read_why_not(new_page, members["large"])
    come_a_second_late(new_page, call, members["late"])
    sent = call.applications.sent().order_by("pk").values_list("title", flat=True)
    assert list(sent) == [FIRST, SECOND, THIRD, FOURTH]

    assess(new_page, call, assessors)
    state(new_page, assessors[0])
    meeting = a_meeting(board)
    refer(desk, meeting)
    decide(new_page, call, board)
    nobody_is_told_yet(new_page, letterbox, members[FIRST])
    announce(desk, letterbox, members)

    project = make_the_project(desk)
    member = new_page(width=360)
    sign(member, desk, members[FIRST], project, letterbox)
    be_paid(member, new_page, project, amount="150 000")
    report(member, desk, project)
    be_paid(member, new_page, project, amount="150 000")
    member.goto(reverse("checks:project", args=[project.pk]))
    assert "300 000 kr av 300 000 kr" in words_on(member)
    assert Payout.objects.paid().sum() == Decimal(300_000)


def words_on(page) -> str:
    return page.locator("main, #content").first.inner_text().replace("\u00a0", " ")


def a_desk(new_page):
    page = new_page()
    come_in(page, build.a_secretary(name="Karin Sjögren"))
    return page


def from_the_desk(page, waiting, row):
    """To the row of what waits."""
    page.goto(reverse("admin:index"))
    page.get_by_role("link", name=re.compile(waiting)).click()
    page.locator("#result_list").get_by_role("link", name=row).first.click()


def press(page, name, *, said):
    """The button of the page, and the one that asks whether it is meant."""
    page.get_by_role("link", name=name, exact=True).click()
    confirm(page, said=said)


def confirm(page, *, said):
    page.locator("#content form [type=submit]").first.click()
    page.get_by_text(said).first.wait_for()


def publish(desk):
    from_the_desk(desk, "Utlysningar att publicera", CALL)
    press(desk, "Publicera", said="Utlysningen är publicerad")


def find_the_call(page, contact):
    come_in(page, contact.person.user)
    page.goto("/medlem/checkar/")
    page.get_by_role("link", name=CALL).click()


def apply_in_the_browser(new_page, letterbox, contact):
    """Written on a phone, with a partner who says yes by its letter, and a file."""
    page = new_page(width=360)
    find_the_call(page, contact)
    page.get_by_role("button", name="Skriv en ansökan").click()
    page.locator("#id_title").fill(FIRST)
    for name in ["problem", "aim", "plan"]:
        page.locator(f"#id_{name}").fill("Komposit i stället för stål.")
    page.locator("#id_months").fill("6")
    page.locator("#id_asked").fill("300 000")
    page.locator("#id_costs-0-kind").select_option("work")
    page.locator("#id_costs-0-text").fill("Beräkning")
    page.locator("#id_costs-0-amount").fill("400 000")
    page.get_by_role("button", name="Spara och läs igenom").click()
    ask_a_partner(page)
    page.get_by_role("link", name="Filer").click()
    page.locator("#id_title").fill("Ritning")
    file = {"name": "ritning.pdf", "mimeType": "application/pdf", "buffer": build.a_pdf()}
    page.locator("#id_file").set_input_files(file)
    page.get_by_role("button", name="Lägg till filen").click()
    consent(new_page, letterbox)
    page.locator("main a[href]", has_text="Ansökan").first.click()
    page.get_by_role("button", name="Skicka ansökan").click()
    page.get_by_text("Tack. Ansökan är skickad").wait_for()
    wait_until(lambda: letter_to(letterbox, contact.person.email, "ansökan"))


def ask_a_partner(page):
    page.get_by_role("link", name="Samarbetsparter").click()
    page.get_by_label("Vad gör samarbetsparten").fill("Gjuter proven")
    page.get_by_label("Organisationens namn").fill(build.LONG_NAME)
    page.get_by_label("Organisationsnummer").fill("556000-0001")
    page.get_by_label("Vem svarar för den?").fill("Östen Öberg")
    page.get_by_label("E-post").fill(PARTNER)
    page.get_by_role("button", name="Fråga med brev").click()
    page.get_by_text("Vi har frågat med brev.").wait_for()
    page.locator("main a[href]", has_text="Ansökan").first.click()


def consent(new_page, letterbox):
    """The worker sends the question; who answers has no login."""
    letter = wait_until(lambda: letter_to(letterbox, PARTNER, ""))
    page = new_page(width=360)
    page.goto(re.search(r"\S+/medverkan/\S+", body_of(letter))[0])
    page.get_by_role("button", name="Ja, vi är med").click()
    page.get_by_text("Ni har svarat ja").wait_for()
    page.context.close()


def letter_to(letterbox, address, words):
    found = (one for one in letterbox.to(address) if re.search(words, one["Subject"]))
    return next(found, None)


def read_why_not(new_page, contact):
    page = new_page()
    find_the_call(page, contact)
    page.get_by_text("Ni har 250 anställda. Medlemscheck kräver färre än 250.").wait_for()
    assert page.get_by_role("button", name="Skriv en ansökan").count() == 0
    page.context.close()


def come_a_second_late(new_page, call, contact):
    """The page was opened in time; the call closes before the button is pressed."""
    application = build.a_check(contact.organisation, call=call, title="Sena skruvar")
    page = new_page()
    come_in(page, contact.person.user)
    page.goto(reverse("checks:application", args=[application.pk]))
    build.closed(call)
    page.get_by_role("button", name="Skicka ansökan").click()
    page.get_by_text("Ert utkast är kvar.").first.wait_for()
    assert "Sena skruvar" in words_on(page)
    assert page.get_by_role("button", name="Skicka ansökan").count() == 0
    page.context.close()


def assess(new_page, call, assessors):
    """The chair asks all three. One owns a part of the partner, and never sees the first."""
    tied = assessors[2]
    Interest.objects.create(
        person=tied.person, org_number="5560000001", name=build.LONG_NAME, nature="Ägare"
    )
    chair = at_the_assessors(new_page, assessors[0])
    chair.get_by_role("link", name=CALL).click()
    chair.locator("summary", has_text="Utse bedömare").click()
    for seat in assessors:
        chair.get_by_label(seat.person.name).check()
    chair.get_by_label("Senast vilken dag?").fill(timezone.localdate().isoformat())
    chair.get_by_role("button", name="Låt dem bedöma alla ansökningar").click()
    chair.get_by_text("Utdelade: 11 bedömningar").first.wait_for()
    for number, seat in enumerate(assessors):
        titles = [FIRST, SECOND, THIRD, FOURTH]
        give_points(new_page, seat, number, titles[1:] if seat == tied else titles)
    assert Assessment.objects.counting().count() == 11
    chair.context.close()


def at_the_assessors(new_page, seat):
    page = new_page()
    come_in(page, seat.person.user)
    page.goto("/organ/ledningsgruppen/checkar/")
    return page


def give_points(new_page, seat, number, titles):
    """Who was before is seen when one's own is given, and who comes after is not."""
    page = at_the_assessors(new_page, seat)
    others = [reason for reason in REASONS if reason != REASONS[number]]
    waiting = page.locator("ul.to-answer")
    assert sorted(waiting.get_by_role("link").all_inner_texts()) == sorted(titles)
    for title in titles:
        page.goto("/organ/ledningsgruppen/checkar/")
        waiting.get_by_role("link", name=title).click()
        text = page.locator("main").text_content()
        assert not any(reason in text for reason in others)
        for criterion in page.locator("fieldset.score").all():
            criterion.get_by_label(f"Poäng {5 - number}").check()
            criterion.get_by_role("textbox").fill(REASONS[number])
        page.get_by_role("button", name="Lämna bedömningen").click()
        page.get_by_text("Din bedömning är lämnad").wait_for()
    text = page.locator("main").text_content()
    assert [reason in text for reason in REASONS] == [True] * (number + 1) + [False] * (2 - number)
    page.context.close()


def state(new_page, chair):
    """What they say together, in the order that they think best."""
    page = at_the_assessors(new_page, chair)
    for place, title in enumerate([FIRST, SECOND, THIRD, FOURTH], 1):
        page.goto("/organ/ledningsgruppen/checkar/")
        page.get_by_role("link", name=CALL).click()
        page.get_by_role("link", name=title).click()
        page.get_by_role("link", name="Skriv yttrandet").click()
        page.get_by_label("Vi tillstyrker en medlemscheck").check()
        page.locator("#id_amount").fill("300 000")
        page.locator("#id_text").fill(f"{title} är värt att pröva.")
        page.locator("#id_rank").fill(str(place))
        page.get_by_role("button", name="Spara yttrandet").click()
        page.get_by_text("Yttrandet är sparat.").wait_for()
    page.context.close()


def refer(desk, meeting):
    from_the_desk(desk, "att lägga fram för styrelsen", CALL)
    desk.get_by_role("link", name="Till styrelsen").click()
    desk.locator("select[name=meeting]").select_option(str(meeting.pk))
    confirm(desk, said="Framlagda för styrelsen: 4")


def decide(new_page, call, board):
    """Two get all, the third a part with a condition; for the fourth there is no money."""
    page = new_page()
    come_in(page, board[0].person.user)
    for title in (FIRST, SECOND):
        on_the_table(page, call, title)
        carry(page)
    on_the_table(page, call, THIRD)
    refused(page, "Av utlysningens budget finns 150 000 kr kvar.")
    on_the_table(page, call, THIRD)
    lower(page)
    carry(page)
    on_the_table(page, call, FOURTH)
    refused(page, "Av utlysningens budget finns 0 kr kvar.")
    on_the_table(page, call, FOURTH)
    page.locator("summary", has_text="Skriv en motivering").click()
    page.get_by_label("Motivering").first.fill("Pengarna räckte inte.")
    page.get_by_role("button", name="Inte bifall", exact=True).click()
    page.get_by_text(f"{timezone.localdate().year}-4").first.wait_for()
    granted = Application.objects.sent().order_by("pk").values_list("granted", flat=True)
    assert list(granted) == [Decimal(300_000), Decimal(300_000), Decimal(150_000), None]
    assert call.left == 0
    page.context.close()


def on_the_table(page, call, title):
    page.goto(reverse("deciding:ranking", args=["styrelsen", call.pk]))
    page.get_by_role("link", name=title).click()


def carry(page):
    before = Decision.objects.count()
    page.get_by_role("button", name="Bifall med acklamation").click()
    page.get_by_text(f"{timezone.localdate().year}-{before + 1}").first.wait_for()


def refused(page, text):
    before = Decision.objects.count()
    page.get_by_role("button", name="Bifall med acklamation").click()
    page.get_by_text(re.compile(re.escape(text).replace(r"\ ", r"\s"))).first.wait_for()
    assert Decision.objects.count() == before


def lower(page):
    page.get_by_role("link", name="Ändra belopp eller villkor").click()
    page.locator("#id_amount").fill("150 000")
    page.locator("#id_conditions").fill(CONDITION)
    page.get_by_role("button", name="Ändra förslaget").click()
    page.get_by_text("Förslaget är ändrat").wait_for()


def nobody_is_told_yet(new_page, letterbox, contact):
    page = new_page()
    come_in(page, contact.person.user)
    page.goto(reverse("checks:application", args=[Application.objects.get(title=FIRST).pk]))
    assert "Bedöms" in words_on(page)
    assert "beviljad" not in words_on(page).lower()
    assert not letter_to(letterbox, contact.person.email, TOLD)
    page.context.close()


def announce(desk, letterbox, members):
    """Looked at first, and then let go: all at once."""
    from_the_desk(desk, "vars beslut ska meddelas", CALL)
    desk.get_by_role("link", name="Meddela besluten").click()
    assert desk.locator("#content details summary").count() == 4
    assert not Message.objects.filter(key__regex=r"^check-\d+-(granted|declined)-").exists()
    confirm(desk, said="Besluten är meddelade")
    letters = [told_to(letterbox, members[title]) for title in (FIRST, SECOND, THIRD, FOURTH)]
    amounts = [re.findall(r"\d{3}\s000\skr", letter) for letter in letters]
    assert [len(found) for found in amounts] == [1, 1, 1, 0]
    assert [CONDITION in letter for letter in letters] == [False, False, True, False]
    assert "Pengarna räckte inte." in letters[3]


def told_to(letterbox, contact) -> str:
    return body_of(wait_until(lambda: letter_to(letterbox, contact.person.email, TOLD)))


def make_the_project(desk) -> Project:
    from_the_desk(desk, "att göra projekt av", f"{FIRST.title()} i Ångermanland AB")
    desk.get_by_role("link", name="Skapa projektet").click()
    for name, day in the_days().items():
        desk.locator(f"#id_{name}").fill(day.isoformat())
    confirm(desk, said="Projektet är skapat")
    return Project.objects.get()


def sign(member, desk, contact, project, letterbox):
    """The member first, who has just shown who they are; then the programme."""
    log_in(member, contact.person.user, password=PASSWORD)
    member.goto("/medlem/")
    member.get_by_role("link", name=re.compile("Läs och underteckna")).first.click()
    member.get_by_role("link", name="Läs och underteckna avtalet").click()
    member.locator("#id_has_read").check()
    member.get_by_role("button", name="Underteckna avtalet").click()
    member.get_by_text("Du har undertecknat").first.wait_for()
    from_the_desk(desk, "Avtal att underteckna", re.compile(FIRST, re.I))
    press(desk, "Underteckna för programmet", said="Avtalet är undertecknat av båda")
    letter = wait_until(lambda: letter_to(letterbox, contact.person.email, "undertecknat"))
    [attached] = letter.iter_attachments()
    assert attached.get_filename() == project.agreement.file_name


def be_paid(member, new_page, project, *, amount):
    """Asked for by the member, approved by one of us, paid and confirmed by another."""
    member.goto(reverse("checks:project", args=[project.pk]))
    member.get_by_role("link", name="Begär utbetalning").click()
    member.locator("#id_amount").fill(amount)
    member.locator("#id_bankgiro").fill("991-2346")
    member.locator("#id_note").fill("Arbete och material")
    member.get_by_role("button", name="Begär utbetalningen").click()
    member.get_by_text("Tack. Vi går igenom begäran").first.wait_for()
    office, treasury = of_group(new_page, "Kansliet"), of_group(new_page, "Ekonomi")
    from_the_desk(office, "Utbetalningar att godkänna", re.compile(r"\d{2}:\d{2}"))
    press(office, "Godkänn", said="Utbetalningen är godkänd")
    from_the_desk(treasury, "Utbetalningar att betala", re.compile(r"\d{2}:\d{2}"))
    treasury.get_by_role("link", name="Den är betald").click()
    treasury.locator("#id_on").fill(timezone.localdate().isoformat())
    confirm(treasury, said="Utbetalningen är antecknad som betald")
    office.context.close()
    treasury.context.close()


def of_group(new_page, group):
    page = new_page()
    come_in(page, build.with_second_factor(build.of_the_staff(group)))
    return page


def report(member, desk, project):
    member.goto(reverse("checks:project", args=[project.pk]))
    assert member.get_by_role("link", name="Begär utbetalning").count() == 0
    member.get_by_role("link", name="Skriv slutrapporten").click()
    for name in ["done", "results", "benefit"]:
        member.locator(f"#id_{name}").fill("Det höll, och väger två kilo mindre.")
    member.locator("#id_costs").fill("400 000")
    member.get_by_role("button", name="Skicka slutrapporten").click()
    member.get_by_text("Rapporten är inskickad").first.wait_for()
    from_the_desk(desk, "Slutrapporter att granska", re.compile(r"\d{2}:\d{2}"))
    press(desk, "Godkänn", said="Rapporten är godkänd")
