"""The way of an in-kind application, as its page tells it: what has happened, what is to come."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from admission.timeline import inside_a_sentence
from billing.actions import in_kind_body
from billing.models import InKindApplication
from lattvikt.lib.money import kronor

Status = InKindApplication.Status


@dataclass(frozen=True)
class Step:
    """`at` is None for what is still to come."""

    what: str
    at: datetime | None = None
    detail: str = ""


def in_kind_timeline(application) -> list[Step]:
    body, events = in_kind_body(), list(application.events.all())
    before = [None, *(event.status for event in events)]
    happened = [
        Step(what_happened(application, event, status, body), event.at, event.text)
        for event, status in zip(events, before, strict=False)
    ]
    return [*happened, *still_to_come(application, body)]


def what_happened(application, event, before, body) -> str:
    """`before` is the status that the event changed."""
    if (before, event.status) == (Status.REFERRED, Status.SUBMITTED):
        return _("%(body)s referred it back") % {"body": body}
    value = kronor(application.delivered_value)
    return {
        Status.SUBMITTED: _("The application was sent"),
        Status.RETURNED: _("The secretariat asks"),
        Status.REFERRED: _("Put before %(body)s") % {"body": inside_a_sentence(body)},
        Status.APPROVED: _("%(body)s said yes") % {"body": body},
        Status.REJECTED: _("%(body)s said no") % {"body": body},
        Status.WITHDRAWN: _("The application was withdrawn"),
        Status.REPORTED: _("The delivery was reported"),
        Status.DELIVERED: _("The delivery was approved: %(value)s") % {"value": value},
        Status.PARTLY_DELIVERED: _("A part was approved: %(value)s") % {"value": value},
        Status.NOT_DELIVERED: _("No delivery was approved"),
    }[Status(event.status)]


def still_to_come(application, body) -> list[Step]:
    """The steps that are left, where there are any."""
    steps = ways_on(application, body)
    left = {
        Status.RETURNED: steps,
        Status.SUBMITTED: steps[1:],
        Status.REFERRED: steps[2:],
        Status.APPROVED: steps[3:],
        Status.REPORTED: steps[4:],
    }
    return left.get(application.status, [])


def ways_on(application, body) -> list[Step]:
    decide_by, report_by = (
        date_format(day, "DATE_FORMAT") for day in (application.decide_on, application.report_on)
    )
    return [
        Step(_("You answer the question")),
        Step(_("The secretariat prepares it for %(body)s") % {"body": inside_a_sentence(body)}),
        Step(_("%(body)s decides, by %(day)s") % {"body": body, "day": decide_by}),
        Step(_("You report the delivery, by %(day)s") % {"day": report_by}),
        Step(_("The secretariat approves the delivery")),
    ]
