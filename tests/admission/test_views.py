"""The applicant's pages: four steps, a draft that survives, and what each slip is told."""

import logging
import re

import pytest
from django.contrib.sessions.models import Session
from django.core.signals import got_request_exception
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.views.debug import SafeExceptionReporterFilter

from admission.actions import refer, return_with_question, withdraw
from admission.models import Application
from board.actions import cast_vote, decide
from members.models import AgendaVersion, Industry, OrganisationKind
from outbox.models import Message
from tests.build import (
    LONG_NAME,
    a_body,
    a_member,
    a_schedule,
    a_seat,
    a_secretary,
    a_user,
    an_agenda,
    an_application,
    the_programme,
)

pytestmark = pytest.mark.django_db

Status = Application.Status
PERSONAL = "811218-9876"
PERSONAL_WORDS = (
    "Det här ser ut som ett personnummer. Bara juridiska personer kan bli medlemmar, så en"
    " enskild firma kan inte söka. Vi har inte sparat numret."
)


@pytest.fixture
def user():
    return a_user("orjan@example.org", name="Örjan Öberg")


@pytest.fixture
def applicant(client, user):
    """A client that is logged in; `.user` is who."""
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def draft(user):
    an_agenda()
    a_schedule()
    return Application.objects.create(applicant=user, contact_name=user.name)


def organisation(**typed):
    plain = {
        "org_number": "556016-0680",
        "name": "Lätta Detaljer AB",
        "kind": OrganisationKind.objects.get(name="Litet företag").pk,
        "is_for_profit": "True",
        "industry": Industry.objects.get(name="Fordon").pk,
        "region": "14",
        "employees": "250",
    }
    return {**plain, **typed}


def invoice(**typed):
    plain = {
        "street": "Hamngatan 2",
        "postal_code": "411 01",
        "city": "Göteborg",
        "invoice_email": "faktura@example.se",
        "buyer_reference": "",
        "accepts_pdf": "on",
    }
    return {**plain, **typed}


def contact(**typed):
    plain = {
        "contact_name": "Örjan Öberg",
        "contact_phone": "070-123 45 67",
        "motivation": "Vi vill lära.",
        "version": str(AgendaVersion.objects.in_force().pk),
        "supports": "on",
        "support_stated_by": "Vd Åsa Ek",
    }
    return {**plain, **typed}


def page_of(application, step):
    return reverse("admission:step", args=[application.pk, step])


def told(response):
    """What stands beside each field."""
    assert response.status_code == 200
    return {name: list(texts) for name, texts in response.context["form"].errors.items()}


# --- the way through


def test_anybody_may_read_what_it_takes(client):
    text = client.get("/ansok/").content.decode()
    assert "Vem som får söka" in text
    assert "/konto/signup/?next=/ansok/" in text


def test_a_draft_is_begun_by_pressing_and_found_again(applicant):
    assert applicant.get("/ansok/borja/").url == "/ansok/"
    assert not Application.objects.exists()
    first = applicant.post("/ansok/borja/")
    application = Application.objects.get()
    assert first.url == page_of(application, "organisation")
    assert applicant.post("/ansok/borja/").url == first.url
    assert "Fortsätt med utkastet" in applicant.get("/ansok/").content.decode()


def test_who_has_not_logged_in_is_sent_to_log_in(client, draft):
    for address in [
        "/ansok/borja/",
        page_of(draft, "organisation"),
        f"/ansok/{draft.pk}/",
        f"/ansok/{draft.pk}/granska/",
        f"/ansok/{draft.pk}/aterkalla/",
    ]:
        response = client.get(address)
        assert (response.status_code, response.url) == (302, f"/konto/login/?next={address}")


def test_the_four_steps_lead_to_a_sent_application(applicant, draft):
    the_programme()
    assert applicant.post(page_of(draft, "organisation"), organisation()).url == page_of(
        draft, "faktura"
    )
    assert applicant.post(page_of(draft, "faktura"), invoice()).url == page_of(draft, "kontakt")
    review = f"/ansok/{draft.pk}/granska/"
    assert applicant.post(page_of(draft, "kontakt"), contact()).url == review
    shown = applicant.get(review).content.decode().replace("\xa0", " ")
    for fact in [
        "556016-0680",
        "Lätta Detaljer AB",
        "Litet företag",
        "Västra Götalands län",
        "15 000 kr",
        "färre än 250",
        "Hamngatan 2\n411 01 Göteborg",
        "faktura@example.se",
        "orjan@example.org",
        "uttalat av Vd Åsa Ek",
    ]:
        assert fact in shown
    sent = applicant.post(review, follow=True)
    assert "Tack! Ansökan är skickad" in sent.content.decode()
    draft.refresh_from_db()
    assert (draft.status, draft.org_number, draft.employees) == ("submitted", "5560160680", 250)
    assert (draft.is_for_profit, draft.accepts_pdf) == (True, True)
    assert (draft.postal_code, draft.agenda_version.label) == ("41101", "2026")
    assert draft.support_stated_by == "Vd Åsa Ek"
    assert Message.objects.count() == 2


def test_the_same_in_english(applicant, draft):
    applicant.cookies["django_language"] = "en"
    applicant.post(page_of(draft, "organisation"), organisation())
    applicant.post(page_of(draft, "faktura"), invoice())
    applicant.post(page_of(draft, "kontakt"), contact())
    review = applicant.get(f"/ansok/{draft.pk}/granska/").content.decode()
    assert "Small company" in review
    assert "Send the application" in review
    applicant.post(f"/ansok/{draft.pk}/granska/")
    draft.refresh_from_db()
    assert draft.language == "en"
    letter = Message.objects.get(to="orjan@example.org")
    assert letter.subject == "We have received the application from Lätta Detaljer AB"


def test_a_second_press_on_send_changes_nothing(applicant, draft):
    for step, typed in [
        ("organisation", organisation()),
        ("faktura", invoice()),
        ("kontakt", contact()),
    ]:
        applicant.post(page_of(draft, step), typed)
    for _ in range(2):
        response = applicant.post(f"/ansok/{draft.pk}/granska/", follow=True)
        assert response.status_code == 200
    assert Application.objects.open().count() == 1
    assert Message.objects.count() == 2


def test_a_draft_that_lacks_something_has_no_button_to_send_it(applicant, draft):
    applicant.post(page_of(draft, "organisation"), organisation())
    review = f"/ansok/{draft.pk}/granska/"
    assert "Skicka ansökan" not in applicant.get(review).content.decode()
    assert "Något saknas" in applicant.post(review, follow=True).content.decode()
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_after_an_expired_session_every_step_that_was_sent_is_there(applicant, draft):
    applicant.post(page_of(draft, "organisation"), organisation())
    Session.objects.all().delete()
    lost = applicant.post(page_of(draft, "faktura"), invoice())
    assert lost.url == f"/konto/login/?next={page_of(draft, 'faktura')}"
    applicant.force_login(applicant.user)
    page = applicant.get(page_of(draft, "organisation")).content.decode()
    assert 'value="556016-0680"' in page
    assert 'value="Lätta Detaljer AB"' in page
    assert "Fortsätt med utkastet" in applicant.get("/ansok/").content.decode()


# --- what each slip is told


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"org_number": PERSONAL}, {"org_number": [PERSONAL_WORDS]}),
        ({"org_number": "SE811218987601"}, {"org_number": [PERSONAL_WORDS]}),
        (
            {"org_number": "556016-0681"},
            {
                "org_number": [
                    (
                        "Den sista siffran stämmer inte med de andra. Jämför med"
                        " registreringsbeviset: troligen är en siffra fel,"
                        " eller så har två bytt plats."
                    )
                ]
            },
        ),
        (
            {"org_number": "SE556016068001"},
            {
                "org_number": [
                    (
                        "Det här är ett momsregistreringsnummer. Organisationsnumret i det är"
                        " 556016-0680: kontrollera att det är ert och gå vidare med det."
                    )
                ]
            },
        ),
        ({"org_number": ""}, {"org_number": ["Fyll i organisationsnumret."]}),
        (
            {"org_number": "5560\x00160680"},
            {
                "org_number": [
                    "Texten innehåller ett tecken som inte kan sparas. Skriv den på nytt."
                ]
            },
        ),
        ({"name": ""}, {"name": ["Fyll i organisationens namn."]}),
        ({"name": "Å" * 201}, {"name": ["Skriv högst 200 tecken. Nu är det 201."]}),
        (
            {"name": "Lätt\x00AB"},
            {"name": ["Texten innehåller ett tecken som inte kan sparas. Skriv den på nytt."]},
        ),
        ({"kind": ""}, {"kind": ["Välj vilken typ av organisation det är."]}),
        (
            {"kind": "\x00"},
            {"kind": ["Null-tecken är inte tillåtna."]},
        ),
        ({"is_for_profit": ""}, {"is_for_profit": ["Ange om organisationen är vinstdrivande."]}),
        ({"industry": ""}, {"industry": ["Välj den bransch som ligger närmast."]}),
        ({"region": ""}, {"region": ["Välj det län där de flesta av er arbetar."]}),
    ],
)
def test_a_slip_in_the_first_step_is_told_beside_its_field(applicant, draft, typed, errors):
    response = applicant.post(page_of(draft, "organisation"), organisation(**typed))
    assert told(response) == errors
    draft.refresh_from_db()
    assert draft.name == ""


@pytest.mark.parametrize("typed", ["", "0", "-1", "500001", "fyrtio", "12,5", "1e5", "9" * 5000])
def test_a_head_count_outside_reason_is_told(applicant, draft, typed):
    response = applicant.post(page_of(draft, "organisation"), organisation(employees=typed))
    assert list(told(response)) == ["employees"]
    shown = response.context["form"]["employees"].value()
    assert shown == typed


def test_nothing_else_that_was_typed_is_lost(applicant, draft):
    response = applicant.post(
        page_of(draft, "organisation"), organisation(org_number="556016-0681", name=LONG_NAME)
    )
    page = response.content.decode()
    assert 'value="556016-0681"' in page
    assert f'value="{LONG_NAME}"' in page
    assert 'value="250"' in page


@pytest.mark.parametrize("typed", ["165560160680", "16 556016-0680", "5560160680", "556016–0680"])
def test_the_number_may_be_written_in_several_ways(applicant, draft, typed):
    applicant.post(page_of(draft, "organisation"), organisation(org_number=typed))
    draft.refresh_from_db()
    assert draft.org_number == "5560160680"


def test_the_number_in_a_vat_number_is_put_in_the_field(applicant, draft):
    response = applicant.post(
        page_of(draft, "organisation"), organisation(org_number="SE556016068001")
    )
    assert response.context["form"]["org_number"].value() == "556016-0680"


@pytest.mark.parametrize("number", ["1620000008", "6650000000"])
def test_an_estates_or_partnerships_number_is_taken_and_flagged(applicant, draft, number):
    response = applicant.post(
        page_of(draft, "organisation"), organisation(org_number=number), follow=True
    )
    assert response.redirect_chain[0][0] == page_of(draft, "faktura")
    review = applicant.get(f"/ansok/{draft.pk}/granska/").content.decode()
    assert "dödsbon och enkla bolag" in review
    draft.refresh_from_db()
    assert len(draft.things_to_look_at) == 2  # the number, and no PDF by e-mail yet


def test_a_members_number_is_told(applicant, draft):
    number = a_member().org_number
    response = applicant.post(page_of(draft, "organisation"), organisation(org_number=number))
    assert told(response) == {"org_number": ["Organisationen är redan medlem."]}


def test_a_number_with_an_open_application_is_told(applicant, draft):
    number = an_application().org_number
    response = applicant.post(page_of(draft, "organisation"), organisation(org_number=number))
    assert told(response) == {
        "org_number": ["Det finns redan en öppen ansökan för den här organisationen."]
    }


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"street": ""}, {"street": ["Fyll i fakturaadressen."]}),
        (
            {"postal_code": "1234"},
            {"postal_code": ["Ett svenskt postnummer har fem siffror, som i 411 01."]},
        ),
        ({"city": ""}, {"city": ["Fyll i orten."]}),
        (
            {"invoice_email": "faktura(at)example"},
            {"invoice_email": ["En e-postadress ser ut som faktura@example.se."]},
        ),
        ({"invoice_email": ""}, {"invoice_email": ["Fyll i en e-postadress för fakturor."]}),
    ],
)
def test_a_slip_in_the_invoice_is_told_beside_its_field(applicant, draft, typed, errors):
    response = applicant.post(page_of(draft, "faktura"), invoice(**typed))
    assert told(response) == errors


def test_a_public_body_must_give_its_reference(applicant, draft):
    kind = OrganisationKind.objects.get(name="Universitet")
    applicant.post(
        page_of(draft, "organisation"), organisation(kind=kind.pk, is_for_profit="False")
    )
    response = applicant.post(page_of(draft, "faktura"), invoice())
    assert told(response) == {
        "buyer_reference": [
            "En offentlig organisation måste ange en referens, annars kan fakturan inte betalas."
        ]
    }
    done = applicant.post(page_of(draft, "faktura"), invoice(buyer_reference="ZZ1234"))
    assert done.url == page_of(draft, "kontakt")


def test_who_becomes_a_public_body_afterwards_is_asked_for_the_reference(applicant, draft):
    applicant.post(page_of(draft, "organisation"), organisation())
    applicant.post(page_of(draft, "faktura"), invoice())
    applicant.post(page_of(draft, "kontakt"), contact())
    kind = OrganisationKind.objects.get(name="Myndighet")
    changed = organisation(kind=kind.pk, is_for_profit="False")
    assert applicant.post(page_of(draft, "organisation"), changed).url == page_of(draft, "faktura")


def test_support_is_asked_for_and_the_agenda_can_be_read_there(applicant, draft):
    page = applicant.get(page_of(draft, "kontakt")).content.decode()
    assert "Lätt är rätt." in page
    response = applicant.post(page_of(draft, "kontakt"), contact(supports=""))
    assert told(response) == {
        "supports": ["Medlemmar stöder Lättviktsagendan. Läs den och kryssa i att ni gör det."]
    }


def test_support_is_not_given_to_a_version_that_was_not_on_the_page(applicant, draft):
    typed = contact()
    newer = AgendaVersion.objects.create(
        label="2027", adopted_on=timezone.localdate(), text="Ny text."
    )
    response = applicant.post(page_of(draft, "kontakt"), typed)
    assert told(response) == {
        "supports": [
            "Lättviktsagendan har fått en ny version sedan du öppnade sidan. Läs den först."
        ]
    }
    assert response.context["form"]["version"].value() == str(newer.pk)
    applicant.post(page_of(draft, "kontakt"), contact())
    draft.refresh_from_db()
    assert draft.agenda_version == newer


def test_without_an_adopted_agenda_nobody_can_support_it(applicant, user):
    draft = Application.objects.create(applicant=user)
    response = applicant.post(
        page_of(draft, "kontakt"),
        {"contact_name": "Ö", "support_stated_by": "Ö", "supports": "on", "version": ""},
    )
    assert told(response) == {"supports": ["Ingen version av Lättviktsagendan är antagen än."]}


def test_support_once_stated_keeps_its_time(applicant, draft):
    applicant.post(page_of(draft, "kontakt"), contact())
    draft.refresh_from_db()
    stated_at = draft.support_stated_at
    applicant.post(page_of(draft, "kontakt"), contact(motivation="Mer."))
    draft.refresh_from_db()
    assert (draft.support_stated_at, draft.motivation) == (stated_at, "Mer.")


def test_a_very_long_text_is_told_and_kept(applicant, draft):
    response = applicant.post(page_of(draft, "kontakt"), contact(motivation="å" * 100_000))
    assert told(response) == {"motivation": ["Skriv högst 4000 tecken. Nu är det 100000."]}
    assert response.context["form"]["motivation"].value() == "å" * 100_000


# --- a personal identity number


def everything_stored():
    """Every text in every table, the session table with its contents unpacked."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row for [row] in cursor.fetchall()]
    return "\n".join([*rows, *(str(s.get_decoded()) for s in Session.objects.all())])


@pytest.mark.parametrize("typed", [PERSONAL, "8112189876", "19811218-9876", "SE811218987601"])
def test_a_personal_number_is_nowhere_afterwards(applicant, draft, caplog, typed):
    with caplog.at_level(logging.DEBUG):
        response = applicant.post(page_of(draft, "organisation"), organisation(org_number=typed))
        fragment = applicant.post(f"/ansok/{draft.pk}/nummer/", {"org_number": typed})
    assert PERSONAL_WORDS in response.content.decode()
    assert PERSONAL_WORDS in fragment.content.decode()
    seen = [response.content.decode(), fragment.content.decode(), caplog.text, everything_stored()]
    for text in seen:
        assert "811218" not in text
    assert 'value="Lätta Detaljer AB"' in response.content.decode()


@pytest.mark.parametrize(
    ("step", "field"),
    [
        ("organisation", "name"),
        ("faktura", "street"),
        ("faktura", "buyer_reference"),
        ("kontakt", "contact_name"),
        ("kontakt", "motivation"),
        ("kontakt", "support_stated_by"),
    ],
)
def test_a_personal_number_in_any_other_field_is_not_kept_either(applicant, draft, step, field):
    plain = {"organisation": organisation, "faktura": invoice, "kontakt": contact}[step]
    text = f"Anna Ek {PERSONAL}"
    response = applicant.post(page_of(draft, step), plain(**{field: text}))
    assert list(told(response)) == [field]
    assert "811218" not in response.content.decode()
    assert "811218" not in everything_stored()


def test_a_personal_number_stands_in_no_error_report(applicant, draft, monkeypatch, rf):
    """The report of a fault in the step's page hides every value that was posted."""
    seen = []

    def fail(*args, **kwargs):
        raise RuntimeError("a fault")

    monkeypatch.setattr("admission.views.render", fail)
    applicant.raise_request_exception = False

    def note(sender, request, **kwargs):
        seen.append(SafeExceptionReporterFilter().get_post_parameters(request))

    got_request_exception.connect(note)
    try:
        applicant.post(page_of(draft, "organisation"), organisation(org_number=PERSONAL))
    finally:
        got_request_exception.disconnect(note)
    assert set(seen[0].values()) == {"********************"}


# --- checked while typing


def test_the_number_is_checked_while_it_is_typed(applicant, draft):
    def answer(number):
        response = applicant.post(f"/ansok/{draft.pk}/nummer/", {"org_number": number})
        return re.sub(r"<[^>]+>", "", response.content.decode()).strip()

    assert answer("5560") == ""
    assert answer("556016-0680") == "556016-0680 är ett giltigt organisationsnummer."
    assert answer("556016-0681").startswith("Den sista siffran stämmer inte")
    assert answer("6650000000").startswith("Numret är av det slag")
    assert answer(a_member().org_number) == "Organisationen är redan medlem."
    assert applicant.get(f"/ansok/{draft.pk}/nummer/").status_code == 405


def test_after_an_expired_session_no_login_page_comes_inside_the_form(client, draft):
    response = client.post(f"/ansok/{draft.pk}/nummer/", {"org_number": "556016-0680"})
    assert (response.status_code, response.content) == (204, b"")


def test_the_fee_is_reckoned_while_the_head_count_is_typed(client):
    a_schedule()

    def answer(query):
        return client.get(f"/ansok/avgift/?{query}").content.decode().replace("\xa0", " ")

    assert "15 000 kr" in answer("employees=250&is_for_profit=True")
    assert "färre än 250" in answer("employees=250&is_for_profit=True")
    assert "120 000 kr" in answer("employees=12+000")
    assert "Avgiften" not in answer("employees=")
    assert "Avgifterna börjar vid en anställd." in answer("employees=0")


# --- afterwards


def test_a_stranger_finds_nothing(client, user):
    application = an_application(applicant=user, status=Status.RETURNED)
    client.force_login(a_user())
    addresses = [
        f"/ansok/{application.pk}/",
        f"/ansok/{application.pk}/granska/",
        f"/ansok/{application.pk}/aterkalla/",
        page_of(application, "organisation"),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 4
    assert [client.post(address).status_code for address in addresses] == [404] * 4
    assert client.post(f"/ansok/{application.pk}/nummer/").status_code == 404
    client.force_login(user)
    assert client.get(f"/ansok/{application.pk}/").status_code == 200


def test_there_is_no_fifth_step(applicant, draft):
    assert applicant.get(page_of(draft, "femte")).status_code == 404


@pytest.mark.parametrize("status", ["submitted", "referred", "approved", "withdrawn"])
def test_what_has_been_sent_has_no_steps_to_change(applicant, user, status):
    application = an_application(applicant=user, status=status)
    response = applicant.get(page_of(application, "organisation"))
    assert response.url == f"/ansok/{application.pk}/"
    assert applicant.get(f"/ansok/{application.pk}/granska/").url == f"/ansok/{application.pk}/"


def test_a_question_is_answered_in_place(applicant, user):
    application = an_application(applicant=user)
    return_with_question(application, question="Hur många är ni?", by=a_secretary())
    page = applicant.get(f"/ansok/{application.pk}/").content.decode()
    assert "Hur många är ni?" in page
    changed = applicant.post(
        page_of(application, "organisation"),
        organisation(org_number=application.org_number, employees="52"),
    )
    assert changed.url == f"/ansok/{application.pk}/"
    empty = applicant.post(f"/ansok/{application.pk}/", {"answer": ""})
    assert told(empty) == {"answer": ["Skriv ett svar på frågan."]}
    personal = applicant.post(f"/ansok/{application.pk}/", {"answer": f"Jag är {PERSONAL}"})
    assert "811218" not in personal.content.decode()
    done = applicant.post(f"/ansok/{application.pk}/", {"answer": "Femtiotvå."}, follow=True)
    assert "Kansliet har fått ditt svar" in done.content.decode()
    application.refresh_from_db()
    assert (application.status, application.employees) == ("submitted", 52)


def test_the_timeline_tells_what_has_happened_and_what_is_to_come(applicant, user, settings):
    settings.ADMISSION_BODY = "utskottet"
    seat = a_seat(a_body("utskottet", one_seat_suffices=True), "chair")
    application = an_application(applicant=user)
    address = f"/ansok/{application.pk}/"

    def steps():
        told = applicant.get(address).context["timeline"]
        return [(step.what, step.at is not None) for step in told]

    to_come = ("Utskottet beslutar", False)
    assert steps() == [("Kansliet förbereder den för utskottet", False), to_come]
    refer(application, by=a_secretary())
    assert steps() == [("Lämnad till utskottet", True), to_come]
    application.refresh_from_db()
    cast_vote(application.matter, seat=seat, choice="against")
    today = timezone.localdate()
    decision = decide(application.matter, by=seat, today=today, reason="Ingen lättvikt.")
    page = applicant.get(address)
    assert [step.what.split(" den ")[0] for step in page.context["timeline"]] == [
        "Lämnad till utskottet",
        "Utskottet sade nej",
    ]
    assert "Ingen lättvikt." in page.content.decode()
    assert decision.citation in page.content.decode()


@pytest.mark.parametrize("status", Status.values)
def test_every_status_has_its_page_in_both_languages(applicant, user, status, settings):
    settings.ADMISSION_BODY = "utskottet"
    seat = a_seat(a_body("utskottet", one_seat_suffices=True), "chair")
    application = an_application(applicant=user, name=LONG_NAME)
    if status in ("referred", "approved", "rejected"):
        refer(application, by=a_secretary())
        application.refresh_from_db()
    if status in ("approved", "rejected"):
        choice = "for" if status == "approved" else "against"
        cast_vote(application.matter, seat=seat, choice=choice)
        decide(application.matter, by=seat, today=timezone.localdate())
    if status == "returned":
        return_with_question(application, question="Hur många?", by=a_secretary())
    if status == "withdrawn":
        withdraw(application, by=user)
    if status == "draft":
        Application.objects.update(status="draft")
    for language in ("sv", "en"):
        applicant.cookies["django_language"] = language
        response = applicant.get(f"/ansok/{application.pk}/")
        assert response.status_code == 200
        assert LONG_NAME in response.content.decode()


def test_an_application_is_withdrawn_after_a_second_thought(applicant, user):
    application = an_application(applicant=user)
    address = f"/ansok/{application.pk}/aterkalla/"
    assert "Det går inte att ångra" in applicant.get(address).content.decode()
    assert Application.objects.get().status == "submitted"
    assert "Ansökan är återkallad." in applicant.post(address, follow=True).content.decode()
    assert Application.objects.get().status == "withdrawn"
    again = applicant.post(address, follow=True)
    assert again.status_code == 200
    assert applicant.get(address).url == f"/ansok/{application.pk}/"


@pytest.mark.parametrize("how_many", [1, 3])
def test_ones_applications_are_listed_in_the_same_number_of_queries(
    applicant, user, how_many, django_assert_num_queries
):
    for _ in range(how_many):
        an_application(applicant=user)
    an_application()
    applicant.get("/ansok/")
    with django_assert_num_queries(8):
        response = applicant.get("/ansok/")
    assert len(response.context["applications"]) == how_many
