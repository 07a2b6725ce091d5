"""The letters that tell what the board has decided in a call: looked at first, then owed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from checks.models import Application
from members.models import Contact, Person
from outbox.actions import compose, write_letter


@dataclass(frozen=True)
class Letter:
    """What one contact person is told of one decided application."""

    application: Application
    person: Person

    @property
    def key(self) -> str:
        """The fact: what was decided on the application, told to the person."""
        return f"check-{self.application.pk}-{self.application.status}-{self.person.pk}"

    @cached_property
    def composed(self) -> tuple[str, str]:
        """Subject and text, as they go."""
        return compose(self.template, language=self.person.language, context=self.context)

    def owe(self):
        write_letter(
            self.template,
            key=self.key,
            to=self.person.email,
            language=self.person.language,
            context=self.context,
        )

    @property
    def template(self) -> str:
        return f"checks/mail/{self.application.status}.txt"

    @property
    def context(self) -> dict:
        return {
            "application": self.application,
            "decision": self.application.decision,
            "organisation": self.application.organisation,
            "person": self.person,
            "path": reverse("checks:application", args=[self.application.pk]),
        }


def decision_letters(call, *, today) -> list[tuple[Application, list[Letter]]]:
    """Each decided application with its letters, as ranked; without any when nobody has an email.

    Two queries whatever the number of applications.
    """
    decided = call.applications.decided().with_sent().order_by("statement__rank", "pk")
    related = ["call", "organisation", "matter__decision__body"]
    applications = list(decided.select_related(*related))
    people = people_of({one.organisation_id for one in applications}, today=today)
    return [(one, [Letter(one, p) for p in people[one.organisation_id]]) for one in applications]


def people_of(organisations: Iterable[int], *, today) -> dict[int, list[Person]]:
    """By organisation, its contact persons on the day who have an email address."""
    contacts = Contact.objects.on(today).filter(
        role=Contact.Role.CONTACT, organisation__in=organisations
    )
    people = defaultdict(list)
    for contact in contacts.exclude(person__email="").select_related("person").order_by("pk"):
        people[contact.organisation_id].append(contact.person)
    return people
