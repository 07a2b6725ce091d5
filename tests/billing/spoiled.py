"""From a valid e-invoice by one change: which rules it then breaks, officially and by our check."""

from collections.abc import Callable

from lxml import etree

from billing import ubl
from billing.rules.einvoice.asking import NAMES


def spoiled(invoice, *changes: Callable) -> etree._Element:
    tree = ubl.tree_of(invoice)
    for change in changes:
        change(tree)
    return tree


def find(tree, path):
    return tree.xpath(path, namespaces=NAMES)


def without(path):
    def change(tree):
        for element in find(tree, path):
            element.getparent().remove(element)

    return change


def with_text(path, text):
    def change(tree):
        for element in find(tree, path):
            element.text = text

    return change


def with_attribute(path, **attributes):
    return lambda tree: [element.attrib.update(attributes) for element in find(tree, path)]


def before(path, xml):
    """The piece of XML, put in before what the path finds."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())

    def change(tree):
        for element in find(tree, path):
            element.addprevious(etree.fromstring(f"<x {names}>{xml}</x>")[0])

    return change


SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"
VAT_NUMBER = (
    "<cac:PartyTaxScheme><cbc:CompanyID>SE802406231001</cbc:CompanyID>"
    "<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
)
CATEGORY = "descendant::cac:TaxSubtotal/cac:TaxCategory"
CODE = f"{CATEGORY}/cbc:TaxExemptionReasonCode"
ORG_NUMBERS = f"{BUYER}/cbc:EndpointID | {BUYER}/cac:PartyLegalEntity/cbc:CompanyID"
BANKGIRO = "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"
LINE_CATEGORY = "cac:InvoiceLine/cac:Item/cac:ClassifiedTaxCategory"

FEE, TAXED, EXEMPT, NOTE = "fee", "taxed", "exempt", "note"
# From a valid invoice by one change: which errors the official rules find, and which ours.
# Those of Peppol are of 2024 in the tests (peppol.py): «late» says what the rules in force find.
ERRORS = {
    "seller's VAT number with O": (
        FEE,
        [before(f"{SELLER}/cac:PartyLegalEntity", VAT_NUMBER)],
        {"BR-O-02"},
        ["BR-O-02"],
    ),
    "buyer's VAT number with O": (
        FEE,
        [before(f"{BUYER}/cac:PartyLegalEntity", VAT_NUMBER)],
        {"BR-O-02"},
        ["BR-O-02"],
    ),
    "rate 0 on a line with O": (
        FEE,
        [before(f"{LINE_CATEGORY}/cac:TaxScheme", "<cbc:Percent>0</cbc:Percent>")],
        {"BR-O-05"},
        ["BR-O-05"],
    ),
    "VAT with O": (
        FEE,
        [with_text("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount", "10.00")],
        {"BR-O-09", "BR-CO-14", "BR-CO-17"},
        ["BR-O-09", "BR-CO-14"],
    ),
    "no reason with O": (
        FEE,
        [without(f"{CATEGORY}/cbc:TaxExemptionReason | {CODE}")],
        {"BR-O-10"},
        ["BR-O-10"],
    ),
    # late: our own rule alone, the official ones let it pass
    "VATEX-EU-132 with O": (FEE, [with_text(CODE, "VATEX-EU-132")], set(), ["LV-1"]),
    "O beside another category": (
        TAXED,
        [with_text(f"{LINE_CATEGORY}/cbc:ID", "O"), without(f"{LINE_CATEGORY}/cbc:Percent")],
        {"BR-O-01", "BR-O-02", "BR-S-08", "BR-S-01"},
        ["BR-O-02", "BR-O-11"],
    ),
    "no buyer's reference": (
        FEE,
        [without("cbc:BuyerReference")],
        {"PEPPOL-EN16931-R003"},
        ["PEPPOL-EN16931-R003"],
    ),
    "no address of the buyer": (
        FEE,
        [without(f"{BUYER}/cbc:EndpointID")],
        {"PEPPOL-EN16931-R010"},
        ["PEPPOL-EN16931-R010"],
    ),
    "no address of the seller": (
        FEE,
        [without(f"{SELLER}/cbc:EndpointID")],
        {"PEPPOL-EN16931-R020"},
        ["PEPPOL-EN16931-R020"],
    ),
    "not said to be Peppol's": (
        FEE,
        [with_text("cbc:CustomizationID", "urn:cen.eu:en16931:2017")],
        {"PEPPOL-EN16931-R004"},
        ["PEPPOL-EN16931-R004"],
    ),
    "another process": (
        FEE,
        [with_text("cbc:ProfileID", "urn:fdc:peppol.eu:2017:poacc:ordering:01:1.0")],
        {"PEPPOL-EN16931-R007"},
        ["PEPPOL-EN16931-R007"],
    ),
    "an empty element": (
        FEE,
        [with_text("cbc:BuyerReference", " ")],
        {"PEPPOL-EN16931-R008"},
        ["PEPPOL-EN16931-R008"],
    ),
    "two notes": (
        NOTE,
        [before("cbc:DocumentCurrencyCode", "<cbc:Note>Hej</cbc:Note>")],
        {"PEPPOL-EN16931-R002"},
        ["PEPPOL-EN16931-R002"],
    ),
    "a date in another form": (
        FEE,
        [with_text("cbc:IssueDate", "2027-1-15")],
        {"PEPPOL-EN16931-F001"},
        ["PEPPOL-EN16931-F001"],
    ),
    # late: SE-R-003 and 004 are errors too, and SE-R-013 exists
    "organisation number with a hyphen": (
        FEE,
        [with_text(ORG_NUMBERS, "202100-5489")],
        {"PEPPOL-COMMON-R049"},
        ["PEPPOL-COMMON-R049", "SE-R-013"],
    ),
    # late: PEPPOL-COMMON-R049 and SE-R-013
    "organisation number with a wrong check digit": (
        FEE,
        [with_text(ORG_NUMBERS, "2021005480")],
        set(),
        ["PEPPOL-COMMON-R049", "SE-R-013"],
    ),
    "GLN with a wrong check digit": (
        FEE,
        [
            with_attribute(f"{BUYER}/cbc:EndpointID", schemeID="0088"),
            with_text(f"{BUYER}/cbc:EndpointID", "7350000000001"),
        ],
        {"PEPPOL-COMMON-R040"},
        ["PEPPOL-COMMON-R040"],
    ),
    # late: BR-CO-25 is gone from the rules of 2026
    "neither due date nor terms": (
        FEE,
        [without("cbc:DueDate | cac:PaymentTerms")],
        set(),
        ["BR-CO-25"],
    ),
    "no account": (
        FEE,
        [without("cac:PaymentMeans/cac:PayeeFinancialAccount")],
        {"BR-61"},
        ["BR-61"],
    ),
    "lines that do not add up": (
        FEE,
        [with_text("cac:InvoiceLine/cbc:LineExtensionAmount", "4000.00")],
        {"BR-CO-10", "BR-O-08", "PEPPOL-EN16931-R120"},
        ["BR-CO-10"],
    ),
    "VAT that does not add up": (
        TAXED,
        [with_text("cac:TaxTotal/cbc:TaxAmount", "1.00")],
        {"BR-CO-14", "BR-CO-15"},
        ["BR-CO-14", "BR-CO-15"],
    ),
    "a total that does not add up": (
        FEE,
        [with_text("cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount", "5001.00")],
        {"BR-CO-15", "BR-CO-16"},
        ["BR-CO-15"],
    ),
    "a negative price": (
        FEE,
        [
            with_text("cac:InvoiceLine/cac:Price/cbc:PriceAmount", "-5000.00"),
            with_text("cac:InvoiceLine/cbc:InvoicedQuantity", "-1"),
        ],
        {"BR-27"},
        ["BR-27"],
    ),
    "F-tax in other words": (
        FEE,
        [with_text(f"{SELLER}/cac:PartyTaxScheme/cbc:CompanyID", "F-skatt")],
        {"SE-R-005"},
        ["SE-R-005"],
    ),
    "a VAT number of Sweden that is none": (
        TAXED,
        [with_text(f"{SELLER}/cac:PartyTaxScheme[1]/cbc:CompanyID", "SE8024062310")],
        {"SE-R-001"},
        ["SE-R-001"],
    ),
    "VAT without anybody's VAT number": (
        TAXED,
        [without(f"{SELLER}/cac:PartyTaxScheme")],
        {"BR-S-02"},
        ["BR-S-02"],
    ),
    "a rate that Sweden has not": (
        TAXED,
        [
            with_text(f"{LINE_CATEGORY}/cbc:Percent | {CATEGORY}/cbc:Percent", "20"),
            with_text("descendant::cbc:TaxAmount", "200.00"),
            with_text("descendant::cbc:TaxInclusiveAmount", "1200.00"),
            with_text("descendant::cbc:PayableAmount", "1200.00"),
        ],
        {"SE-R-006"},
        ["SE-R-006"],
    ),
    "E with VATEX-EU-132-1L, without a VAT number": (
        EXEMPT,
        [
            before(
                f"{CATEGORY}/cbc:TaxExemptionReason",
                "<cbc:TaxExemptionReasonCode>VATEX-EU-132-1L</cbc:TaxExemptionReasonCode>",
            ),
            without(f"{SELLER}/cac:PartyTaxScheme"),
        ],
        {"BR-E-02"},
        ["BR-E-02"],
    ),
    "E without a reason": (
        EXEMPT,
        [without(f"{CATEGORY}/cbc:TaxExemptionReason")],
        {"BR-E-10"},
        ["BR-E-10"],
    ),
    "VATEX-EU-O with another category": (
        EXEMPT,
        [
            before(
                f"{CATEGORY}/cbc:TaxExemptionReason",
                "<cbc:TaxExemptionReasonCode>VATEX-EU-O</cbc:TaxExemptionReasonCode>",
            )
        ],
        {"PEPPOL-EN16931-P0105"},
        ["LV-1"],
    ),
    # late: Peppol's rules ask for it only of some countries
    "a credit note of no invoice": (NOTE, [without("cac:BillingReference")], set(), ["LV-2"]),
}
WARNINGS = {
    "bankgiro with a hyphen": (FEE, [with_text(BANKGIRO, "991-2346")], "SE-R-008"),
    "code 56": (FEE, [with_text("cac:PaymentMeans/cbc:PaymentMeansCode", "56")], "SE-R-011"),
    "code 31": (FEE, [with_text("cac:PaymentMeans/cbc:PaymentMeansCode", "31")], "SE-R-012"),
    "plusgiro with a hyphen": (
        FEE,
        [
            with_text("descendant::cac:FinancialInstitutionBranch/cbc:ID", "SE:PLUSGIRO"),
            with_text(BANKGIRO, "902003-3"),
        ],
        "SE-R-007",
    ),
}
