"""From draft to decision: what may happen when, what it leaves behind, and who gets a letter."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from admission.actions import (
    admit_or_decline,
    answer_question,
    refer,
    return_with_question,
    save_step,
    start_draft,
    submit_application,
    withdraw,
)
from admission.models import Application
from board.actions import cast_vote, decide
from board.models import Decision, Matter, Vote
from lattvikt.lib.refused import Refused
from members.models import (
    Contact,
    Membership,
    Organisation,
    OrganisationKind,
    Person,
    Relation,
    Support,
)
from outbox.models import Message
from tests.build import (
    LONG_NAME,
    a_board,
    a_body,
    a_member,
    a_person,
    a_schedule,
    a_seat,
    a_secretary,
    a_user,
    an_agenda,
    an_application,
    an_organisation,
    the_board,
    the_programme,
)

pytestmark = pytest.mark.django_db

Status = Application.Status
TODAY = date(2026, 3, 2)


@pytest.fixture
def secretary():
    return a_secretary(name="Kajsa Kansli")


@pytest.fixture
def delegates(settings):
    """One seat that decides alone, in the body that the setting names."""
    settings.ADMISSION_BODY = "utskottet"
    return a_seat(a_body("utskottet", one_seat_suffices=True), "chair")


def letters():
    return sorted(Message.objects.filter(key__startswith="app").values_list("key", "to"))


def keys():
    return [key for key, _to in letters()]


def story(application):
    return list(application.events.values_list("status", "by__email", "text"))


def decided(application, seat, choice=Vote.Choice.FOR, **facts):
    matter = Application.objects.get(pk=application.pk).matter
    cast_vote(matter, seat=seat, choice=choice)
    return decide(matter, by=seat, today=TODAY, **facts)


# --- the draft


def test_a_person_has_one_draft():
    user = a_user(name="Örjan Öberg")
    draft = start_draft(by=user, language="en")
    assert start_draft(by=user, language="sv") == draft
    assert (draft.status, draft.language, draft.contact_name) == ("draft", "en", "Örjan Öberg")
    assert story(draft) == [("draft", user.email, "")]
    assert letters() == []


def test_a_step_is_kept():
    draft = start_draft(by=a_user(), language="sv")
    save_step(draft, answers={"name": LONG_NAME, "employees": 250}, by=draft.applicant)
    draft.refresh_from_db()
    assert (draft.name, draft.employees) == (LONG_NAME, 250)


@pytest.mark.parametrize("status", ["submitted", "referred", "approved", "rejected", "withdrawn"])
def test_what_has_been_sent_is_not_changed(status):
    application = an_application(status=status)
    with pytest.raises(Refused, match="kan inte längre ändras"):
        save_step(application, answers={"employees": 1}, by=application.applicant)


# --- sent


def test_an_application_is_sent_once_and_both_sides_get_a_letter():
    the_programme(email="kansli@programmet.example")
    application = an_application(status=Status.DRAFT, submitted_at=None)
    submit_application(application, by=application.applicant, language="en")
    with pytest.raises(Refused, match="redan skickad"):
        submit_application(application, by=application.applicant, language="en")
    application.refresh_from_db()
    assert (application.status, application.language) == ("submitted", "en")
    assert timezone.localdate(application.submitted_at) == timezone.localdate()
    assert letters() == [
        (f"application-{application.pk}-new", "kansli@programmet.example"),
        (f"application-{application.pk}-received", application.applicant.email),
    ]
    languages = dict(Message.objects.values_list("key", "language"))
    assert sorted(languages.values()) == ["en", "sv"]


def test_an_unfinished_draft_is_not_sent():
    application = an_application(status=Status.DRAFT, support_stated_at=None)
    with pytest.raises(Refused, match="Något saknas"):
        submit_application(application, by=application.applicant)
    assert (story(application), letters()) == ([], [])


def test_a_member_does_not_apply_again():
    member = a_member()
    application = an_application(status=Status.DRAFT, org_number=member.org_number)
    with pytest.raises(Refused, match="är redan medlem"):
        submit_application(application, by=application.applicant)


def test_a_former_member_may_apply_again():
    former = a_member(until=date(2026, 2, 1))
    application = an_application(status=Status.DRAFT, org_number=former.org_number)
    assert submit_application(application, by=application.applicant).status == "submitted"


def test_there_is_one_open_application_for_a_number():
    first = an_application()
    second = an_application(status=Status.DRAFT, org_number=first.org_number)
    with pytest.raises(Refused, match="redan en öppen ansökan"):
        submit_application(second, by=second.applicant)
    assert letters() == []


def test_a_returned_application_cannot_take_anothers_number():
    first, second = an_application(), an_application(status=Status.RETURNED)
    with pytest.raises(Refused, match="redan en öppen ansökan"):
        save_step(second, answers={"org_number": first.org_number}, by=second.applicant)


@pytest.mark.django_db(transaction=True)
def test_of_two_that_send_for_one_number_at_once_one_is_told_why_not():
    first = an_application(status=Status.DRAFT, submitted_at=None)
    second = an_application(status=Status.DRAFT, submitted_at=None, org_number=first.org_number)
    told = at_once(
        lambda: submit_application(first, by=first.applicant),
        lambda: submit_application(second, by=second.applicant),
    )
    assert len(told) == 1
    assert "redan en öppen ansökan" in told[0]
    assert Application.objects.open().count() == 1
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_sends_one_application():
    application = an_application(status=Status.DRAFT, submitted_at=None)

    def send():
        submit_application(application, by=application.applicant)

    assert at_once(send, send) == ["Ansökan är redan skickad."]
    assert application.events.count() == 1
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_starts_at_once_are_one_draft():
    user = a_user()
    start = lambda: start_draft(by=user, language="sv")  # noqa: E731
    assert at_once(start, start, start) == []
    assert Application.objects.count() == 1


# --- asked and answered


def test_a_question_goes_to_the_applicant_and_the_answer_to_the_secretariat(secretary):
    the_programme(email="kansli@programmet.example")
    application = an_application()
    return_with_question(application, question="Hur många?", by=secretary)
    application.refresh_from_db()
    assert application.status == "returned"
    answer_question(application, answer="Femtioen.", by=application.applicant)
    application.refresh_from_db()
    assert application.status == "submitted"
    question, answer = application.events.all()
    assert story(application) == [
        ("returned", secretary.email, "Hur många?"),
        ("submitted", application.applicant.email, "Femtioen."),
    ]
    number = application.pk
    assert letters() == [
        (f"application-{number}-answered-{answer.pk}", "kansli@programmet.example"),
        (f"application-{number}-question-{question.pk}", application.applicant.email),
    ]


def test_two_questions_are_two_letters(secretary):
    application = an_application()
    for _ in range(2):
        return_with_question(application, question="Hur många?", by=secretary)
        answer_question(application, answer="Femtioen.", by=application.applicant)
    assert len(keys()) == 4


@pytest.mark.parametrize("nothing", ["", "  \n "])
def test_a_question_and_an_answer_say_something(secretary, nothing):
    application = an_application()
    with pytest.raises(Refused, match="Skriv vad den som söker ska svara på"):
        return_with_question(application, question=nothing, by=secretary)
    return_with_question(application, question="Hur många?", by=secretary)
    with pytest.raises(Refused, match="Skriv ett svar"):
        answer_question(application, answer=nothing, by=application.applicant)


def test_an_answer_does_not_send_what_lacks_something(secretary):
    application = an_application(status=Status.RETURNED, contact_name="")
    with pytest.raises(Refused, match="Något saknas"):
        answer_question(application, answer="Så här.", by=application.applicant)


@pytest.mark.parametrize(
    ("action", "status", "why"),
    [
        ("question", "returned", "väntar på svar"),
        ("question", "referred", "ligger redan hos"),
        ("question", "withdrawn", "är återkallad"),
        ("refer", "draft", "har inte skickats"),
        ("refer", "returned", "väntar på svar"),
        ("refer", "referred", "ligger redan hos"),
        ("refer", "rejected", "fått avslag"),
        ("answer", "submitted", "redan skickad"),
        ("withdraw", "approved", "redan beviljad"),
        ("withdraw", "rejected", "fått avslag"),
        ("withdraw", "withdrawn", "är återkallad"),
    ],
)
def test_each_thing_happens_only_where_it_belongs(secretary, action, status, why):
    application = an_application(status=status)
    do = {
        "question": lambda: return_with_question(application, question="?", by=secretary),
        "refer": lambda: refer(application, by=secretary),
        "answer": lambda: answer_question(application, answer="!", by=application.applicant),
        "withdraw": lambda: withdraw(application, by=secretary),
    }
    with pytest.raises(Refused, match=why):
        do[action]()
    application.refresh_from_db()
    assert (application.status, story(application), letters()) == (status, [], [])


# --- before the body


def test_the_board_sees_the_application_in_swedish_as_it_was(secretary):
    a_schedule()
    the_programme()
    application = an_application(
        name="Lätt & *Stark* AB",
        org_number="5560160680",
        employees=250,
        motivation="Vi vill lära.\n# Mycket",
        accepts_pdf=False,
        support_stated_by="Vd:n Åsa",
        support_stated_at=timezone.make_aware(timezone.datetime(2026, 3, 1, 12)),
        language="en",
    )
    with timezone.override("Europe/Stockholm"):
        refer(application, by=secretary)
    matter = Matter.objects.get()
    assert matter.body == the_board()
    assert matter.title == "Medlemskap: Lätt & *Stark* AB"
    assert matter.presented_by == "Kajsa Kansli"
    assert matter.resolution == (
        r"Att anta Lätt & \*Stark\* AB (556016-0680) som medlem i Medlemsprogram Lättvikt."
    )
    assert matter.background.replace("\xa0", " ") == (
        "250 anställda ger avgiften 15 000 kr per år.\n\n"
        "Stöder Lättviktsagendan: version 2026, uttalat av Vd:n Åsa den 1 mars 2026.\n\n"
        "Den som söker skriver:\n\n"
        "> Vi vill lära.  \n> \\# Mycket\n\n"
        "Att bedöma:\n\n"
        "- Godkänner inte fakturor som PDF med e-post. Kom överens om hur fakturan ska skickas."
    )
    assert list(matter.parties.values_list("org_number", flat=True)) == ["5560160680"]
    application.refresh_from_db()
    assert (application.matter, application.status) == (matter, "referred")
    assert story(application) == [("referred", secretary.email, "")]


def test_a_seat_holder_who_applies_is_recused_before_ever_having_opened_the_bodys_pages(secretary):
    seat = a_seat(person=a_person("Ledamot", user=None, email="ledamot@example.org"))
    refer(an_application(applicant=a_user("ledamot@example.org")), by=secretary)
    assert list(Matter.objects.visible_to(seat)) == []
    assert list(Matter.objects.visible_to(a_seat())) == [Matter.objects.get()]


def test_the_setting_names_the_deciding_body(secretary, settings):
    settings.ADMISSION_BODY = "verksamhetsledningen"
    refer(application := an_application(), by=secretary)
    application.refresh_from_db()
    assert application.matter.body.slug == "verksamhetsledningen"


def test_what_does_not_meet_the_terms_is_not_put_before_the_board(secretary):
    application = an_application(org_number="5560160681")
    with pytest.raises(Refused, match="saknar ett giltigt svenskt organisationsnummer"):
        refer(application, by=secretary)
    member = a_member()
    application = an_application(org_number=member.org_number)
    with pytest.raises(Refused, match="är redan medlem"):
        refer(application, by=secretary)
    assert not Matter.objects.exists()


# --- admitted


def test_an_admitted_organisation_is_a_member_with_contact_and_support(secretary, delegates):
    application = an_application(
        employees=251,
        buyer_reference="ZZ12",
        language="en",
        contact_phone="070-123 45 67",
        motivation="",
    )
    refer(application, by=secretary)
    decision = decided(application, delegates)
    organisation = Organisation.objects.get(org_number=application.org_number)
    for name in ["name", "kind", "industry", "region", "is_for_profit", "employees", "language"]:
        assert getattr(organisation, name) == getattr(application, name)
    for name in ["street", "postal_code", "city", "invoice_email", "buyer_reference"]:
        assert getattr(organisation, name) == getattr(application, name)
    assert organisation.accepts_pdf_since == timezone.localdate(application.submitted_at)
    membership = organisation.memberships.get()
    assert (membership.starts_on, membership.ends_on) == (TODAY, None)
    assert membership.admitted_by == f"Utskottet, beslut {decision.reference}"
    contacts = organisation.contacts.values_list("person__user", "role", "since", "until")
    user = application.applicant.pk
    assert sorted(contacts) == [
        (user, "contact", TODAY, None),
        (user, "invoice", TODAY, None),
    ]
    person = Person.objects.get(user=user)
    assert (person.name, person.email, person.phone, person.language) == (
        "Örjan Öberg",
        application.applicant.email,
        "070-123 45 67",
        "en",
    )
    support = organisation.supports.get()
    assert (support.version, support.stated_by, support.stated_at, support.user) == (
        application.agenda_version,
        application.support_stated_by,
        application.support_stated_at,
        application.applicant,
    )
    assert story(application)[-1] == ("approved", delegates.person.user.email, "")
    letter = Message.objects.get(key=f"application-{application.pk}-approved")
    assert (letter.to, letter.language) == (application.applicant.email, "en")
    assert f"decision {decision.reference} of 2 March 2026" in letter.text


def test_a_prospect_keeps_its_row_and_is_no_longer_a_prospect(secretary, delegates):
    prospect = an_organisation("Gammalt Namn AB", employees=None, note="Träffade på mässan")
    prospect.relations.create(kind=Relation.Kind.PROSPECT, since=date(2026, 1, 1))
    prospect.relations.create(kind=Relation.Kind.PARTNER, since=date(2026, 1, 1))
    application = an_application(org_number=prospect.org_number, name="Nytt Namn AB")
    refer(application, by=secretary)
    decided(application, delegates)
    organisation = Organisation.objects.get()
    assert (organisation.pk, organisation.name) == (prospect.pk, "Nytt Namn AB")
    assert (organisation.employees, organisation.note) == (51, "Träffade på mässan")
    assert sorted(organisation.relations.values_list("kind", "until")) == [
        ("partner", None),
        ("prospect", TODAY),
    ]


def test_a_former_member_comes_back_with_a_membership_of_its_own(secretary, delegates):
    former = a_member(since=date(2020, 1, 1), until=date(2024, 12, 31))
    application = an_application(org_number=former.org_number)
    refer(application, by=secretary)
    decided(application, delegates)
    assert list(former.memberships.values_list("starts_on", "ends_on")) == [
        (TODAY, None),
        (date(2020, 1, 1), date(2024, 12, 31)),
    ]


def test_a_person_we_know_is_not_made_twice(secretary, delegates):
    person = a_person("Anna Åkesson")
    application = an_application(applicant=person.user)
    refer(application, by=secretary)
    decided(application, delegates)
    assert Contact.objects.filter(person=person).count() == 2
    assert Person.objects.filter(user=person.user).get() == person


def test_a_person_with_the_verified_address_is_tied_to_the_login(secretary, delegates):
    user = a_user("anna@example.org")
    person = Person.objects.create(name="Anna Åkesson", email="ANNA@example.org")
    application = an_application(applicant=user)
    refer(application, by=secretary)
    decided(application, delegates)
    person.refresh_from_db()
    assert person.user == user
    assert set(person.contacts.values_list("role", flat=True)) == {"contact", "invoice"}


def test_an_address_that_is_another_logins_stays_with_it(secretary, delegates):
    other = a_person("Anna Åkesson")
    user = a_user("second@example.org")
    other.email = user.email
    other.save()
    application = an_application(applicant=user)
    refer(application, by=secretary)
    decided(application, delegates)
    assert Person.objects.get(user=user).email == ""
    assert not other.contacts.exists()


def test_an_organisation_that_became_a_member_meanwhile_undoes_the_decision(secretary, delegates):
    application = an_application()
    refer(application, by=secretary)
    a_member(org_number=application.org_number)
    with pytest.raises(Refused, match="är redan medlem"):
        decided(application, delegates)
    application.refresh_from_db()
    assert (application.status, Decision.objects.count()) == ("referred", 0)
    assert Membership.objects.count() == 1
    assert f"application-{application.pk}-approved" not in keys()


# --- not admitted


def test_who_is_not_admitted_gets_the_reason(secretary, delegates):
    application = an_application()
    refer(application, by=secretary)
    decision = decided(application, delegates, Vote.Choice.AGAINST, reason="Ingen lättvikt.")
    application.refresh_from_db()
    assert application.status == "rejected"
    assert story(application)[-1] == (
        "rejected",
        delegates.person.user.email,
        "Ingen lättvikt.",
    )
    letter = Message.objects.get(key=f"application-{application.pk}-rejected")
    assert f"beslut {decision.reference} den 2 mars 2026" in letter.text
    assert "Ingen lättvikt." in letter.text
    for model in [Organisation, Membership, Contact, Support]:
        assert not model.objects.exists()


def test_who_was_not_admitted_may_apply_again(secretary, delegates):
    application = an_application()
    refer(application, by=secretary)
    decided(application, delegates, Vote.Choice.AGAINST)
    again = an_application(status=Status.DRAFT, org_number=application.org_number)
    assert submit_application(again, by=again.applicant).status == "submitted"


# --- withdrawn


def test_a_withdrawn_draft_gives_no_letter():
    draft = start_draft(by=a_user(), language="sv")
    withdraw(draft, by=draft.applicant)
    draft.refresh_from_db()
    assert (draft.status, letters()) == ("withdrawn", [])
    assert start_draft(by=draft.applicant, language="sv") != draft


def test_what_is_withdrawn_leaves_the_table_too(secretary):
    a_board()
    application = an_application()
    refer(application, by=secretary)
    withdraw(application, by=application.applicant)
    application.refresh_from_db()
    assert application.status == "withdrawn"
    assert application.matter.withdrawn_at is not None
    assert keys() == [
        f"application-{application.pk}-withdrawn",
        f"application-{application.pk}-withdrawn_to_us",
    ]


def test_a_withdrawn_application_is_not_admitted(secretary, delegates):
    application = an_application()
    refer(application, by=secretary)
    application.refresh_from_db()
    withdraw(application, by=application.applicant)
    with pytest.raises(Refused, match="tillbaka"):
        decided(application, delegates)
    with pytest.raises(Refused, match="är återkallad"):
        admit_or_decline(application, Decision(matter=application.matter))
    assert not Membership.objects.exists()


def test_a_decision_on_another_matter_admits_nobody(secretary, delegates):
    application, other = an_application(), an_application()
    refer(application, by=secretary)
    refer(other, by=secretary)
    other.refresh_from_db()
    with pytest.raises(Refused, match="gäller ett annat ärende"):
        admit_or_decline(application, Decision(matter=other.matter))


@pytest.mark.django_db(transaction=True)
def test_of_withdrawal_and_decision_at_once_one_happens(secretary, delegates):
    for _ in range(5):
        application = an_application()
        refer(application, by=secretary)
        matter = Matter.objects.get(admission_application=application)
        cast_vote(matter, seat=delegates, choice=Vote.Choice.FOR)
        told = at_once(
            lambda: withdraw(application, by=application.applicant),  # noqa: B023
            lambda: decide(matter, by=delegates, today=TODAY),  # noqa: B023
        )
        assert len(told) == 1
        application.refresh_from_db()
        is_member = Membership.objects.filter(
            organisation__org_number=application.org_number
        ).exists()
        assert (application.status, is_member) in [("withdrawn", False), ("approved", True)]
        assert Decision.objects.filter(matter=matter).exists() == is_member


def test_letters_are_in_the_applicants_language_and_ours_in_swedish(secretary):
    application = an_application(language="en", name="Light AB")
    return_with_question(application, question="How many?", by=secretary)
    subjects = [m.subject for m in Message.objects.filter(key__startswith="application")]
    assert subjects == ["A question about the application from Light AB"]
    answer_question(application, answer="Fifty-one.", by=application.applicant)
    assert Message.objects.latest("pk").subject == "Svar från Light AB"


@pytest.mark.parametrize(
    ("kind", "is_for_profit", "employees", "offers"),
    [
        ("Litet företag", True, 249, {"Medlemscheckar": True, "arbetsinsats": False}),
        ("Litet företag", True, 250, {"Medlemscheckar": False, "arbetsinsats": False}),
        ("Universitet", False, 12, {"Medlemscheckar": False, "arbetsinsats": True}),
    ],
)
def test_the_welcome_tells_only_of_what_is_open_to_the_member(
    secretary, delegates, kind, is_for_profit, employees, offers
):
    application = an_application(
        kind=OrganisationKind.objects.get(name=kind),
        is_for_profit=is_for_profit,
        employees=employees,
        buyer_reference="ZZ1",
    )
    refer(application, by=secretary)
    decided(application, delegates)
    letter = Message.objects.get(key=f"application-{application.pk}-approved")
    assert {word: word in letter.text for word in offers} == offers
    assert "/medlem/" in letter.text


def test_support_is_for_the_version_that_was_on_the_page(secretary, delegates):
    application = an_application()
    an_agenda("2027")
    refer(application, by=secretary)
    decided(application, delegates)
    assert Support.objects.get().version.label == "2026"


def at_once(*actions) -> list[str]:
    """Do them in threads that meet at a barrier; what those that were refused were told."""
    barrier, told = Barrier(len(actions)), []

    def run(action):
        barrier.wait()
        try:
            action()
        except Refused as refused:
            told.append(str(refused))
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[action]) for action in actions]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    connection.close()
    return told
