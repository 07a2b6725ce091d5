"""An application's way, as its page tells it: what has happened, and what is still to come."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from admission.actions import deciding_body
from admission.models import Application

Status = Application.Status


@dataclass(frozen=True)
class Step:
    """`at` is None for what is still to come."""

    what: str
    at: datetime | None = None
    detail: str = ""


def timeline(application) -> list[Step]:
    events = list(application.events.all())
    before = [None, *(event.status for event in events)]
    happened = [as_step(application, *pair) for pair in zip(events, before, strict=False)]
    return [*happened, *still_to_come(application)]


def as_step(application, event, before) -> Step:
    return Step(what=what_happened(application, event, before), at=event.at, detail=event.text)


def what_happened(application, event, before) -> str:
    """`before` is the status that the event changed."""
    match event.status:
        case Status.SUBMITTED if before == Status.REFERRED:
            return _("%(body)s referred it back") % {"body": application.matter.body}
        case Status.DRAFT:
            return _("The application was begun")
        case Status.SUBMITTED:
            return _("The question was answered") if event.text else _("The application was sent")
        case Status.RETURNED:
            return _("The secretariat asks")
        case Status.REFERRED:
            return _("Put before %(body)s") % {"body": inside_a_sentence(application.matter.body)}
        case Status.WITHDRAWN:
            return _("The application was withdrawn")
    return what_was_decided(application)


def what_was_decided(application) -> str:
    decision = application.matter.decision
    facts = {
        "body": decision.body,
        "day": date_format(decision.decided_on, "DATE_FORMAT"),
    }
    if decision.is_approved:
        return _("%(body)s said yes on %(day)s") % facts
    return _("%(body)s said no on %(day)s") % facts


def still_to_come(application) -> list[Step]:
    body = deciding_body()
    sent = Step(_("You send the application"))
    facts = {"body": inside_a_sentence(body)}
    referred = Step(_("The secretariat prepares it for %(body)s") % facts)
    decided = Step(_("%(body)s decides") % {"body": body})
    match application.status:
        case Status.DRAFT:
            return [sent, referred, decided]
        case Status.SUBMITTED:
            return [referred, decided]
        case Status.RETURNED:
            return [Step(_("You answer")), referred, decided]
        case Status.REFERRED:
            return [decided]
    return []


def inside_a_sentence(body) -> str:
    """«styrelsen», «the board»."""
    name = str(body)
    return name[:1].lower() + name[1:]
