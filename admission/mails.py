"""The letters about an application: which, to whom, under which key."""

from django.urls import reverse

from members.models import Programme
from members.rules import may_apply_for_check, may_apply_in_kind
from outbox.actions import write_letter

OURS = "sv"  # the secretariat's language


def received(application):
    write_to_applicant("received", application)


def new_application(application):
    write_to_secretariat("new", application)


def question(application, event):
    write_to_applicant("question", application, number=event.pk, question=event.text)


def answered(application, event):
    write_to_secretariat("answered", application, number=event.pk, answer=event.text)


def approved(application, decision):
    facts = {"is_for_profit": application.is_for_profit}
    write_to_applicant(
        "approved",
        application,
        decision=decision,
        may_apply_for_check=may_apply_for_check(employees=application.employees, **facts),
        may_apply_in_kind=may_apply_in_kind(**facts),
    )


def rejected(application, decision):
    write_to_applicant("rejected", application, decision=decision)


def withdrawn(application, *, by):
    write_to_applicant("withdrawn", application, is_by_applicant=by == application.applicant)
    write_to_secretariat("withdrawn_to_us", application, by=by)


def write_to_applicant(letter, application, number="", **context):
    path = reverse("admission:application", args=[application.pk])
    write(
        letter,
        application,
        number,
        to=application.applicant.email,
        language=application.language,
        context={"path": path, **context},
    )


def write_to_secretariat(letter, application, number="", **context):
    path = reverse("admin:admission_application_change", args=[application.pk])
    write(
        letter,
        application,
        number,
        to=Programme.objects.current().email,
        language=OURS,
        context={"path": path, **context},
    )


def write(letter, application, number, *, to, language, context):
    """The key names the fact: which letter, and which question or answer of several."""
    write_letter(
        f"admission/mail/{letter}.txt",
        key="-".join(filter(None, ["application", str(application.pk), letter, str(number)])),
        to=to,
        language=language,
        context={"application": application, **context},
    )
