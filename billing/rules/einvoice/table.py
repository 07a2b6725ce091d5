"""The rules of Peppol BIS Billing 3.0 and EN 16931 that a Swedish membership invoice can break.

Domain facts 3.3. Each stands under its official name; what those rules lack, under LV-.
"""

from django.utils.translation import gettext_lazy as _

from billing.rules.einvoice.asking import (
    Rule,
    digits,
    is_swedish_rate,
    is_swedish_vat_number,
    unless,
    unless_sum,
    where,
)
from lattvikt.lib.einvoice_address import is_gln, is_org_number

SELLER = "cac:AccountingSupplierParty/cac:Party"
BUYER = "cac:AccountingCustomerParty/cac:Party"
EITHER = f"({SELLER} | {BUYER})"
SWEDISH = "[cac:PostalAddress/cac:Country/cbc:IdentificationCode = 'SE']"
VAT_NUMBER = "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID = 'VAT']/cbc:CompanyID"
LINES = "(cac:InvoiceLine | cac:CreditNoteLine)"
LINE_CATEGORY = f"{LINES}/cac:Item/cac:ClassifiedTaxCategory"
CATEGORY = "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory"
ANY_CATEGORY = f"({LINE_CATEGORY} | {CATEGORY})"
MEANS = "cac:PaymentMeans"
ACCOUNT = f"{MEANS}/cac:PayeeFinancialAccount"
TOTAL = "cac:LegalMonetaryTotal"
REASON = "cbc:TaxExemptionReason | cbc:TaxExemptionReasonCode"


def account_at(branch: str) -> str:
    return f"{ACCOUNT}[cac:FinancialInstitutionBranch/cbc:ID = '{branch}']/cbc:ID"


RULES = [
    # Who sends, who receives, and what the receiver needs to find its place for it
    Rule(
        "PEPPOL-EN16931-R003",
        _("The buyer’s reference (“Your reference”) is missing. Ask the buyer for it."),
        where("not(cbc:BuyerReference or cac:OrderReference/cbc:ID)"),
    ),
    Rule(
        "PEPPOL-EN16931-R010",
        _("The buyer has no e-invoice address and no Swedish organisation number."),
        where(f"not({BUYER}/cbc:EndpointID)"),
    ),
    Rule(
        "PEPPOL-EN16931-R020",
        _("The programme has no organisation number to send e-invoices from."),
        where(f"not({SELLER}/cbc:EndpointID)"),
    ),
    Rule(
        "PEPPOL-EN16931-R004",
        _("It does not say that it follows Peppol BIS Billing 3.0."),
        where(
            f"cbc:BuyerReference and {BUYER}/cbc:EndpointID and not(cbc:CustomizationID = "
            "'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0')"
        ),
    ),
    Rule(
        "PEPPOL-EN16931-R007",
        _("It does not say which Peppol process it belongs to."),
        where(
            f"cbc:BuyerReference and {BUYER}/cbc:EndpointID and not(cbc:ProfileID = "
            "'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0')"
        ),
    ),
    Rule(
        "PEPPOL-EN16931-R008",
        _("It has an empty element."),
        where("descendant::*[not(*) and not(normalize-space())]"),
    ),
    Rule(
        "PEPPOL-EN16931-R002",
        _("It has more than one note."),
        where("count(cbc:Note) > 1"),
    ),
    Rule(
        "PEPPOL-EN16931-F001",
        _("A date is not written as year-month-day."),
        where(
            "descendant::*[contains(local-name(), 'Date')]"
            "[not(string-length(.) = 10 and translate(., '0123456789', '') = '--')]"
        ),
    ),
    Rule(
        "PEPPOL-COMMON-R040",
        _("A GLN (0088) must have thirteen digits with a right check digit."),
        unless("descendant::*[@schemeID = '0088']", is_gln),
    ),
    Rule(
        "PEPPOL-COMMON-R049",
        _("An organisation number (0007) must have ten digits with a right check digit."),
        unless("descendant::*[@schemeID = '0007']", is_org_number),
    ),
    Rule(
        "SE-R-013",
        _("The Swedish company number must be ten digits without a hyphen, and right."),
        unless(f"{EITHER}{SWEDISH}/cac:PartyLegalEntity/cbc:CompanyID", is_org_number),
    ),
    # VAT
    Rule(
        "SE-R-001",
        _("A Swedish VAT number must be SE and twelve digits."),
        unless(f"{EITHER}{SWEDISH}/{VAT_NUMBER}[starts-with(., 'SE')]", is_swedish_vat_number),
    ),
    Rule(
        "SE-R-005",
        _("F-tax must be written exactly “Godkänd för F-skatt”."),
        unless(
            f"{SELLER}{SWEDISH}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID != 'VAT']/cbc:CompanyID",
            "Godkänd för F-skatt".__eq__,
        ),
    ),
    Rule(
        "SE-R-006",
        _("Swedish rates of VAT are 25, 12 and 6 per cent."),
        unless(f"{ANY_CATEGORY}[cbc:ID = 'S']/cbc:Percent", is_swedish_rate),
    ),
    Rule(
        "BR-O-02",
        _("What is outside the scope of VAT may not show anybody’s VAT number."),
        where(f"{LINE_CATEGORY}[cbc:ID = 'O'] and ({SELLER} | {BUYER})/{VAT_NUMBER}"),
    ),
    Rule(
        "BR-O-05",
        _("What is outside the scope of VAT has no rate, not even 0."),
        where(f"{ANY_CATEGORY}[cbc:ID = 'O']/cbc:Percent"),
    ),
    Rule(
        "BR-O-09",
        _("What is outside the scope of VAT has no VAT."),
        where(
            "cac:TaxTotal/cac:TaxSubtotal[cac:TaxCategory/cbc:ID = 'O'][number(cbc:TaxAmount) != 0]"
        ),
    ),
    Rule(
        "BR-O-10",
        _("It does not say why there is no VAT."),
        where(f"{CATEGORY}[cbc:ID = 'O'][not({REASON})]"),
    ),
    Rule(
        "BR-O-11",
        _("What is outside the scope of VAT needs an invoice of its own."),
        where(f"{ANY_CATEGORY}[cbc:ID = 'O'] and {ANY_CATEGORY}[cbc:ID != 'O']"),
    ),
    Rule(
        "LV-1",
        _("The code for what is outside the scope of VAT is VATEX-EU-O."),
        where(
            f"{CATEGORY}[cbc:ID = 'O']/cbc:TaxExemptionReasonCode[. != 'VATEX-EU-O'] or "
            f"{CATEGORY}[cbc:ID != 'O']/cbc:TaxExemptionReasonCode[. = 'VATEX-EU-O']"
        ),
    ),
    Rule(
        "BR-E-02",
        _("An invoice exempt from VAT must show the seller’s VAT number."),
        where(f"{LINE_CATEGORY}[cbc:ID = 'E'] and not({SELLER}/cac:PartyTaxScheme/cbc:CompanyID)"),
    ),
    Rule(
        "BR-E-10",
        _("It does not say why it is exempt from VAT."),
        where(f"{CATEGORY}[cbc:ID = 'E'][not({REASON})]"),
    ),
    Rule(
        "BR-S-02",
        _("An invoice with VAT must show the seller’s VAT number."),
        where(f"{LINE_CATEGORY}[cbc:ID = 'S'] and not({SELLER}/cac:PartyTaxScheme/cbc:CompanyID)"),
    ),
    # What is to be paid, when and to where
    Rule(
        "BR-CO-25",
        _("It says neither a due date nor terms of payment."),
        where(
            f"number({TOTAL}/cbc:PayableAmount) > 0 and not(cbc:DueDate or "
            f"{MEANS}/cbc:PaymentDueDate or cac:PaymentTerms/cbc:Note)"
        ),
    ),
    Rule(
        "BR-61",
        _("It does not say to which account it is paid."),
        where(f"{MEANS}[cbc:PaymentMeansCode = '30'][not(cac:PayeeFinancialAccount/cbc:ID)]"),
    ),
    Rule(
        "BR-CO-10",
        _("The lines do not add up to the net amount."),
        unless_sum(f"{TOTAL}/cbc:LineExtensionAmount", f"{LINES}/cbc:LineExtensionAmount"),
    ),
    Rule(
        "BR-CO-14",
        _("The VAT of each rate does not add up to the VAT."),
        unless_sum(
            "cac:TaxTotal/cbc:TaxAmount[@currencyID = 'SEK']",
            "cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount",
        ),
    ),
    Rule(
        "BR-CO-15",
        _("Net and VAT do not add up to the total."),
        unless_sum(
            f"{TOTAL}/cbc:TaxInclusiveAmount",
            f"({TOTAL}/cbc:TaxExclusiveAmount | cac:TaxTotal/cbc:TaxAmount)",
        ),
    ),
    Rule(
        "BR-27",
        _("A price is negative."),
        where(f"{LINES}/cac:Price/cbc:PriceAmount[number(.) < 0]"),
    ),
    Rule(
        "LV-2",
        _("A credit note must say which invoice it credits."),
        where(
            "cbc:CreditNoteTypeCode and "
            "not(cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID)"
        ),
    ),
    # What only is a warning: the bank or the receiver may stumble over it
    Rule(
        "SE-R-007",
        _("A plusgiro number is digits only, two to eight."),
        unless(account_at("SE:PLUSGIRO"), digits(2, 8)),
        is_error=False,
    ),
    Rule(
        "SE-R-008",
        _("A bankgiro number is digits only, seven or eight."),
        unless(account_at("SE:BANKGIRO"), digits(7, 8)),
        is_error=False,
    ),
    Rule(
        "SE-R-011",
        _("Bankgiro and plusgiro are stated as a credit transfer (30), not as 50 or 56."),
        where(f"{MEANS}/cbc:PaymentMeansCode[. = '50' or . = '56']"),
        is_error=False,
    ),
    Rule(
        "SE-R-012",
        _("A transfer within Sweden is stated as 30, not as 31."),
        where(f"{MEANS}/cbc:PaymentMeansCode[. = '31'] and {SELLER}{SWEDISH} and {BUYER}{SWEDISH}"),
        is_error=False,
    ),
]
