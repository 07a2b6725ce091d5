"""What the board reads about a member whose fee is not paid, as texts that stay as they were.

Always in Swedish: callers put the language in force. The secretariat may write its own instead.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lattvikt.lib.markdown import plain
from lattvikt.lib.money import kronor
from members.models import Programme

LANGUAGE = "sv"


def title(organisation) -> str:
    return _("Unpaid fee: %(name)s") % {"name": organisation.name}


def resolution(organisation, invoice) -> str:
    """The first that-clause, for the secretariat to change."""
    return _(
        "That %(name)s (%(number)s) be excluded from %(programme)s, since the membership fee for "
        "%(year)s has not been paid."
    ) % {
        "name": plain(organisation.name),
        "number": organisation.shown_org_number,
        "programme": Programme.objects.current().name,
        "year": invoice.period,
    }


def whole_resolution(resolution, ends_on) -> str:
    """With the last day as a clause of its own, so that it is what is carried out."""
    clauses = [resolution.strip(), last_day_clause(ends_on)] if ends_on else [resolution.strip()]
    return "\n\n".join(clauses)


def first_clauses(resolution, ends_on) -> str:
    """What `whole_resolution` was made from."""
    return resolution.removesuffix(last_day_clause(ends_on)).strip() if ends_on else resolution


def last_day_clause(ends_on) -> str:
    day = date_format(ends_on, "DATE_FORMAT")
    return _("That the last day as a member be %(day)s.") % {"day": day}


def background(invoice, reminders) -> str:
    """What was owed, since when, and when we reminded."""
    owed = _("Invoice %(number)s was due on %(day)s. %(owed)s is still to be paid.") % {
        "number": invoice.number,
        "day": date_format(invoice.due_on, "DATE_FORMAT"),
        "owed": kronor(invoice.balance),
    }
    days = [date_format(reminder.made_on, "DATE_FORMAT") for reminder in reminders]
    reminded = _("We have reminded on %(days)s, and know of no objection.") % {
        "days": _(" and on ").join(days)
    }
    stands = _("What is owed stays owed, also if the membership ends.")
    return "\n\n".join([owed, reminded, stands])


def reason(decision, invoice) -> str:
    """Why the membership ended, as its row and the letter to the member say it."""
    return _(
        "%(body)s, decision %(number)s: the membership fee for %(year)s has not been paid."
    ) % {"body": decision.body, "number": decision.reference, "year": invoice.period}
