"""What was wrong is credited, and invoiced anew where something is still owed."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse

from billing.actions import (
    allocate,
    charge_again,
    correct_fee,
    credit,
    credit_and_reissue,
    credit_for_good,
    issue_invoices,
    waive_fee,
)
from billing.models import AnnualFee, Invoice, Payment
from lattvikt.lib.refused import Refused
from members.models import Organisation
from tests import build
from tests.billing.races import at_once
from tests.billing.test_admin import page, told

pytestmark = pytest.mark.django_db
TODAY = date(2027, 1, 15)
SINCE = "Fel antal"


@pytest.fixture(autouse=True)
def _the_day(time_machine):
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def desk(client):
    client.force_login(build.a_secretary())
    return client


def issue():
    return issue_invoices(AnnualFee.objects.all(), today=TODAY)


def numbers():
    return sorted(Invoice.objects.values_list("number", flat=True))


def live():
    return [invoice.number for invoice in Invoice.objects.live().order_by("pk")]


def correct(fee, employees=60, reason=SINCE):
    return correct_fee(fee, employees=employees, reason=reason, by=None, today=TODAY)


def test_an_invoice_to_the_wrong_address_is_issued_anew_to_the_right_one():
    member = build.a_member(street="Fel gata 1")
    invoice = build.an_invoice(member, today=TODAY)
    member.street = "Rätt gata 2"
    member.save()
    new = credit_and_reissue(invoice, reason="Fel adress", by=None, today=TODAY)
    assert (new.number, new.buyer_street, new.fee) == ("2027-00003", "Rätt gata 2", invoice.fee)
    assert Invoice.objects.get(credits=invoice).credit_reason == "Fel adress"
    assert (live(), issue()) == (["2027-00003"], 0)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"street": ""}, "Fakturaadressen är inte fullständig."),
        ({"accepts_pdf_since": None}, "inte godkänt fakturor som PDF"),
    ],
)
def test_nothing_is_credited_when_the_new_invoice_has_nowhere_to_go(fields, why):
    invoice = build.an_invoice(today=TODAY)
    Organisation.objects.update(**fields)
    with pytest.raises(Refused, match=f"Inget har ändrats.*{why}"):
        credit_and_reissue(invoice, reason="Fel adress", by=None, today=TODAY)
    assert numbers() == ["2027-00001"]


def test_a_year_that_has_passed_is_not_issued_anew(time_machine):
    invoice = build.an_invoice(today=TODAY)
    time_machine.move_to("2028-01-02", tick=False)
    with pytest.raises(Refused, match="året har gått"):
        credit_and_reissue(invoice, reason="Fel", by=None, today=date(2028, 1, 2))
    assert numbers() == ["2027-00001"]


@pytest.mark.parametrize(
    ("employees", "amount", "first", "last"),
    [(41, 5_000, 1, 50), (51, 15_000, 51, 250), (501, 120_000, 501, None)],
)
def test_a_fee_is_reckoned_anew_on_the_right_head_count(employees, amount, first, last):
    invoice = build.an_invoice(today=TODAY)
    new = correct(invoice.fee, employees)
    fee = AnnualFee.objects.get()
    assert (fee.employees, fee.amount) == (employees, amount)
    assert (fee.from_employees, fee.to_employees) == (first, last)
    assert (new.employees, new.total, new.to_employees) == (employees, amount, last)
    assert (fee.corrected_because, live()) == (SINCE, [new.number])


def test_a_fee_that_is_not_invoiced_yet_is_corrected_and_waits_for_the_run():
    build.a_schedule(2027, approved=False)
    fee = build.a_fee(year=2027)
    assert correct(fee) is None
    assert AnnualFee.objects.get().amount == 15_000
    assert numbers() == []


def test_what_was_paid_on_a_corrected_invoice_can_pay_the_new_one():
    invoice = build.an_invoice(today=TODAY)
    build.a_payment(5_000, ocr=invoice.ocr)
    new = correct(invoice.fee)
    allocate(Payment.objects.get(), new, by=None)
    assert Invoice.objects.with_balance().get(pk=new.pk).balance == 10_000


@pytest.mark.parametrize(
    ("employees", "reason", "text"),
    [
        (60, " ", "Skriv varför avgiften rättas"),
        (40, SINCE, "redan beräknad"),
        (0, SINCE, "ingen avgift för det antalet"),
    ],
)
def test_a_correction_that_says_nothing_is_refused(employees, reason, text):
    invoice = build.an_invoice(today=TODAY)
    with pytest.raises(Refused, match=text):
        correct(invoice.fee, employees, reason)
    assert (numbers(), AnnualFee.objects.get().employees) == (["2027-00001"], 40)


def test_a_corrected_fee_leaves_a_trace():
    fee = build.an_invoice(today=TODAY).fee
    correct(fee)
    events = AnnualFee.objects.get().events.order_by("pgh_id")
    assert [(event.pgh_label, event.employees, event.amount) for event in events] == [
        ("insert", 40, 5_000),
        ("update", 60, 15_000),
    ]


def test_who_left_before_the_year_is_credited_and_not_invoiced_again():
    invoice = build.an_invoice(today=TODAY)
    secretary = build.a_secretary()
    note = credit_for_good(invoice, reason="Slutade 2026", by=secretary, today=TODAY)
    fee = AnnualFee.objects.get()
    assert (note.credits, fee.waived_by, fee.waived_because) == (invoice, secretary, "Slutade 2026")
    assert (issue(), live()) == (0, [])


def test_a_waiver_is_taken_back_and_the_fee_invoiced():
    invoice = build.an_invoice(today=TODAY)
    note = waive_fee(invoice.fee, reason="Konkurs", by=None, today=TODAY)
    assert note.credits == invoice
    with pytest.raises(Refused, match="redan efterskänkt"):
        waive_fee(invoice.fee, reason="Konkurs", by=None, today=TODAY)
    charge_again(invoice.fee)
    assert (issue(), live()) == (1, ["2027-00003"])
    with pytest.raises(Refused, match="inte efterskänkt"):
        charge_again(invoice.fee)


def test_a_fee_is_waived_before_it_is_invoiced_for_a_reason():
    build.the_programme()
    build.a_schedule(2027)
    fee = build.a_fee(year=2027)
    with pytest.raises(Refused, match="Skriv varför"):
        waive_fee(fee, reason=" ", by=None, today=TODAY)
    assert waive_fee(fee, reason="Hedersmedlem", by=None, today=TODAY) is None
    assert issue() == 0
    with pytest.raises(Refused, match="efterskänkt"):
        correct(fee)


def test_the_database_itself_wants_a_reason():
    fee = build.a_fee()
    with pytest.raises(IntegrityError, match="waived_for_a_reason"), transaction.atomic():
        AnnualFee.objects.filter(pk=fee.pk).update(waived_because="Ja")


def test_a_credited_invoice_is_not_corrected_again():
    invoice = build.an_invoice(today=TODAY)
    credit(invoice, reason="Fel", by=None, today=TODAY)
    for verb in (credit_and_reissue, credit_for_good):
        with pytest.raises(Refused, match="redan krediterad"):
            verb(invoice, reason="Fel", by=None, today=TODAY)
    assert AnnualFee.objects.get().waived_at is None


@pytest.mark.django_db(transaction=True)
def test_four_who_correct_while_two_sweep_leave_one_live_invoice_and_no_gap():
    fee = build.an_invoice(today=TODAY).fee
    counts = [51, 251, 501, 20]
    jobs = [lambda count=count: correct(fee, count) for count in counts]
    answers = at_once(*jobs, issue, issue)
    assert [type(answer) for answer in answers] == [Invoice] * 4 + [int] * 2
    assert numbers() == [f"2027-{number:05}" for number in range(1, 10)]
    [invoice] = Invoice.objects.live()
    assert invoice.employees == AnnualFee.objects.get().employees


@pytest.mark.django_db(transaction=True)
def test_two_who_waive_and_reissue_at_once_agree_on_one_of_them():
    invoice = build.an_invoice(today=TODAY)
    asked = {"reason": "Fel", "by": None, "today": TODAY}
    answers = at_once(
        lambda: credit_for_good(invoice, **asked), lambda: credit_and_reissue(invoice, **asked)
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Invoice", "Refused"]
    assert len(live()) == (0 if AnnualFee.objects.get().waived_at else 1)


def test_an_invoice_is_issued_anew_on_a_page_that_shows_where_it_goes(desk):
    member = build.a_member("Räkor AB")
    invoice = build.an_invoice(member, today=TODAY)
    member.city, member.buyer_reference = "Mellerud", "Åsa"
    member.save()
    url = page("invoice_kreditera-och-fakturera", invoice.pk)
    assert url in desk.get(page("invoice_change", invoice.pk)).content.decode()
    assert dict(desk.get(url).context["facts"]) == {
        "Köpare": "Räkor AB",
        "Fakturaadress": "Storgatan 1, 662 30 Mellerud",
        "Skickas till": "faktura@verkstaden.example",
        "Er referens": "Åsa",
        "Språk": "Svenska",
    }
    assert desk.post(url, {"reason": " "}).context["form"].errors
    response = desk.post(url, {"reason": "Fel ort"}, follow=True)
    assert told(response) == ["Fakturan är krediterad. Den nya är 2027-00003."]


def test_an_invoice_is_credited_for_good_on_a_page_that_says_what_follows(desk):
    invoice = build.an_invoice(today=TODAY)
    url = page("invoice_kreditera", invoice.pk)
    assert "Avgiften efterskänks" in desk.get(url).content.decode()
    assert desk.post(url, {"reason": " "}).context["form"].errors
    response = desk.post(url, {"reason": "Fel"}, follow=True)
    assert told(response) == ["Fakturan är krediterad med 2027-00002."]
    again = desk.post(url, {"reason": "Fel"}, follow=True)
    assert told(again) == ["Fakturan är redan krediterad, med 2027-00002."]


def test_a_fee_is_corrected_waived_and_charged_on_its_page(desk):
    member = build.a_member(employees=60)
    fee = build.an_invoice(member, today=TODAY).fee
    correction = page("annualfee_ratta-antal", fee.pk)
    shown = desk.get(correction)
    assert shown.context["form"]["employees"].value() == 60
    assert "40 anställda: 5\xa0000\xa0kr. Fakturan krediteras" in shown.content.decode()
    response = desk.post(correction, {"employees": "60", "reason": "Fel"}, follow=True)
    assert told(response) == ["Avgiften är rättad. Den nya fakturan är 2027-00003."]
    assert correction in response.content.decode()
    response = desk.post(page("annualfee_efterskank", fee.pk), {"reason": "Konkurs"}, follow=True)
    assert told(response) == ["Avgiften är efterskänkt."]
    back = page("annualfee_ta-tillbaka", fee.pk)
    assert back in response.content.decode()
    assert told(desk.post(back, follow=True)) == ["Avgiften är inte längre efterskänkt."]
    history = desk.get(reverse("admin:billing_annualfee_history", args=[fee.pk])).content.decode()
    assert "Konkurs" in history


def test_who_only_reads_corrects_nothing(client):
    reader = build.with_second_factor(build.a_user(is_staff=True))
    reader.groups.add(Group.objects.get(name="Revisor"))
    client.force_login(reader)
    invoice = build.an_invoice(today=TODAY)
    for name in ("ratta-antal", "efterskank", "ta-tillbaka"):
        assert client.post(page(f"annualfee_{name}", invoice.fee_id)).status_code == 403
    for name in ("kreditera", "kreditera-och-fakturera"):
        assert client.post(page(f"invoice_{name}", invoice.pk)).status_code == 403
