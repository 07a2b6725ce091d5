"""What the invited answer, by the link in their letter or where they have logged in."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.actions.inviting import SWEEP
from events.actions.places import Coming, leave, register
from events.models import Event, Invitation
from lattvikt.lib.refused import Refused
from lattvikt.lib.wake import wake
from members.models import Contact, Person

MOST_FORWARDED = 5


@transaction.atomic
def answer(invitation: Invitation, *, comes: bool, reason="", now) -> Invitation:
    """Yes or no, which may be changed until registration closes. Raises Refused after that.

    Yes gives a place, or one in the line, as `register` does; no gives it up again.
    """
    invitation = open_one(invitation, now)
    invitation.answer = Invitation.Answer.YES if comes else Invitation.Answer.NO
    invitation.declined_because = "" if comes else reason
    invitation.answered_at = now
    invitation.save(update_fields=["answer", "declined_because", "answered_at"])
    if comes:
        take_place(invitation, now)
    else:
        give_place_up(invitation, now)
    return invitation


def take_place(invitation, now):
    person = invitation.person
    coming = Coming(
        name=person.name,
        email=person.email,
        language=person.language,
        person=person,
        organisation=invitation.organisation,
    )
    if not invitation.live_places().exists():
        register(invitation.event, coming, invitation=invitation, now=now)


def give_place_up(invitation, now):
    for registration in invitation.live_places():
        leave(registration, now=now)


@transaction.atomic
def forward(invitation: Invitation, *, name: str, email: str, now) -> None:
    """Ask a colleague of the same organisation too; nothing is done for who is asked already.

    Whoever is known is asked under the name that we know. Raises Refused when registration has
    closed, when five have been asked, and when the address is somebody's who acts for others only.
    """
    invitation = open_one(invitation, now)
    if invitation.organisation is None:
        raise Refused(_("The invitation is for you alone."))
    if invitation.forwarded_to.count() >= MOST_FORWARDED:
        raise Refused(_("You have sent the invitation on to five colleagues, and cannot to more."))
    colleague = colleague_of(invitation, name=name, email=email, day=timezone.localdate(now))
    facts = {
        "organisation": invitation.organisation,
        "reason": forwarded_reason(invitation, colleague.language),
        "made_at": now,
        "forwarded_from": invitation,
    }
    event = invitation.event
    event.invitations.get_or_create(person=colleague, defaults=facts)
    wake(SWEEP)


def open_one(invitation, now) -> Invitation:
    """The invitation, locked after its event, while it can be answered."""
    event = Event.objects.select_for_update(no_key=True).get(pk=invitation.event_id)
    if not event.takes_registrations_at(now):
        raise Refused(_("It is too late to answer: registration has closed."))
    whole = Invitation.objects.select_related("event", "person", "organisation")
    return whole.select_for_update(no_key=True, of=("self",)).get(pk=invitation.pk)


def colleague_of(invitation, *, name, email, day) -> Person:
    """Who has the address, or a new person in the register."""
    known = Person.objects.with_address(email).first()
    if known is None:
        return Person.objects.create(name=name, email=email, language=invitation.person.language)
    roles = Contact.objects.on(day).filter(person=known)
    acts_for = set(roles.values_list("organisation", flat=True))
    if acts_for and invitation.organisation_id not in acts_for:
        raise Refused(_("The invitation can only be sent on to a colleague."))
    return known


def forwarded_reason(invitation, language) -> str:
    with translation.override(language):
        return _("because %(name)s has sent the invitation on to you") % {
            "name": invitation.person.name
        }
