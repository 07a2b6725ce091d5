"""To those who come to an event: what they are asked before and after it."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from members.mails import letters_link
from outbox.actions import write_letter

SURVEY_SALT = "events.survey"


def survey(asked, *, is_reminder=False):
    """The link to answer by, without a login."""
    one, registration = asked.survey, asked.registration
    person = registration.person
    write_letter(
        "events/mail/survey.txt",
        key=f"survey-{asked.pk}" + ("-reminder" if is_reminder else ""),
        to=registration.email,
        language=registration.language,
        context={
            "survey": one,
            "event": one.event,
            "registration": registration,
            "is_reminder": is_reminder,
            "link": settings.SITE_URL + survey_path(asked),
            "letters_link": letters_link(person) if person else "",
        },
    )


def survey_path(asked):
    signed = signing.dumps(asked.pk, salt=SURVEY_SALT)
    return reverse("events:survey", args=[signed])
