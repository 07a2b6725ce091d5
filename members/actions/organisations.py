"""What a member says of itself."""

from django.core.exceptions import ValidationError
from django.db import transaction

from lattvikt.lib import head_count
from lattvikt.lib.refused import Refused
from members.actions.head_counts import answer_on_our_pages
from members.actions.people import lock, refuse_uninvoiced

# What a member may change by itself. Name and number follow the legal person: the secretariat's.
OWN_DETAILS = {
    "street",
    "postal_code",
    "city",
    "invoice_email",
    "buyer_reference",
    "einvoice_address",
    "website",
    "language",
}


@transaction.atomic
def change_details(organisation, *, today, accepts_pdf=False, **details):
    """Write the member's own details anew (OWN_DETAILS, checked by the form).

    With `accepts_pdf` it agrees to invoices as PDF by e-mail from today, if it has not already.
    """
    if foreign := details.keys() - OWN_DETAILS:
        raise TypeError(f"not a member's to change: {foreign}")
    lock(organisation)
    if organisation.invoice_email and "invoice_email" in details:
        refuse_uninvoiced(
            roles=organisation.roles_on(today), invoice_email=details["invoice_email"]
        )
    for name, value in details.items():
        setattr(organisation, name, value)
    if accepts_pdf and not organisation.accepts_pdf_since:
        organisation.accepts_pdf_since = today
    organisation.save(update_fields=[*details, "accepts_pdf_since"])


@transaction.atomic
def change_employees(organisation, *, employees, by, now):
    """A head-count that the member gives, in the operation of the Swedish number (R1.11).

    It is also the answer to the year's round, while that takes answers. It decides the fees that
    are reckoned from now on. Those already reckoned keep the count they were reckoned on: billing
    has its own copy.
    """
    try:
        head_count.within_bounds(employees)
    except ValidationError as wrong:
        raise Refused(wrong.message) from None
    lock(organisation)
    organisation.employees = employees
    organisation.save(update_fields=["employees"])
    answer_on_our_pages(organisation, by=by, now=now)
