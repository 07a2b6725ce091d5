"""Answering: who may, when, and what it tells."""

from django.db import transaction
from django.utils.translation import gettext as _

from board.actions.matters import lock_benches, lock_bundle
from board.models import Bench, Vote
from board.rules import Way
from lattvikt.lib.refused import Refused


@transaction.atomic
def cast_vote(matter, *, seat, choice, reason=""):
    """Give or change the seat's answer. The decision ends it.

    It is the answer in what is taken in one with the matter too.
    """
    benches = lock_benches(matter)
    for bench in benches:
        if refusal := why_not(bench, seat, choice):
            raise Refused(refusal)
    votes = {bench.matter.pk: answer(bench, seat, choice, reason) for bench in benches}
    return votes[matter.pk]


def answer(bench, seat, choice, reason) -> Vote:
    vote = bench.vote_of(seat) or Vote(matter=bench.matter, seat=seat, choice=choice)
    vote.is_changed = vote.is_changed or is_changed_after_seeing(bench, vote, choice)
    vote.choice, vote.reason = choice, reason
    vote.save()
    return vote


@transaction.atomic
def ask_for_vote(matter, *, seat):
    """At a meeting: somebody who is there wants a vote, and not acclamation (sv. begära votering).

    Raises Refused for who may not vote in the matter. Asking twice changes nothing.
    """
    for one in lock_bundle(matter):
        if one.way != Way.MEETING or not Bench(one).may_vote(seat):
            raise Refused(_("Only those who are present at the meeting vote."))
        one.vote_asked_by = one.vote_asked_by or seat
        one.save(update_fields=["vote_asked_by"])


def why_not(bench, seat, choice):
    """Why the seat may not answer so, or None."""
    matter = bench.matter
    if seat in bench.recused:
        return _("You are recused in this matter.")
    if seat not in bench.voters:
        return _("Your seat has no vote in this matter.")
    if matter.way == Way.WAITING:
        return _("The matter waits for a meeting.")
    if not bench.may_vote(seat):
        return _("Only those who are present at the meeting vote.")
    if matter.way == Way.BETWEEN and matter.is_late:
        return _("The day to answer has passed. The matter goes to a meeting.")
    if choice == Vote.Choice.MEETING and matter.way != Way.BETWEEN:
        return _("A meeting can only be asked for between meetings.")
    return None


def is_changed_after_seeing(bench, vote, choice):
    """Others' votes are shown to who has voted: whoever changes then has seen them."""
    others = [seat for seat in bench.able if seat.vote and seat.pk != vote.seat_id]
    return bool(vote.pk and others and vote.choice != choice)
