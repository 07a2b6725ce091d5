"""Local networks: a lively one, one that has fallen silent, and an attempt that ended."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from board.models import Body
from events.actions import Idea, complete_draft, note_attempt
from events.models import Event, EventKind, LocalNetwork
from members.models import Contact, Group

LIVELY = Idea(
    name="Lättvikt i Jönköpings län",
    purpose="Besöka varandras verkstäder och lösa ett problem åt värden varje gång.",
    region="06",
)
SILENT = Idea(
    name="Komposit i väst",
    purpose="Dela erfarenheter av att laga och återvinna fiberkomposit.",
    region="14",
    theme="komposit",
)
ENDED = Idea(
    name="Lättviktsfrukost i Västerbotten",
    purpose="Frukost en gång i månaden.",
    region="24",
)
HOW_IT_WENT = """\
Fyra frukostar med god stämning, men det var bara kansliet som kallade. När vi slutade påminna kom \
ingen. Nästa försök behöver någon på plats som vill hålla i det, och längre tid mellan träffarna."""


def make_networks(*, people, days):
    lena = Contact.objects.filter(person=people["medlem@lattvikt.example"]).earliest("pk")
    ahmed = Contact.objects.filter(person=people["tva@lattvikt.example"]).earliest("pk")
    first = days.today - timedelta(days=900)
    lively = make_network(LIVELY, [lena, ahmed], started_on=first)
    for ago in (420, 180, -40):
        meet(lively, lena, day=days.today - timedelta(days=ago))
    silent = make_network(SILENT, [ahmed, lena], started_on=first)
    meet(silent, ahmed, day=days.today - timedelta(days=640))
    note_attempt(
        ENDED,
        started_on=days.today - timedelta(days=1500),
        ended_on=days.today - timedelta(days=1200),
        outcome=HOW_IT_WENT,
    )


def make_network(idea, owners, *, started_on) -> LocalNetwork:
    network = LocalNetwork.objects.create(
        group=Group.objects.create(name=idea.name, purpose=idea.purpose),
        region=idea.region,
        theme=idea.theme,
        responsible=owners[0].person,
        proposed_on=started_on,
        started_on=started_on,
    )
    now = timezone.now()
    for contact in owners:
        network.owners.create(
            organisation=contact.organisation,
            person=contact.person,
            asked_at=now,
            answer="yes",
            answered_at=now,
        )
        network.group.memberships.create(person=contact.person, since=started_on)
    return network


def meet(network, host, *, day):
    begins = timezone.make_aware(datetime.combine(day, time(13)))
    event = Event.objects.create(
        network=network,
        kind=EventKind.objects.get(name="Lokal träff"),
        title=f"{network} hos {host.organisation}",
        summary="Rundtur i verkstaden, och ett problem som vi löser tillsammans.",
        body=Body.objects.get(slug=settings.NETWORK_BODY),
        responsible=host.person,
        host=host.organisation,
        place=f"{host.organisation.street}, {host.organisation.city}",
        starts_at=begins,
        ends_at=begins + timedelta(hours=3),
        published_at=timezone.now(),
    )
    complete_draft(event)
