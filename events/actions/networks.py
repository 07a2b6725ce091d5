"""A local network's life: proposed by one member, owned by two, ended by its owners (R13.30–33).

Everything that changes a network or who owns it first locks the network's row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from events import mails
from events.models import LocalNetwork, NetworkOwner
from events.rules import NetworkStage
from lattvikt.lib.refused import Refused
from members.models import Group, Organisation, Person

LEAST_OWNING_ORGANISATIONS = 2
Answer = NetworkOwner.Answer


@dataclass(frozen=True)
class Idea:
    """What a network is to be, as it was written."""

    name: str
    purpose: str
    region: str = ""
    theme: str = ""


@transaction.atomic
def propose_network(
    idea: Idea,
    *,
    by: Person | None = None,
    organisation: Organisation | None = None,
    asked: Iterable[Organisation],
    meant: str = "",
    now: datetime,
) -> LocalNetwork:
    """A member's person proposes it and owns it at once; without one the secretariat starts it.

    The contact persons of the organisations that are `asked` get a letter; `meant` is whom the
    proposer thinks of there.

    Raises:
        Refused: something has the name already, or nobody at an organisation can be asked.
    """
    network = LocalNetwork.objects.create(
        group=new_group(idea),
        region=idea.region,
        theme=idea.theme,
        origin=LocalNetwork.Origin.MEMBERS if by else LocalNetwork.Origin.SECRETARIAT,
        proposed_on=localdate(now),
    )
    if by:
        own = network.owners.create(organisation=organisation, asked_at=now)
        say_yes(network, own, by, now)
    for one in asked:
        ask(network, one, by=by, meant=meant, now=now)
    return network


@transaction.atomic
def note_attempt(idea: Idea, *, started_on: date | None, ended_on: date, outcome: str):
    """Keep what is known of a network that ended before anybody wrote it down here."""
    return LocalNetwork.objects.create(
        group=new_group(idea),
        region=idea.region,
        theme=idea.theme,
        origin=LocalNetwork.Origin.SECRETARIAT,
        proposed_on=started_on or ended_on,
        started_on=started_on,
        ended_on=ended_on,
        outcome=outcome,
    )


@transaction.atomic
def ask_owner(network, organisation, *, by: Person | None, meant: str = "", now) -> NetworkOwner:
    """Ask another member whether somebody there takes a part in owning it.

    Raises Refused when the network has ended, and for who is asked or owns it already.
    """
    network = lock(network)
    refuse_ended(network)
    return ask(network, organisation, by=by, meant=meant, now=now)


@transaction.atomic
def answer_for_owner(owner, *, is_yes: bool, person: Person, now) -> NetworkOwner:
    """Take the answer of one of the organisation's contact persons, who becomes the owner.

    With the second organisation the network stands. Raises Refused when it is answered already,
    when the network has ended, when the organisation is no longer a member, and for a yes of
    somebody who owns it for another organisation.
    """
    network = lock(owner.network)
    owner = network.owners.select_related("organisation").get(pk=owner.pk)
    refuse_ended(network)
    if owner.answered_at:
        raise Refused(_("You have answered already."))
    if not Organisation.objects.members(localdate(now)).filter(pk=owner.organisation_id).exists():
        raise Refused(_("Only member organisations own networks."))
    if is_yes:
        if network.owners.standing().filter(person=person).exists():
            raise Refused(_("You own it already, for another organisation. Ask a colleague."))
        say_yes(network, owner, person, now)
    else:
        owner.answer, owner.answered_at = Answer.NO, now
        owner.save(update_fields=["answer", "answered_at"])
    mails.owner_answered(owner, by=person)
    start_when_owned(network, now)
    return owner


@transaction.atomic
def take_charge(owner) -> LocalNetwork:
    """The owner becomes responsible for the network's meetings (R13.38)."""
    network = lock(owner.network)
    refuse_ended(network)
    network.responsible = owner.person
    network.save(update_fields=["responsible"])
    return network


@transaction.atomic
def leave_network(owner, *, today) -> LocalNetwork:
    """Own it no longer; somebody else becomes responsible. Raises Refused for the last one."""
    network = lock(owner.network)
    others = network.owners.standing().exclude(pk=owner.pk)
    heir = others.order_by("pk").first()
    if heir is None:
        raise Refused(_("You are its only owner. Ask somebody else first, or end the network."))
    owner.left_on = today
    owner.save(update_fields=["left_on"])
    if network.responsible_id == owner.person_id:
        network.responsible_id = heir.person_id
        network.save(update_fields=["responsible"])
    return network


@transaction.atomic
def end_network(network, *, outcome: str, today) -> LocalNetwork:
    """End it, and keep how it went for those who try again (R13.32); its owners are told.

    Raises Refused when it has ended, and while one of its meetings is to come.
    """
    network = lock(network)
    refuse_ended(network)
    if network.meetings.to_come().exists():
        raise Refused(_("A meeting is to come. Cancel it first, or end the network after it."))
    network.ended_on, network.outcome, network.rests_since = today, outcome, None
    network.save(update_fields=["ended_on", "outcome", "rests_since"])
    mails.network_ended(network)
    return network


def new_group(idea: Idea) -> Group:
    if Group.objects.filter(name__iexact=idea.name).exists():
        raise Refused(_("There is a group with that name already. Choose another name."))
    return Group.objects.create(name=idea.name, purpose=idea.purpose)


def ask(network, organisation, *, by, meant, now) -> NetworkOwner:
    if network.owners.having_part().filter(organisation=organisation).exists():
        raise Refused(_("%(name)s owns it, or is asked already.") % {"name": organisation})
    owner = network.owners.create(organisation=organisation, asked_by=by, meant=meant, asked_at=now)
    if not mails.owner_asked(owner, today=localdate(now)):
        raise Refused(_("We know no contact person of %(name)s to ask.") % {"name": organisation})
    return owner


def say_yes(network, owner, person, now) -> None:
    owner.person, owner.answer, owner.answered_at = person, Answer.YES, now
    owner.save()
    set_interest_in(network, person, localdate(now))
    if network.responsible_id is None:
        network.responsible = person
        network.save(update_fields=["responsible"])


def start_when_owned(network, now) -> None:
    """From the day when people of two organisations own it."""
    owners = network.owners.standing()
    if network.stage == NetworkStage.PROPOSED and owners.count() >= LEAST_OWNING_ORGANISATIONS:
        network.started_on = localdate(now)
        network.save(update_fields=["started_on"])
        mails.network_started(network)


def set_interest_in(network, person, today) -> None:
    """A member of its group from today, if not already."""
    if not network.group.memberships.on(today).filter(person=person).exists():
        network.group.memberships.create(person=person, since=today)


def refuse_ended(network) -> None:
    if network.ended_on:
        raise Refused(_("The network has ended."))


def lock(network) -> LocalNetwork:
    return LocalNetwork.objects.select_for_update(of=["self"], no_key=True).get(pk=network.pk)
