from functools import cached_property

from django.db.models import Exists, OuterRef, Q, Subquery

from board import rules
from board.models.bodies import Seat
from board.models.matters import Matter
from board.models.meetings import Attendance
from board.models.recusals import is_found, is_noted
from board.models.standing_in import StandIn
from board.rules import Ballot, Way


class Bench:
    """The seats of a matter's body as they stand in it today: who may answer, and what they did.

    Read afresh each time it is made, in two queries whatever the size of the body, so that jäv,
    attendance and terms of office are never older than the page. Each seat carries `is_recused`,
    `is_present` (for the matter's point at the meeting) and `vote` (or None).
    """

    def __init__(self, matter: Matter):
        self.matter = matter
        votes = {vote.seat_id: vote for vote in matter.votes.all()}
        self.seats = list(seats_in(matter))
        for seat in self.seats:
            seat.vote = votes.get(seat.pk)

    @cached_property
    def voters(self):
        """Who has each vote: the holder of the seat, or the deputy who stands in for it."""
        with_vote = [seat for seat in self.seats if seat.votes_in(self.matter.subject)]
        return [self.deputy_of(seat) or seat for seat in with_vote]

    def deputy_of(self, seat):
        """The deputy who stands in for the seat and is there, when its holder is not; or None."""
        there = [] if seat.is_present else [other for other in self.seats if other.is_present]
        return next((other for other in there if other.stands_in_for == seat.pk), None)

    def name_of(self, key) -> str:
        """Of the holder of the seat with the key; «» when it is no longer a seat of the body."""
        return next((seat.person.name for seat in self.seats if seat.pk == key), "")

    @cached_property
    def unbiased(self):
        return [seat for seat in self.voters if not seat.is_recused]

    @cached_property
    def recused(self):
        return [seat for seat in self.seats if seat.is_recused]

    @cached_property
    def able(self):
        """Those who can vote now: at a meeting those present, otherwise all but the recused."""
        if self.matter.way == Way.WAITING:
            return []
        if self.matter.way == Way.MEETING:
            return [seat for seat in self.unbiased if seat.is_present]
        return self.unbiased

    @cached_property
    def chair(self):
        """Who presides over the matter, or None: then it takes a meeting with a chair of its own.

        The chair, else the vice chair, else whom the meeting has noted. Before anybody is noted as
        present, who otherwise would.
        """
        return rules.who_presides(self.able or self.unbiased) or self.noted_chair

    @property
    def noted_chair(self):
        if self.matter.way != Way.MEETING:
            return None
        return next((s for s in self.able if s.pk == self.matter.meeting.chair_id), None)

    def may_vote(self, seat) -> bool:
        return seat in self.able

    def may_lead(self, seat) -> bool:
        """May send it to a meeting: who presides, or a secretary who is not recused.

        When nobody presides, whoever has a vote and is not recused, so that it is never stuck.
        """
        secretaries = [s for s in self.seats if s.role == Seat.Role.SECRETARY and not s.is_recused]
        leaders = self.unbiased if self.chair is None else [self.chair]
        return seat in secretaries or seat in leaders

    def may_decide(self, seat) -> bool:
        """Who presides; by delegation, whoever may vote."""
        return seat == self.chair or (self.matter.way == Way.ALONE and self.may_vote(seat))

    def vote_of(self, seat):
        return next((s.vote for s in self.seats if s == seat), None)

    @cached_property
    def result(self) -> rules.Result:
        """What would follow if it were decided now."""
        body, seats = self.matter.body, len(self.voters)
        match self.matter.way:
            case Way.MEETING:
                return rules.at_meeting(
                    self.ballots,
                    seats=seats,
                    quorum=body.quorum,
                    majority=body.majority,
                    has_casting_vote=body.has_casting_vote,
                )
            case Way.ALONE:
                return rules.by_one_seat(self.ballots, seats=seats)
            case Way.BETWEEN:
                return rules.between_meetings(
                    self.ballots,
                    seats=seats,
                    quorum=body.quorum,
                    is_late=self.matter.is_late,
                    consent=body.consent,
                )
        return rules.waiting_for_meeting(seats=seats, quorum=body.quorum)

    def acclaimed(self, is_carried) -> rules.Result:
        """What follows when those present are asked together, and answer so."""
        return rules.by_acclamation(
            is_carried=is_carried,
            present=len(self.able),
            seats=len(self.voters),
            quorum=self.matter.body.quorum,
            majority=self.matter.body.majority,
        )

    def is_like(self, other) -> bool:
        """Whether the same seats answer in both, so that they may be taken in one."""
        return (self.voters, self.recused, self.able) == (other.voters, other.recused, other.able)

    @property
    def ballots(self) -> list[Ballot]:
        """In the order they were cast, the silent last."""
        cast = sorted((s for s in self.able if s.vote), key=lambda seat: seat.vote.cast_at)
        silent = [seat for seat in self.able if not seat.vote]
        return [
            Ballot(seat.vote.choice if seat.vote else "", presides=seat == self.chair)
            for seat in cast + silent
        ]


def seats_in(matter):
    present = Attendance.objects.filter(meeting=matter.meeting_id, seat=OuterRef("pk"))
    if matter.item:
        present = present.there_for(matter.item_id, matter.item.position)
    person = OuterRef("person_id")
    noted, found = is_noted(matter.pk, person), is_found(matter.pk, person)
    accepted = StandIn.objects.accepted().filter(meeting=matter.meeting_id, deputy=OuterRef("pk"))
    return (
        Seat.objects.of(matter.body_id)
        .sitting()
        .in_order_of_role()
        .annotate(
            is_recused=Q(noted) | Q(found),
            is_present=Exists(present),
            stands_in_for=Subquery(accepted.values("seat")),
        )
    )
