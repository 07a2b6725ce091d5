"""An invoice or a credit note as UBL 2.1, Peppol BIS Billing 3.0: the same bytes whenever.

Whether what comes out may be sent is `rules.einvoice.check`'s to say. Order of the elements: the
XSD of UBL 2.1. What is not known is left out, so no element is empty (PEPPOL-EN16931-R008).
"""

from decimal import Decimal
from itertools import groupby

from django.utils import translation
from lxml import etree

from billing.models import Invoice
from billing.words import correction_of, seat_of, terms_of_payment, tier_of
from lattvikt.lib import einvoice_address
from lattvikt.lib.einvoice_address import ORG_NUMBER, Address
from lattvikt.lib.printable import printable

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
CAC = f"{UBL}:CommonAggregateComponents-2"
CBC = f"{UBL}:CommonBasicComponents-2"
EN_16931 = "urn:cen.eu:en16931:2017"
PEPPOL = f"{EN_16931}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
COMMERCIAL_INVOICE, CREDIT_NOTE, CREDIT_TRANSFER = "380", "381", "30"
F_TAX = "Godkänd för F-skatt"  # SE-R-005: this, in every language
UNITS = {"tim": "HUR", "h": "HUR", "dag": "DAY", "dagar": "DAY"}  # UN/ECE recommendation 20
ONE = "C62"

ZERO_RATED = "Z"  # with VAT, at 0 % (BR-S-05, BR-Z-05)
OUTSIDE, STANDARD = Invoice.TaxCategory.OUTSIDE, Invoice.TaxCategory.STANDARD


def render(invoice) -> bytes:
    return to_bytes(tree_of(invoice))


def to_bytes(tree) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def kept(invoice) -> bytes:
    """As it was owed to the buyer's system, or as it would be."""
    delivery = getattr(invoice, "delivery", None)
    return bytes(delivery.document.content) if delivery else render(invoice)


def read(content: bytes):
    """The tree of what has been kept."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def tree_of(invoice):
    """Needs its lines, and of a credit note what it credits: `Invoice.objects.for_einvoice()`."""
    with translation.override(invoice.language):
        return credit_note(invoice) if invoice.is_credit_note else plain_invoice(invoice)


def plain_invoice(invoice):
    return document(
        "Invoice",
        *opening(invoice),
        cbc("DueDate", invoice.due_on),
        cbc("InvoiceTypeCode", COMMERCIAL_INVOICE),
        *references(invoice),
        *parties(invoice),
        payment_means(invoice),
        cac("PaymentTerms", cbc("Note", terms_of_payment(invoice))),
        *sums(invoice),
        *[line_of("Invoice", "Invoiced", line, invoice) for line in invoice.lines.all()],
    )


def credit_note(note):
    """What the invoice was, turned round: every amount is positive again."""
    return document(
        "CreditNote",
        *opening(note),
        cbc("CreditNoteTypeCode", CREDIT_NOTE),
        cbc("Note", correction_of(note)),
        *references(note),
        cac(
            "BillingReference",
            cac(
                "InvoiceDocumentReference",
                cbc("ID", note.credits.number),
                cbc("IssueDate", note.credits.issued_on),
            ),
        ),
        *parties(note),
        payment_means(note, cbc("PaymentDueDate", note.due_on)),
        *sums(note),
        *[line_of("CreditNote", "Credited", line, note) for line in note.lines.all()],
    )


def opening(invoice):
    """Without an address in Peppol or a reference it is an invoice of EN 16931, but not Peppol's:
    good enough to go with its PDF."""
    is_peppol = bool(endpoint_of_buyer(invoice) and invoice.buyer_reference)
    return [
        cbc("CustomizationID", PEPPOL if is_peppol else EN_16931),
        cbc("ProfileID", PROFILE if is_peppol else ""),
        cbc("ID", invoice.number),
        cbc("IssueDate", invoice.issued_on),
    ]


def references(invoice):
    return [
        cbc("DocumentCurrencyCode", "SEK"),
        cbc("BuyerReference", invoice.buyer_reference),
        period_of(invoice),
    ]


def period_of(invoice):
    """A fee is for a calendar year."""
    if not invoice.period:
        return None
    return cac(
        "InvoicePeriod",
        cbc("StartDate", f"{invoice.period}-01-01"),
        cbc("EndDate", f"{invoice.period}-12-31"),
    )


# --- who


def parties(invoice):
    return [
        cac("AccountingSupplierParty", seller_of(invoice)),
        cac("AccountingCustomerParty", buyer_of(invoice)),
    ]


def seller_of(invoice):
    return cac(
        "Party",
        endpoint(Address(ORG_NUMBER, invoice.seller_org_number)),
        cac("PartyName", cbc("Name", invoice.seller_name)),
        address_of(invoice, "seller"),
        vat_scheme(invoice, invoice.seller_vat_number),
        tax_scheme(F_TAX if invoice.seller_is_approved_for_f_tax else "", "TAX"),
        cac(
            "PartyLegalEntity",
            cbc("RegistrationName", invoice.seller_name),
            cbc("CompanyID", invoice.seller_org_number, schemeID=ORG_NUMBER),
            cbc("CompanyLegalForm", seat_of(invoice)),
        ),
        cac(
            "Contact",
            cbc("Name", invoice.our_reference),
            cbc("Telephone", invoice.seller_phone),
            cbc("ElectronicMail", invoice.seller_email),
        ),
    )


def buyer_of(invoice):
    is_swedish = invoice.buyer_country == "SE"
    return cac(
        "Party",
        endpoint(endpoint_of_buyer(invoice)),
        cac("PartyName", cbc("Name", invoice.buyer_name)),
        address_of(invoice, "buyer"),
        vat_scheme(invoice, invoice.buyer_vat_number),
        cac(
            "PartyLegalEntity",
            cbc("RegistrationName", invoice.buyer_name),
            cbc(
                "CompanyID",
                invoice.buyer_org_number,
                **({"schemeID": ORG_NUMBER} if is_swedish else {}),
            ),
        ),
        cac("Contact", cbc("ElectronicMail", invoice.buyer_email)),
    )


def endpoint_of_buyer(invoice) -> Address | None:
    """Where the buyer receives: the address it gave, or else its organisation number."""
    if invoice.einvoice_address:
        return einvoice_address.read(invoice.einvoice_address)
    if invoice.buyer_org_number and invoice.buyer_country == "SE":
        return Address(ORG_NUMBER, invoice.buyer_org_number)
    return None


def endpoint(address):
    return address and cbc("EndpointID", address.number, schemeID=address.scheme)


def address_of(invoice, side):
    street, city, postal_code, country = (
        getattr(invoice, f"{side}_{part}") for part in ["street", "city", "postal_code", "country"]
    )
    return cac(
        "PostalAddress",
        cbc("StreetName", street),
        cbc("CityName", city),
        cbc("PostalZone", postal_code),
        cac("Country", cbc("IdentificationCode", country)),
    )


def vat_scheme(invoice, number):
    """Never with what is outside the scope of VAT, even if the paper shows it (BR-O-02)."""
    return None if invoice.tax_category == OUTSIDE else tax_scheme(number, "VAT")


def tax_scheme(number, scheme):
    """None without a number: the scheme alone says nothing."""
    if not number:
        return None
    return cac("PartyTaxScheme", cbc("CompanyID", number), cac("TaxScheme", cbc("ID", scheme)))


# --- how it is paid, and how much


def payment_means(invoice, due_date=None):
    """Bankgiro as Peppol's Swedish rules have it: SE-R-008, 009, 011."""
    return cac(
        "PaymentMeans",
        cbc("PaymentMeansCode", CREDIT_TRANSFER, name="Credit transfer"),
        due_date,
        cbc("PaymentID", invoice.ocr),
        cac(
            "PayeeFinancialAccount",
            cbc("ID", invoice.seller_bankgiro),
            cac("FinancialInstitutionBranch", cbc("ID", "SE:BANKGIRO")),
        ),
    )


def sums(invoice):
    return [
        cac("TaxTotal", amount("TaxAmount", invoice.vat, invoice), *subtotals(invoice)),
        cac(
            "LegalMonetaryTotal",
            amount("LineExtensionAmount", invoice.net, invoice),
            amount("TaxExclusiveAmount", invoice.net, invoice),
            amount("TaxInclusiveAmount", invoice.total, invoice),
            amount("PayableAmount", invoice.total, invoice),
        ),
    ]


def subtotals(invoice):
    """One for each rate of VAT, the highest first."""
    lines = sorted(invoice.lines.all(), key=vat_rate, reverse=True)
    return [subtotal(rate, list(group), invoice) for rate, group in groupby(lines, vat_rate)]


def vat_rate(line):
    return line.vat_rate


def subtotal(rate, lines, invoice):
    return cac(
        "TaxSubtotal",
        amount("TaxableAmount", sum(line.net for line in lines), invoice),
        amount("TaxAmount", sum(line.vat for line in lines), invoice),
        tax_category("TaxCategory", rate, invoice, *exemption(invoice)),
    )


def exemption(invoice):
    """Why there is no VAT."""
    if invoice.tax_category == STANDARD:
        return []
    return [
        cbc("TaxExemptionReasonCode", "VATEX-EU-O" if invoice.tax_category == OUTSIDE else ""),
        cbc("TaxExemptionReason", invoice.tax_reason),
    ]


def tax_category(name, rate, invoice, *reasons):
    """Outside the scope of VAT there is no rate, not even 0 (BR-O-05)."""
    return cac(
        name,
        cbc("ID", ZERO_RATED if is_zero_rated(rate, invoice) else invoice.tax_category),
        None if invoice.tax_category == OUTSIDE else cbc("Percent", plain(rate)),
        *reasons,
        cac("TaxScheme", cbc("ID", "VAT")),
    )


def is_zero_rated(rate, invoice):
    return not rate and invoice.tax_category == STANDARD


def line_of(kind, verb, line, invoice):
    """A discount is a negative quantity at a positive price (BR-27)."""
    turned = -1 if line.unit_price * sign_of(invoice) < 0 else 1
    return cac(
        f"{kind}Line",
        cbc("ID", line.position),
        cbc(f"{verb}Quantity", plain(line.quantity * turned), unitCode=UNITS.get(line.unit, ONE)),
        amount("LineExtensionAmount", line.net, invoice),
        cac(
            "Item",
            cbc("Description", tier_of(invoice) if line.position == 1 else ""),
            cbc("Name", line.text),
            tax_category("ClassifiedTaxCategory", line.vat_rate, invoice),
        ),
        cac("Price", amount("PriceAmount", line.unit_price * turned, invoice)),
    )


def sign_of(invoice):
    return -1 if invoice.is_credit_note else 1


def amount(name, kronor, invoice):
    """Positive on a credit note too: its name says which way the money goes."""
    return cbc(name, f"{kronor * sign_of(invoice) + Decimal(0):.2f}", currencyID="SEK")


def plain(number):
    """«25», «1.5»: no needless decimals, no exponent."""
    return f"{Decimal(number).normalize():f}"


# --- the elements


def document(name, *children):
    names = {None: f"{UBL}:{name}-2", "cac": CAC, "cbc": CBC}
    root = etree.Element(etree.QName(names[None], name), nsmap=names)
    root.extend(child for child in children if child is not None)
    return root


def cac(tag, *children):
    """An element of elements; None without any."""
    element = etree.Element(etree.QName(CAC, tag))
    element.extend(child for child in children if child is not None)
    return element if len(element) else None


def cbc(tag, value, /, **attributes):
    """An element with a text; None without any."""
    element = etree.Element(etree.QName(CBC, tag), **attributes)
    element.text = printable(str(value)).strip()
    return element if element.text else None
