"""The letters about paying in kind: to the member's contact persons, and to the secretariat."""

from django.conf import settings
from django.urls import reverse

from members.models import Contact, Programme
from outbox.actions import write_letter


def in_kind_received(application, *, today):
    write_to_member("received", application, today=today)
    write_to_secretariat("new", application)


def in_kind_question(application, event, *, today):
    write_to_member("question", application, event.pk, today=today, question=event.text)


def in_kind_answered(application, event):
    write_to_secretariat("answered", application, event.pk, answer=event.text)


def in_kind_decided(application, decision, *, credit_notes):
    letter = "approved" if decision.is_approved else "rejected"
    write_to_member(
        letter,
        application,
        today=decision.decided_on,
        decision=decision,
        credit_notes=credit_notes,
    )


def in_kind_withdrawn(application, *, by, today):
    write_to_member("withdrawn", application, today=today, by=by)
    write_to_secretariat("withdrawn_to_us", application, by=by)


def in_kind_report_soon(application, *, today):
    write_to_member("report_soon", application, today=today)


def in_kind_reported(application):
    write_to_secretariat("reported", application, f"{application.reported_at:%Y%m%d%H%M%S}")


def in_kind_judged(application, *, reason, today):
    write_to_member("judged", application, today=today, reason=reason)


def write_to_member(letter, application, number="", *, today, **context):
    """To each contact person in their own language."""
    contacts = application.organisation.contacts.on(today).filter(role=Contact.Role.CONTACT)
    for contact in contacts.exclude(person__email="").select_related("person"):
        write(
            letter,
            application,
            f"{number}-{contact.person_id}".lstrip("-"),
            to=contact.person.email,
            language=contact.person.language,
            path=reverse("in_kind:application", args=[application.pk]),
            person=contact.person,
            **context,
        )


def write_to_secretariat(letter, application, number="", **context):
    write(
        letter,
        application,
        number,
        to=Programme.objects.current().email,
        language=settings.LANGUAGE_CODE,
        path=reverse("admin:billing_inkindapplication_change", args=[application.pk]),
        **context,
    )


def write(letter, application, number, *, to, language, **context):
    """The key names the fact: which letter, of which question, and to whom."""
    write_letter(
        f"billing/mail/in_kind/{letter}.txt",
        key="-".join(filter(None, ["in-kind", str(application.pk), letter, str(number)])),
        to=to,
        language=language,
        context={"application": application, "organisation": application.organisation, **context},
    )
