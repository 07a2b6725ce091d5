"""A member meeting with its goals: whom it reaches so far, and what was asked before it."""

from datetime import datetime, time, timedelta

from board.models import Body
from events.actions import answer_survey, close_survey, complete_draft, publish
from events.models import Event, EventKind, Invitation, Registration
from lattvikt.lib.calendar_file import STOCKHOLM
from members.models import Contact, Organisation, Relation

REPRESENTED = (
    "75 % av befintliga organisationer och myndigheter i nätverket ska vara representerade på mötet"
)
PROSPECTS = (
    "Minst fem potentiella nya och för våra mål viktiga organisationer och myndigheter ska delta"
)
KNOWLEDGE = "Deltagarna får en ökad kunskap om sitt nätverk"
ANSWERS = [2, 3, 2, 4, 1, 3, 2, 2]
HOPES = [
    "Att träffa någon som har löst samma fogningsproblem som vi har.",
    "Vill veta vilka andra som arbetar med återvunnen fiber.",
    "Kontakter hos myndigheter.",
]


def make_member_meeting(*, days):
    """Most of the members are asked, many come, and the survey before it has been answered."""
    now = at(days.today, 8)
    meeting = the_meeting(days.today + timedelta(days=19))
    publish(meeting, now=now)
    roles = Contact.objects.on(days.today).filter(
        role=Contact.Role.CONTACT, organisation__in=Organisation.objects.members(days.today)
    )
    contacts = list(roles.select_related("person", "organisation").order_by("pk"))
    make_invitations(meeting, contacts, now=now)
    prospect = Organisation.objects.filter(relations__kind=Relation.Kind.PROSPECT).first()
    guest = {"name": "Wilma Ång", "email": "wilma.ang@exempel.example", "organisation": prospect}
    Registration.objects.create(event=meeting, state="registered", queued_at=now, **guest)
    make_survey(meeting, now=now)


def at(day, hour):
    return datetime.combine(day, time(hour), STOCKHOLM)


def the_meeting(day) -> Event:
    meeting = Event.objects.create(
        kind=EventKind.objects.get(name="Medlemsmöte"),
        title="Medlemsmöte: nätverket och dess utmaningar",
        summary="En dag om vad nätverket vet, vad det behöver och hur vi driver det vidare.",
        purpose="Att öka medlemsvården",
        body=Body.objects.get(slug="styrelsen"),
        place="Konferenscentret, Västerås",
        starts_at=at(day, 10),
        ends_at=at(day, 16),
    )
    complete_draft(meeting)
    for number, (kind, text, target) in enumerate(
        [("members", REPRESENTED, 75), ("prospects", PROSPECTS, 5), ("quality", KNOWLEDGE, None)], 1
    ):
        meeting.goals.create(
            number=number, kind=kind, text=text, target=target, counts="registered"
        )
    return meeting


def make_invitations(meeting, contacts, *, now):
    """Nine in ten are asked; of these most say yes and come, some say no, some are silent."""
    for place, contact in enumerate(contacts):
        if place % 10 == 9:
            continue
        answer = {3: "no", 6: ""}.get(place % 7, "yes")
        invitation = Invitation.objects.create(
            event=meeting,
            person=contact.person,
            organisation=contact.organisation,
            reason=f"som kontaktperson för {contact.organisation.name}",
            made_at=now,
            written_at=now,
            answer=answer,
            answered_at=now if answer else None,
        )
        if answer == "yes":
            Registration.objects.create(
                event=meeting,
                invitation=invitation,
                person=contact.person,
                organisation=contact.organisation,
                name=contact.person.name,
                email=contact.person.email,
                state=Registration.State.REGISTERED,
                queued_at=now,
            )


def make_survey(meeting, *, now):
    """One question on a scale that tells of the goal in words, and one in own words; closed."""
    words = meeting.goals.get(number=3)
    known = meeting.questions.create(
        number=1, text="Hur väl känner du till vad nätverket gör?", goal=words
    )
    hopes = meeting.questions.create(
        number=2, text="Vad hoppas du få ut av mötet?", kind="text", is_after=False
    )
    survey = meeting.surveys.create(
        moment="before", opened_at=now, closes_at=now + timedelta(days=1)
    )
    come = meeting.registrations.order_by("pk")[: len(ANSWERS)]
    for place, (registration, answer) in enumerate(zip(come, ANSWERS, strict=False)):
        asked = survey.asked.create(registration=registration, asked_at=now)
        values = {known: answer} | ({hopes: HOPES[place]} if place < len(HOPES) else {})
        answer_survey(asked, values=values, now=now)
    close_survey(survey, now=now)
