"""The UBL of every kind of invoice against the official rules, and our own check against both."""

import pytest
from lxml import etree

from billing import ubl
from billing.actions import credit
from billing.models import Invoice
from billing.rules import einvoice
from tests import build
from tests.billing.einvoices import TODAY, a_public_body, an_invoice_of, judged
from tests.billing.spoiled import ERRORS, EXEMPT, FEE, NOTE, SELLER, TAXED, WARNINGS, find, spoiled

pytestmark = pytest.mark.django_db

NOTHING_WRONG: dict = {"xsd": [], "en16931": {}, "peppol": {}}


@pytest.fixture(autouse=True)
def programme():
    return build.the_programme(
        vat_number="SE802406231001",
        our_reference="Åsa Öberg",
        phone="031-12 34 56",
        is_approved_for_f_tax=True,
    )


def a_fee(**fields):
    return build.an_invoice(a_public_body(**fields), today=TODAY)


def every_kind():
    """An invoice of every kind that the programme can write, by name."""
    fee = a_fee()
    conference = [("Konferensavgift", 2, "1250.50", 25), ("Middag", 2, 400, 12)]
    member = a_public_body("Högskolan i Borås")
    several = an_invoice_of(*conference, ("Bok", 1, "99.99", 6), organisation=member)
    exempt = Invoice.TaxCategory.EXEMPT
    return {
        "fee": fee,
        "credit_note": credit(fee, reason="Fel adress", by=None, today=TODAY),
        "english": a_fee(name="Borås Institute", language="en"),
        "gln": a_fee(einvoice_address="0088:7350000000009"),
        "largest": build.an_invoice(
            a_public_body(name=build.LONG_NAME), employees=12_000, today=TODAY
        ),
        "long": a_fee(name="Å" * 200, street="Storgatan " * 11, buyer_reference="ö" * 80),
        "odd": a_fee(name="Åmål\x0b & <Söner> ”AB”"),
        "one_rate": an_invoice_of(("Kurs", "1.5", 1000, 25, "tim"), organisation=member),
        "several_rates": several,
        "credit_of_several_rates": credit(several, reason="Avbokad", by=None, today=TODAY),
        "discount": an_invoice_of(
            ("Kurs", 1, 5000, 25), ("Rabatt", 1, -500, 25), organisation=member
        ),
        "exempt": an_invoice_of(
            ("Utbildning", 1, 5000, 0),
            organisation=member,
            tax_category=exempt,
            tax_reason="Undantagen från mervärdesskatt.",
        ),
        "other_outside_vat": an_invoice_of(
            ("Påminnelseavgift", 1, 60, 0),
            organisation=member,
            tax_category=Invoice.TaxCategory.OUTSIDE,
            tax_reason="Omfattas inte av mervärdesskatt.",
        ),
    }


def test_every_kind_of_invoice_passes_the_official_rules_and_ours(tmp_path):
    invoices = every_kind()
    documents = {name: ubl.render(invoice) for name, invoice in invoices.items()}
    found = judged(documents, tmp_path)
    assert found == dict.fromkeys(invoices, NOTHING_WRONG)
    assert [broken(ubl.tree_of(one)) for one in invoices.values()] == [[]] * len(invoices)


def broken(tree):
    return [rule.name for rule in einvoice.check(tree)]


@pytest.fixture
def valid():
    member = a_public_body("Högskolan i Borås")
    fee = a_fee()
    return {
        FEE: fee,
        NOTE: credit(fee, reason="Fel", by=None, today=TODAY),
        TAXED: an_invoice_of(("Kurs", 1, 1000, 25), organisation=member),
        EXEMPT: an_invoice_of(
            ("Kurs", 1, 1000, 0),
            organisation=member,
            tax_category=Invoice.TaxCategory.EXEMPT,
            tax_reason="Undantagen från mervärdesskatt.",
        ),
    }


def test_each_error_that_the_official_rules_find_is_refused_by_ours_with_a_text(valid, tmp_path):
    trees = {name: spoiled(valid[of], *changes) for name, (of, changes, *_) in ERRORS.items()}
    places = {f"{place}": name for place, name in enumerate(trees)}
    found = judged({place: etree.tostring(trees[name]) for place, name in places.items()}, tmp_path)
    theirs = {name: errors_of(found[place]) for place, name in places.items()}
    assert theirs == {name: expected for name, (_, _, expected, _) in ERRORS.items()}
    ours = {
        name: [rule.name for rule in einvoice.errors(einvoice.check(tree))]
        for name, tree in trees.items()
    }
    assert ours == {name: expected for name, (_, _, _, expected) in ERRORS.items()}
    assert all(str(rule.text) for tree in trees.values() for rule in einvoice.check(tree))


def errors_of(found):
    return {
        rule
        for who in ("en16931", "peppol")
        for rule, flag in found[who].items()
        if flag == "fatal"
    }


def test_what_the_rules_only_warn_of_is_a_warning_of_ours(valid, tmp_path):
    trees = [spoiled(valid[of], *changes) for of, changes, _ in WARNINGS.values()]
    documents = {f"{place}": etree.tostring(tree) for place, tree in enumerate(trees)}
    expected = [rule for _, _, rule in WARNINGS.values()]
    found = judged(documents, tmp_path)
    assert [found[place]["peppol"] for place in documents] == [
        {rule: "warning"} for rule in expected
    ]
    assert [broken(tree) for tree in trees] == [[rule] for rule in expected]
    assert [einvoice.errors(einvoice.check(tree)) for tree in trees] == [[]] * len(trees)


def test_f_tax_may_stand_beside_what_is_outside_vat():
    tree = ubl.tree_of(a_fee())
    schemes = find(tree, f"{SELLER}/cac:PartyTaxScheme/cac:TaxScheme/cbc:ID/text()")
    assert (schemes, broken(tree)) == (["TAX"], [])


def test_each_member_can_be_sent_one_by_its_organisation_number():
    tree = ubl.tree_of(a_fee(org_number="2021005489"))
    [endpoint] = find(tree, "cac:AccountingCustomerParty/cac:Party/cbc:EndpointID")
    assert (endpoint.get("schemeID"), endpoint.text) == ("0007", "2021005489")


def test_without_a_reference_it_is_an_invoice_of_the_standard_but_not_peppols(tmp_path):
    tree = ubl.tree_of(a_fee(buyer_reference=""))
    found = judged({"fee": etree.tostring(tree)}, tmp_path)["fee"]
    assert (found["xsd"], found["en16931"]) == ([], {})
    assert "PEPPOL-EN16931-R003" in found["peppol"]
    assert broken(tree) == ["PEPPOL-EN16931-R003"]
    assert einvoice.lacks_only_addressing(einvoice.check(tree))


def test_a_stranger_without_a_number_can_be_sent_none(tmp_path):
    invoice = an_invoice_of(("Konferensavgift", 1, 1000, 25))
    tree = ubl.tree_of(invoice)
    found = judged({"stranger": etree.tostring(tree)}, tmp_path)["stranger"]
    assert (found["xsd"], found["en16931"]) == ([], {})
    assert broken(tree) == ["PEPPOL-EN16931-R003", "PEPPOL-EN16931-R010"]


def test_a_wrong_vat_number_is_more_than_a_missing_address():
    build.the_programme(vat_number="", is_approved_for_f_tax=False)
    invoice = an_invoice_of(("Kurs", 1, 1000, 25), organisation=a_public_body(buyer_reference=""))
    checked = einvoice.check(ubl.tree_of(invoice))
    assert [rule.name for rule in checked] == ["PEPPOL-EN16931-R003", "BR-S-02"]
    assert not einvoice.lacks_only_addressing(checked)


def test_the_same_invoice_gives_the_same_bytes(time_machine):
    fee = a_fee()
    first = ubl.render(fee)
    time_machine.move_to("2028-05-05", tick=False)
    build.the_programme(name="Ett annat namn")
    assert ubl.render(Invoice.objects.get(pk=fee.pk)) == first


def test_the_vat_number_on_the_paper_is_not_in_the_e_invoice_of_a_fee():
    fee = a_fee()
    assert fee.seller_vat_number == "SE802406231001"
    assert b"SE802406231001" not in ubl.render(fee)
    taxed = an_invoice_of(("Kurs", 1, 1000, 25), organisation=fee.organisation)
    assert b"SE802406231001" in ubl.render(taxed)


def test_a_credit_note_has_positive_amounts_and_names_its_invoice():
    invoice = an_invoice_of(
        ("Kurs", 2, 1000, 25), ("Rabatt", 1, -100, 25), organisation=a_public_body()
    )
    tree = ubl.tree_of(credit(invoice, reason="Avbokad", by=None, today=TODAY))
    assert etree.QName(tree).localname == "CreditNote"
    assert said(tree, "descendant::cbc:PayableAmount") == ["2375.00"]
    assert said(tree, "cac:CreditNoteLine/cbc:CreditedQuantity") == ["2", "-1"]
    assert said(tree, "cac:CreditNoteLine/cac:Price/cbc:PriceAmount") == ["1000.00", "100.00"]
    assert said(tree, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == ["2027-00001"]
    assert said(tree, "cac:PaymentMeans/cbc:PaymentDueDate") == ["2027-01-15"]
    assert said(tree, "cbc:DueDate") == []


def test_the_vat_of_each_rate_stands_by_itself():
    lines = [("Bok", 1, 100, 6), ("Middag", 1, 100, 12), ("Kurs", 1, 100, 25), ("Fika", 1, 50, 12)]
    tree = ubl.tree_of(an_invoice_of(*lines, organisation=a_public_body()))
    rates = "cac:TaxTotal/cac:TaxSubtotal"
    assert said(tree, f"{rates}/cac:TaxCategory/cbc:Percent") == ["25", "12", "6"]
    assert said(tree, f"{rates}/cbc:TaxableAmount") == ["100.00", "150.00", "100.00"]
    assert said(tree, f"{rates}/cbc:TaxAmount") == ["25.00", "18.00", "6.00"]


def test_the_words_are_in_the_buyers_language():
    [line] = said(ubl.tree_of(a_fee(language="en")), "cac:InvoiceLine/cac:Item/cbc:Description")
    assert line == "Fee for 1–50 employees, reckoned on 40 employees."


def said(tree, path):
    return [element.text for element in find(tree, path)]
