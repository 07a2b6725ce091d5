"""The secretariat's pages for reminders, objections, reference rates and proposals."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from billing.models import (
    BankFile,
    Dispute,
    ProposedExclusion,
    ReferenceRate,
    Reminder,
    Terms,
)
from billing.models.bank_files import latest_bank_day
from lattvikt import desk
from members.models import Membership
from tests import build
from tests.billing.late import (
    DUE,
    FIRST,
    PROPOSAL,
    an_overdue_invoice,
    remind,
    remind_twice,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def treasurer(client, time_machine):
    time_machine.move_to(FIRST, tick=False)
    client.force_login(build.a_secretary())
    return client


def move_to(time_machine, client, day):
    time_machine.move_to(day, tick=False)
    client.force_login(build.a_secretary())


def page(name, *arguments):
    return reverse(f"admin:billing_{name}", args=arguments)


def told(response):
    return [str(message) for message in response.context["messages"]]


def one_of(group):
    user = build.with_second_factor(build.a_user(is_staff=True))
    user.groups.add(Group.objects.get(name=group))
    return user


ROUND = "reminder_round"


def test_an_empty_round_says_so(treasurer):
    text = treasurer.get(page(ROUND)).content.decode()
    assert "Ingen inbetalning är känd än, så ingen påminns." in text
    assert "Det finns inget att påminna om i dag." in text


def test_the_round_lists_each_step_and_who_is_held_back_and_why(treasurer):
    an_overdue_invoice(build.a_member("Åmåls Verkstad AB"))
    disputed = an_overdue_invoice(build.a_member("Oense AB"))
    build.a_dispute(disputed)
    build.payments_known_to(FIRST)
    response = treasurer.get(page(ROUND))
    text = response.content.decode()
    assert [row.invoice.buyer_name for row in response.context["round"].first] == [
        "Åmåls Verkstad AB"
    ]
    assert "Inbetalningar är kända till och med <strong>2027-02-25</strong>" in text
    assert "Köparen har gjort en invändning. Svara på den först." in text


def test_one_press_sends_those_that_are_marked(treasurer):
    chosen = an_overdue_invoice(build.a_member("Åmåls Verkstad AB"))
    an_overdue_invoice(build.a_member("Väntar AB"))
    build.payments_known_to(FIRST)
    response = treasurer.post(page(ROUND), {"invoice": [chosen.pk]}, follow=True)
    assert told(response) == ["1 påminnelse är på väg."]
    assert Reminder.objects.get().invoice == chosen
    assert Reminder.objects.get().made_by is not None
    again = treasurer.post(page(ROUND), {"invoice": [chosen.pk, "x", ""]}, follow=True)
    assert told(again) == [
        "Ingen påminnelse skickades: ingen var markerad, eller så ska de inte längre påminnas om."
    ]


def test_what_has_been_paid_since_the_page_was_opened_is_not_sent(treasurer):
    invoice = an_overdue_invoice()
    build.payments_known_to(FIRST)
    treasurer.get(page(ROUND))
    build.a_payment(5_000, ocr=invoice.ocr)
    treasurer.post(page(ROUND), {"invoice": [invoice.pk]})
    assert Reminder.objects.count() == 0


@pytest.mark.parametrize(
    ("group", "sees", "sends"),
    [("Ekonomi", 200, 302), ("Kansliet", 200, 403), ("Revisor", 200, 403)],
)
def test_who_sees_and_who_sends(client, group, sees, sends):
    client.force_login(one_of(group))
    assert client.get(page(ROUND)).status_code == sees
    assert client.post(page(ROUND)).status_code == sends


@pytest.mark.parametrize("count", [1, 3])
def test_the_round_page_asks_as_often_however_many_there_are(
    treasurer, count, django_assert_num_queries
):
    build.payments_known_to(FIRST)
    for number in range(count):
        an_overdue_invoice(build.a_member(f"Medlem {number} AB"))
        build.a_dispute(an_overdue_invoice(build.a_member(f"Oense {number} AB")))
    treasurer.get(page(ROUND))
    # session, user, second factor; terms, rates, three lists; and the bank's latest day, of files
    # and by hand
    with django_assert_num_queries(10):
        treasurer.get(page(ROUND))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("model", ["reminder", "dispute", "proposedexclusion", "referencerate"])
def test_the_lists_ask_as_often_for_one_and_for_three(
    treasurer, model, count, django_assert_num_queries
):
    ReferenceRate.objects.exclude(starts_on=date(2024, 1, 1)).delete()
    for number in range(count):
        invoice = an_overdue_invoice(build.a_member(f"Medlem {number} AB"))
        build.a_reminder(invoice)
        build.a_dispute(invoice)
        build.a_proposed_exclusion(invoice)
    queries = {"reminder": 5, "dispute": 5, "proposedexclusion": 6, "referencerate": 5}[model]
    treasurer.get(page(f"{model}_changelist"))
    with django_assert_num_queries(queries):
        treasurer.get(page(f"{model}_changelist"))


def test_a_rate_that_is_missing_is_said_and_can_be_added(treasurer):
    Terms.objects.update(charges_interest=True, charges_agreed_from=date(2027, 1, 1))
    an_overdue_invoice()
    build.payments_known_to(FIRST)
    missing = "Referensräntan från och med 2027-01-01 finns inte i tabellen"
    assert missing in treasurer.get(page(ROUND)).content.decode()
    treasurer.post(page("referencerate_add"), {"starts_on": "2027-01-01", "percent": "2,00"})
    assert missing not in treasurer.get(page(ROUND)).content.decode()
    assert ReferenceRate.objects.get(starts_on=date(2027, 1, 1)).percent == 2


@pytest.mark.parametrize("day", ["2027-02-01", "2027-07-02", "2024-07-01"])
def test_a_rate_is_for_a_half_year_and_only_once(treasurer, day):
    facts = {"starts_on": day, "percent": "2"}
    response = treasurer.post(page("referencerate_add"), facts)
    assert response.status_code == 200
    assert ReferenceRate.objects.count() == 5


@pytest.mark.parametrize(
    ("change", "is_saved"),
    [
        ({"reminder_charge": "60"}, False),
        ({"charges_interest": "on"}, False),
        ({"reminder_charge": "60", "charges_agreed_from": "2027-01-01"}, True),
        ({"reminder_charge": "61", "charges_agreed_from": "2027-01-01"}, False),
    ],
)
def test_a_charge_must_have_been_agreed_and_is_at_most_what_the_law_lets(
    treasurer, change, is_saved
):
    url = page("terms_change", 1)
    shown = treasurer.get(url).context["adminform"].form
    data = {name: shown[name].value() for name in shown.fields}
    data = {name: value for name, value in data.items() if value is not None and value is not False}
    response = treasurer.post(url, {**data, **change})
    assert (response.status_code == 302) == is_saved
    assert (Terms.objects.get().charges_agreed_from is not None) == is_saved


def test_the_expression_and_the_answer_know_the_same_bank_day():
    def both():
        asked = Terms.objects.values_list(latest_bank_day(), flat=True).get()
        return asked, BankFile.objects.latest_bank_date()

    assert both() == (None, None)
    build.payments_known_to(DUE)
    assert both() == (DUE, DUE)
    for day, state in [(date(2027, 2, 1), "applied"), (date(2027, 1, 5), "applied")]:
        a_bank_file(latest_booked_on=day, state=state)
    assert both() == (date(2027, 2, 1), date(2027, 2, 1))
    a_bank_file(latest_booked_on=FIRST, state="staged")
    assert both() == (date(2027, 2, 1), date(2027, 2, 1))


def a_bank_file(**fields):
    name = f"fil-{BankFile.objects.count()}"
    document = build.store(name.encode(), keep_until=build.in_seven_years())
    facts = {"name": name, "sha256": document.sha256, "document": document, "family": "camt"}
    return BankFile.objects.create(**facts, format="camt.054", **fields)


# --- objections


def test_an_objection_is_noted_on_the_invoices_page_and_answered_on_its_own(treasurer):
    invoice = an_overdue_invoice()
    note = page("invoice_invandning", invoice.pk)
    assert note in treasurer.get(page("invoice_change", invoice.pk)).content.decode()
    response = treasurer.post(note, {"reason": "Ringde: antalet är fel."}, follow=True)
    assert told(response) == ["Invändningen är antecknad."]
    dispute = Dispute.objects.get()
    answer = page("dispute_svara", dispute.pk)
    assert answer in treasurer.get(page("dispute_change", dispute.pk)).content.decode()
    assert "Inget brev skickas" in treasurer.get(answer).content.decode()
    response = treasurer.post(answer, {"answer": "Antalet är rättat."}, follow=True)
    assert told(response) == ["Invändningen är besvarad."]
    assert answer not in response.content.decode()


def test_open_objections_are_found(treasurer):
    open_one = build.a_dispute(an_overdue_invoice())
    treasurer.post(
        page("dispute_svara", build.a_dispute(an_overdue_invoice(build.a_member("B AB"))).pk),
        {"answer": "Nej."},
    )
    response = treasurer.get(page("dispute_changelist"), {"open": "1"})
    assert list(response.context["cl"].result_list) == [open_one]


# --- proposals


def test_a_proposal_is_written_from_the_invoices_page(treasurer, time_machine):
    build.a_board(3)
    invoice = an_overdue_invoice(build.a_member("Åmåls *Verkstad* AB", org_number="5560160680"))
    propose = page("invoice_uteslutning", invoice.pk)
    assert propose not in treasurer.get(page("invoice_change", invoice.pk)).content.decode()
    remind_twice()
    move_to(time_machine, treasurer, PROPOSAL)
    assert propose in treasurer.get(page("invoice_change", invoice.pk)).content.decode()
    assert propose in treasurer.get(page(ROUND)).content.decode()
    form = treasurer.get(propose).context["form"]
    assert form.initial == {
        "resolution": (
            r"Att utesluta Åmåls \*Verkstad\* AB (556016-0680) ur Medlemsprogram Lättvikt, "
            "eftersom medlemsavgiften för 2027 inte är betald."
        ),
        "background": (
            "Faktura 2027-00001 förföll den 15 februari 2027. 5\xa0000\xa0kr är kvar att "
            "betala.\n\nVi har påmint den 25 februari 2027 och den 17 mars 2027 och känner inte "
            "till någon invändning.\n\nSkulden kvarstår även om medlemskapet upphör."
        ),
        "ends_on": date(2027, 12, 31),
    }
    response = treasurer.post(propose, form.initial, follow=True)
    assert told(response) == ["Förslaget ligger hos styrelsen."]
    assert propose not in response.content.decode()

    proposal = ProposedExclusion.objects.get()
    withdraw = page("proposedexclusion_aterkalla", proposal.pk)
    shown = treasurer.get(page("proposedexclusion_change", proposal.pk)).content.decode()
    assert withdraw in shown
    assert told(treasurer.post(withdraw, follow=True)) == ["Förslaget är återkallat."]
    assert Membership.objects.filter(ends_on=None).count() == 1


def test_a_proposal_too_early_is_refused_with_a_text(treasurer):
    build.a_board(3)
    invoice = an_overdue_invoice()
    facts = {"resolution": "Att utesluta dem.", "ends_on": "2027-12-31"}
    response = treasurer.post(page("invoice_uteslutning", invoice.pk), facts, follow=True)
    assert told(response) == ["Fakturan kan inte tas upp med styrelsen i dag."]


def test_who_is_recused_sees_no_proposal(client, treasurer):
    proposal = build.a_proposed_exclusion(an_overdue_invoice())
    proposal.matter.parties.create(org_number=proposal.membership.organisation.org_number)
    colleague = build.a_secretary()
    build.a_contact(proposal.membership.organisation, person=build.a_person(user=colleague))
    assert list(listed(treasurer)) == [proposal]
    client.force_login(colleague)
    assert list(listed(client)) == []


def listed(client):
    return client.get(page("proposedexclusion_changelist")).context["cl"].result_list


def test_how_the_unpaid_fee_stands_is_shown_to_the_board(client, time_machine):
    time_machine.move_to(PROPOSAL, tick=False)
    board = build.a_board(3)
    invoice = an_overdue_invoice()
    proposal = build.a_proposed_exclusion(invoice)
    build.a_payment(2_000, ocr=invoice.ocr)
    build.a_dispute(invoice)
    client.force_login(board[0].person.user)
    address = reverse("board:matter", args=["styrelsen", proposal.matter.pk])
    text = client.get(address).content.decode().replace("\xa0", " ")
    assert "3 000 kr" in text
    assert "väntar på kansliets svar" in text


# --- the desk


def waiting(user):
    return {work.title: work.count for work in desk.waiting_for(user) if work.count}


def test_the_desk_says_what_can_be_sent(time_machine):
    time_machine.move_to(FIRST, tick=False)
    an_overdue_invoice()
    build.payments_known_to(FIRST)
    assert waiting(one_of("Ekonomi"))["Påminnelser att skicka"] == 1
    assert "Påminnelser att skicka" not in waiting(one_of("Kansliet"))


def test_the_desk_says_when_the_bank_is_not_known(time_machine):
    time_machine.move_to(FIRST, tick=False)
    an_overdue_invoice()
    title = "Påminnelser som väntar på att bankens senaste fil läses in"
    assert waiting(one_of("Ekonomi"))[title] == 1


def test_the_desk_knows_who_has_left_and_who_has_objected(time_machine):
    time_machine.move_to(FIRST, tick=False)
    an_overdue_invoice(build.a_member("Har lämnat AB"))
    Membership.objects.update(ends_on=DUE, end_reason="Egen begäran")
    build.a_dispute(an_overdue_invoice(build.a_member("Oense AB")))
    build.payments_known_to(FIRST)
    found = waiting(one_of("Ekonomi"))
    assert found["Obetalda fakturor till medlemmar som har lämnat"] == 1
    assert found["Invändningar mot fakturor"] == 1


def test_the_desk_knows_what_may_be_proposed_and_what_has_lost_its_ground(time_machine):
    invoice = an_overdue_invoice()
    remind_twice()
    time_machine.move_to(PROPOSAL, tick=False)
    assert waiting(one_of("Kansliet"))["Avgifter som är obetalda efter två påminnelser"] == 1
    build.a_proposed_exclusion(invoice)
    build.a_payment(5_000, ocr=invoice.ocr)
    found = waiting(one_of("Kansliet"))
    assert found["Förslag om uteslutning som inte längre har grund"] == 1
    assert "Avgifter som är obetalda efter två påminnelser" not in found


def test_the_invoices_page_tells_its_reminders_and_objections(treasurer):
    invoice = an_overdue_invoice()
    remind(FIRST)
    build.a_dispute(invoice)
    text = treasurer.get(page("invoice_change", invoice.pk)).content.decode()
    assert "Första påminnelsen" in text
    assert "Vi var 12 anställda, inte 40." in text
