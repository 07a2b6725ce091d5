"""The letters about taking part in somebody's application, with a link to answer by."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.timezone import localdate

from checks.mails.applications import contacts_of, write
from outbox.actions import write_letter

CONSENT_SALT = "checks-partner-consents"


def consent_asked(partner, *, by, today) -> int:
    """To each contact person of a member; to the person who is named by another. How many."""
    if partner.organisation is None:
        ask(partner, None, partner.contact_name, partner.email, partner.language, by=by)
        return 1
    people = [contact.person for contact in contacts_of(partner.organisation, today)]
    for person in people:
        ask(partner, person.pk, person.name, person.email, person.language, by=by)
    return len(people)


def ask(partner, person, name, email, language, *, by):
    write_letter(
        "checks/mail/consent_asked.txt",
        key=key_of(partner, person),
        to=email,
        language=language,
        context={
            "partner": partner,
            "name": name,
            "application": partner.application,
            "by": by,
            "link": settings.SITE_URL + consent_path(partner, person),
        },
    )


def key_of(partner, person) -> str:
    """Which question to whom; with the day of one that is put again."""
    again = f"-{localdate(partner.asked_again_at)}" if partner.asked_again_at else ""
    return f"check-partner-{partner.pk}-{person or 'named'}{again}"


def consent_path(partner, person) -> str:
    """To the page where the partner answers; for a member's contact person with their key."""
    signed = signing.dumps([partner.pk, person], salt=CONSENT_SALT)
    return reverse("checks:consent", args=[signed])


def partner_answered(partner, application, *, today):
    write("partner_answered", application, str(partner.pk), today=today, partner=partner)
