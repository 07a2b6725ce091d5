"""Who follows a local network, and the meetings that its owners begin."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from board.models import Body
from events.actions.drafting import complete_draft
from events.actions.networks import lock, refuse_ended, set_interest_in
from events.models import Event, LocalNetwork
from events.rules import NetworkStage
from lattvikt.lib.refused import Refused


@transaction.atomic
def follow_network(network, *, person, today) -> None:
    """Be one of those who hear of its meetings. Raises Refused unless the network stands."""
    network = lock(network)
    if network.stage not in (NetworkStage.STANDING, NetworkStage.RESTING):
        raise Refused(_("The network does not stand."))
    set_interest_in(network, person, today)


@transaction.atomic
def stop_following(network, *, person, today) -> None:
    """No longer be one of them. Raises Refused for an owner, who leaves the ownership first."""
    network = lock(network)
    if network.owners.standing().filter(person=person).exists():
        raise Refused(_("You own the network. Leave the ownership first."))
    memberships = network.group.memberships.on(today).filter(person=person)
    memberships.filter(since=today).delete()
    memberships.update(until=today - timedelta(days=1))


@transaction.atomic
def begin_meeting(network: LocalNetwork, *, by, **facts) -> Event:
    """A draft for the secretariat to complete and publish; a resting network wakes.

    Raises Refused unless the network stands.
    """
    network = lock(network)
    refuse_ended(network)
    if network.stage == NetworkStage.PROPOSED:
        raise Refused(_("The network stands when people of two members own it."))
    event = Event.objects.create(
        network=network,
        responsible=by,
        body=Body.objects.get(slug=settings.NETWORK_BODY),
        **facts,
    )
    complete_draft(event)
    network.rests_since = None
    network.save(update_fields=["rests_since"])
    return event
