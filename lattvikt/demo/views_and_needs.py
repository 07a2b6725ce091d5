"""What members have told of: with and without a name, answered, and what came of some of it."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from board.models import Body, Seat
from events.models import Event
from members.models import Organisation, Person
from proposals.actions import answer, note, say, tell_result

FIELDS = {"ledamot5@lattvikt.example": "Fiberkompositer", "ledamot6@lattvikt.example": "Aluminium"}
LENAS = "Åkerlund & Ångström Lättvagnar AB"


def make_views_and_needs(*, people: dict[str, Person], days):
    """Two answer for a field in the technical group, and one sits in the management."""
    seats = [
        Seat.objects.create(
            body=Body.objects.get(slug="teknikgruppen"),
            person=people[email],
            area=field,
            since=days.today,
        )
        for email, field in FIELDS.items()
    ]
    management = Body.objects.get(slug="verksamhetsledningen")
    Seat.objects.create(
        body=management, person=people["sekreterare@lattvikt.example"], since=days.today
    )
    tell(by=seats[0].person.user, lena=people["medlem@lattvikt.example"], days=days)


def tell(*, by, lena, days):
    """The oldest has led to something, one has waited long, one is shown to nobody else."""
    ours = Organisation.objects.get(name=LENAS)
    event = Event.objects.past().first()
    moments = [at(days.today - timedelta(days=number)) for number in (80, 60, 45, 35, 12, 2)]
    meeting = note(
        by=by,
        now=moments[0],
        kind="need",
        about="Träffar i norr",
        text="Ordna en nätverksträff norr om Dalälven. Det är långt att resa till Göteborg.",
        event=event,
    )
    answer(meeting, answer="Vi frågar medlemmarna i Luleå och Umeå.", by=by, now=moments[1])
    result = "Nästa träff hålls i Luleå, i samband med studiebesöket på gjuteriet."
    tell_result(meeting, result=result, by=by, now=moments[4])
    course = say(
        ours,
        by=lena,
        now=moments[2],
        kind="need",
        about="Kurs om limning",
        text="Vi saknar en kort kurs om limning av aluminium mot kolfiber.",
    )
    answer(course, answer="Vi söker en lärare och återkommer i januari.", by=by, now=moments[4])
    note(by=by, now=moments[3], text="Protokollen från Teknikgruppen borde gå att läsa för alla.")
    text = "Ansökan om medlemscheck tar för lång tid att fylla i för ett litet företag."
    say(ours, by=lena, now=moments[5], text=text, is_shown=False)


def at(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(15)))
