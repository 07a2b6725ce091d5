"""What the minutes of a meeting say, gathered from what was noted there."""

from django.db.models import Prefetch, Q
from django.utils import translation

from board.models.agenda import AgendaItem, Note
from board.models.bodies import Seat
from board.models.decisions import Decision
from board.models.matters import Matter
from board.models.minutes import Paragraph
from board.models.notices import MeetingAnswer
from board.models.recusals import Recusal
from board.rules.minutes import Assignment, Point, Ruling, listed

LANGUAGE = "sv"  # of minutes, whoever reads them
CANNOT = MeetingAnswer.Choice.CANNOT
HAD_SAID_SO = " (hade anmält förhinder)"
BETWEEN_MEETINGS = "Beslut mellan möten"
NOTES = {
    Note.Kind.OPINION: "Ställningstagande",
    Note.Kind.INPUT: "Inspel",
    Note.Kind.ADVICE: "Medskick till kansliet",
}
ENDED = {
    AgendaItem.Ending.POSTPONED: "Punkten bordlades",
    AgendaItem.Ending.REFERRED_BACK: "Punkten återremitterades",
}


def content_of(minutes) -> dict:
    """Heading, facts and paragraphs as plain values; a fixed number of queries."""
    meeting = minutes.meeting
    with translation.override(LANGUAGE):
        return {
            "body": str(meeting.body),
            "number": f"{meeting.number}/{meeting.year}",
            "held_on": meeting.held_on.isoformat(),
            "version": minutes.version,
            "reopened_because": minutes.reopened_because,
            "facts": [pair for pair in facts_of(minutes) if pair[1]],
            "paragraphs": list(paragraphs_of(minutes)),
        }


def facts_of(minutes):
    meeting = minutes.meeting
    there = {one.seat_id for one in meeting.attendances.all()}
    excused = set(meeting.answers.filter(choice=CANNOT).values_list("seat", flat=True))
    seats = list(seats_at(meeting))
    stood_in = {one.deputy_id: one.seat for one in stand_ins_at(meeting)}
    present = [
        with_role(seat) + in_place_of(stood_in.get(seat.pk), there)
        for seat in seats
        if seat.pk in there
    ]
    absent = [
        f"{with_role(seat)}{HAD_SAID_SO if seat.pk in excused else ''}"
        for seat in seats
        if seat.pk not in there
    ]
    return [
        ("Tid", when(meeting)),
        ("Plats", meeting.where),
        ("Närvarande", "\n".join(present)),
        ("Frånvarande", "\n".join(absent)),
        ("Ordförande", name_of(meeting.chair)),
        ("Protokollförare", name_of(minutes.written_by)),
        ("Justerare", listed_or_none([name_of(seat) for seat in adjusters_of(minutes)])),
    ]


def when(meeting) -> str:
    """«2027-03-04 kl. 13.00–15.00», as far as it is known."""
    times = [time.strftime("%H.%M") for time in (meeting.starts_at, meeting.ends_at) if time]
    return f"{meeting.held_on} kl. {'–'.join(times)}" if times else f"{meeting.held_on}"


def seats_at(meeting):
    """Those who sat then, and whoever was noted as present."""
    then = Seat.objects.of(meeting.body_id).on(meeting.held_on).exclude(role=Seat.Role.DEPUTY)
    noted = Q(pk__in=then.values("pk")) | Q(attendances__meeting=meeting)
    return Seat.objects.filter(noted).distinct().in_order_of_role()


def stand_ins_at(meeting):
    return meeting.stand_ins.accepted().select_related("seat__person")


def in_place_of(holder, there: set[int]) -> str:
    """«, tjänstgörande för Anna Åkesson»: at all of the meeting, or while the holder was away."""
    if holder is None:
        return ""
    if holder.pk in there:
        return f", tjänstgörande när {holder.person} inte var med"
    return f", tjänstgörande för {holder.person}"


def adjusters_of(minutes):
    return minutes.adjusters.in_order_of_role()


def with_role(seat):
    return f"{seat.person}, {seat.get_role_display()}"


def name_of(seat):
    return str(seat.person) if seat else ""


def listed_or_none(names):
    return listed(names) if names else ""


def paragraphs_of(minutes):
    """Decisions between meetings first, then the points in their order."""
    meeting = minutes.meeting
    numbers = dict(Paragraph.objects.filter(meeting=meeting).values_list("item", "number"))
    if between := [ruling_of(one) for one in decisions_between(meeting)]:
        lines = [line for ruling in between for line in ruling.lines_between_meetings]
        yield paragraph(None, BETWEEN_MEETINGS, lines, numbers)
    texts = dict(minutes.texts.values_list("item", "text"))
    there = {one.seat_id for one in meeting.attendances.all()}
    for item in whole_items(meeting):
        point = point_of(item, there, texts.get(item.pk, ""))
        yield paragraph(item.pk, item.title, point.lines, numbers)


def paragraph(key, title, lines, numbers):
    return {"item": key, "number": numbers.get(key), "title": title, "lines": lines}


def decisions_between(meeting):
    """Made between meetings and not minuted yet, or minuted here."""
    here = Q(minuted=None, decided_on__lte=meeting.held_on) | Q(minuted__paragraph__meeting=meeting)
    mine = Decision.objects.filter(here, body=meeting.body_id, meeting=None)
    return mine.select_related("matter").order_by("year", "number")


def whole_items(meeting):
    """Its points, each with all that stands under it."""
    recusals = Recusal.objects.standing().select_related("seat__person")
    matters = Matter.objects.filter(withdrawn_at=None).select_related("decision")
    return meeting.items.select_related("presenter").prefetch_related(
        Prefetch("matters", matters.prefetch_related(Prefetch("recusals", recusals))),
        "guests",
        "notes__seat__person",
        "tasks__owner",
        "follow_ups__body",
        "absences__seat__person",
        "arrivals__seat__person",
        "departures__seat__person",
    )


def point_of(item, there: set[int], text: str) -> Point:
    absences, notes = item.absences.all(), item.notes.all()
    decided = [matter.decision for matter in item.matters.all() if hasattr(matter, "decision")]
    return Point(
        presenter=str(item.presenter or ""),
        guests=tuple(described(guest) for guest in item.guests.all()),
        came=names_of(item.arrivals.all()),
        left=names_of(item.departures.all()),
        recused=recused_from(item, there),
        away=names_of(one for one in absences if not one.is_recused),
        text=text,
        notes=tuple(f"{NOTES[note.kind]}: {note.said}" for note in notes if note.kind in NOTES),
        rulings=tuple(ruling_of(decision) for decision in decided),
        reservations=tuple(
            f"Reservation av {note.seat.person}: {note.text}"
            for note in notes
            if note.kind == Note.Kind.RESERVATION
        ),
        assignments=tuple(
            Assignment(str(task.owner), task.text.rstrip("."), task.due_on)
            for task in item.tasks.all()
        ),
        wishes=tuple((wished(one, item), one.due_on) for one in item.follow_ups.all()),
        ended=ENDED.get(item.ending, ""),
        because=item.ending_reason,
    )


def recused_from(item, there):
    """Those of the present who stood aside, from the point or in a matter under it."""
    stood_aside = [one for one in item.absences.all() if one.is_recused]
    in_matters = [one for matter in item.matters.all() for one in matter.recusals.all()]
    return names_of(one for one in [*stood_aside, *in_matters] if one.seat_id in there)


def names_of(rows):
    return tuple(dict.fromkeys(str(row.seat.person) for row in rows))


def wished(follow_up, item):
    """What is to be heard of, and where when it is not in the meeting's own body."""
    wish = follow_up.wish.rstrip(".")
    is_ours = follow_up.body_id == item.meeting.body_id
    return wish if is_ours else f"{wish} ({follow_up.body})"


def described(guest):
    return ", ".join(filter(None, [guest.name, guest.role, guest.organisation]))


def ruling_of(decision) -> Ruling:
    return Ruling(
        reference=decision.reference,
        title=decision.matter.title,
        resolution=decision.resolution,
        is_approved=decision.is_approved,
        how=decision.how,
        decided_on=decision.decided_on,
        reason=decision.reason,
    )
