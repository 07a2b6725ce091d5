"""What an application must say, what the terms ask, and what is worth a second look."""

from django.utils.translation import gettext as _

from lattvikt.lib import org_number

ORGANISATION, INVOICE, CONTACT, REVIEW = STEPS = ("organisation", "faktura", "kontakt", "granska")
MUST_SAY = {
    ORGANISATION: ("name", "kind_id", "is_for_profit", "industry_id", "region", "employees"),
    INVOICE: ("street", "postal_code", "city", "invoice_email"),
    CONTACT: ("contact_name", "agenda_version_id", "support_stated_by", "support_stated_at"),
}


def unfinished_steps(application) -> list[str]:
    """The steps of the form that lack something, in order."""
    return [step for step in MUST_SAY if not is_finished(application, step)]


def is_finished(application, step: str) -> bool:
    said = all(is_said(getattr(application, name)) for name in MUST_SAY[step])
    if step == ORGANISATION:
        return said and is_org_number(application.org_number)
    if step == INVOICE and needs_buyer_reference(application.kind):
        return said and application.buyer_reference != ""
    return said


def is_said(value) -> bool:
    """Not empty; «no» is an answer, and no employees is none."""
    return value is False or bool(value)


def needs_buyer_reference(kind) -> bool:
    """A public body pays no invoice without «Er referens»."""
    return kind is not None and kind.is_public_body


def is_org_number(text: str) -> bool:
    try:
        return bool(org_number.clean(text))
    except org_number.NotAnOrgNumber:
        return False


def reasons_not_to_admit(application) -> list[str]:
    """What the terms of membership ask for and the application lacks, in sentences (R1.2-R1.4)."""
    reasons = []
    if not is_org_number(application.org_number):
        reasons.append(_("It has no valid Swedish organisation number."))
    if application.agenda_version_id is None or application.support_stated_at is None:
        reasons.append(_("It does not state support for Lättviktsagendan."))
    if not application.employees:
        reasons.append(_("The fee schedule begins at 1 employee, and no number is given."))
    return reasons


def things_to_look_at(application) -> list[str]:
    """What a person should judge before the application goes on; none of it stops it."""
    return [
        *looks_of_number(application.org_number, application.kind),
        *looks_of_kind(application.kind, application.is_for_profit),
        *looks_of_invoice(application.accepts_pdf),
    ]


def looks_of_number(number: str, kind) -> list[str]:
    """What the first digit hints at; the legal form cannot be told from it with certainty."""
    match number[:1]:
        case "1":
            return [_("The number is an estate's (it begins with 1). Is it a legal person?")]
        case "6":
            return [
                _(
                    "The number is a simple partnership's (it begins with 6), which is not a legal "
                    "person. Ask what the organisation is."
                )
            ]
        case "3":
            return [
                _(
                    "The number is a foreign company's in Sweden (it begins with 3). The "
                    "membership covers only the operation here."
                )
            ]
        case "2" if kind and not kind.is_public_body:
            return [
                _(
                    "The number is of the kind that authorities, regions and municipalities have "
                    "(it begins with 2), but the application says: %(kind)s."
                )
                % {"kind": kind}
            ]
    return []


def looks_of_kind(kind, is_for_profit: bool | None) -> list[str]:
    """Profit decides who may apply for a medlemscheck and who may pay in-kind."""
    if kind is None or is_for_profit is None:
        return []
    if kind.sector == "company" and not is_for_profit:
        return [_("A company that says it is non-profit. Is that right?")]
    if is_for_profit and (kind.is_public_body or kind.sector == "academia"):
        return [_("A public body that says it is for-profit. Is that right?")]
    return []


def looks_of_invoice(accepts_pdf: bool) -> list[str]:
    if accepts_pdf:
        return []
    return [_("Does not accept invoices as PDF by email. Agree on how the invoice shall come.")]
