"""What stands on an invoice in words, on the paper and in the e-invoice alike.

In the language that is switched on.
"""

from django.utils.translation import gettext as _

from lattvikt.lib.money import HARD_SPACE


def correction_of(note):
    """Mervärdesskattelagen 17 kap. 22 §: a clear reference to the original invoice."""
    what = _("This credit note cancels invoice %(number)s of %(date)s.") % {
        "number": note.credits.number,
        "date": note.credits.issued_on,
    }
    reason = _("Reason: %(reason)s") % {"reason": note.credit_reason}
    return f"{what}\n{reason}"


def tier_of(invoice):
    """Which head-count and tier the fee was reckoned on."""
    if invoice.employees is None:
        return ""
    if invoice.to_employees is None:
        text = _("Fee for more than %(below)s employees, reckoned on %(employees)s employees.")
    else:
        text = _("Fee for %(first)s–%(last)s employees, reckoned on %(employees)s employees.")
    return text % {
        "below": invoice.from_employees - 1,
        "first": invoice.from_employees,
        "last": invoice.to_employees,
        "employees": whole(invoice.employees),
    }


def whole(number):
    """«12 000»."""
    return f"{number:,}".replace(",", HARD_SPACE)


def terms_of_payment(invoice):
    terms = _(
        "Terms of payment: %(days)s days net. Interest on late payment under the Interest Act."
    )
    return terms % {"days": invoice.days_to_pay}


def seat_of(invoice):
    seat = invoice.seller_seat
    return _("Registered office: %(seat)s") % {"seat": seat} if seat else ""
