"""The decision: counted, numbered, written down and carried out, or nothing at all."""

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from board.actions.matters import keys_in_one_with, lock_benches, take_off
from board.models import Decision, DecisionSeries, Matter, Recusal
from board.rules import AGAINST, FOR, Method, Outcome, Way
from lattvikt.lib.refused import Refused

REJECT, POSTPONE = "reject", "postpone"


@transaction.atomic
def decide(matter, *, by, today, reason="", if_not_carried=REJECT, expecting=None):
    """Close the vote and carry the decision out. Returns it, or None when it was postponed.

    `expecting` is the outcome that the page showed: if a vote has changed it since, nothing is
    decided. Whatever the case's own action refuses undoes the decision too. What is taken in one
    with the matter is decided with it, all or none.
    """
    lock_before(matter)
    benches = lock_benches(matter)
    refuse_if(why_not(bench, by, today, expecting) for bench in benches)
    if not benches[0].result.is_carried and if_not_carried == POSTPONE:
        for bench in benches:
            take_off(bench.matter, meeting=None)
        return None
    return settle(benches, matter, by=by, today=today, reason=reason)


@transaction.atomic
def acclaim(matter, *, is_carried, by, today, reason=""):
    """Decide at a meeting by acclamation: everybody there is asked at once, and answers so.

    Raises Refused when somebody has asked for a vote or voted otherwise: then it takes a vote.
    What is taken in one with the matter is decided with it, all or none.
    """
    lock_before(matter)
    benches = lock_benches(matter)
    refuse_if(why_not_acclaimed(bench, by, today, is_carried) for bench in benches)
    results = [bench.acclaimed(is_carried) for bench in benches]
    return settle(benches, matter, results=results, by=by, today=today, reason=reason)


def refuse_if(refusals):
    for refusal in refusals:
        if refusal:
            raise Refused(refusal)


def settle(benches, matter, *, by, today, reason, results=None):
    """A decision for each, carried out. Returns the matter's own."""
    results = results or [bench.result for bench in benches]
    decisions = {}
    for bench, result in zip(benches, results, strict=True):
        decision = write_down(bench, result, by=by, today=today, reason=reason)
        if case := bench.matter.case:
            import_string(case.enacted_by)(case, decision)
        decisions[bench.matter.pk] = decision
    return decisions[matter.pk]


def why_not_acclaimed(bench, by, today, is_carried):
    """Why it cannot be decided by acclamation, or None."""
    matter, result = bench.matter, bench.acclaimed(is_carried)
    if matter.way != Way.MEETING:
        return _("Acclamation is for meetings.")
    if by != bench.chair:
        return _("Only who presides asks those present.")
    if refusal := why_not_yet(matter, today):
        return refusal
    if matter.vote_asked_by:
        return _("%(name)s has asked for a vote.") % {"name": matter.vote_asked_by.person}
    if any(ballot.choice not in ("", CHOICES[is_carried]) for ballot in bench.ballots):
        return _("Somebody has voted otherwise. Close the vote instead.")
    return None if result.is_carried is is_carried and result.is_decidable else str(result)


CHOICES = {True: FOR, False: AGAINST}


def why_not_yet(matter, today):
    if matter.way == Way.MEETING and today < matter.meeting.held_on:
        return _("The meeting has not been held yet.")
    return None


def lock_before(matter):
    """What the cases share with others is locked before the matters: a call, for its budget.

    In one order, whatever the order of the matters, so that two never wait for each other.
    """
    in_one = Matter.objects.filter(pk__in=keys_in_one_with(matter))
    cases = [one.case for one in in_one.with_case()]
    shared = {case.shares for case in cases if case and case.shares}
    for model, key in sorted(shared, key=lambda one: (one[0]._meta.label, one[1])):
        model._default_manager.select_for_update(no_key=True).get(pk=key)


def why_not(bench, by, today, expecting):
    """Why it cannot be decided now, or None."""
    matter, result = bench.matter, bench.result
    if not bench.may_decide(by):
        return _("Only who presides closes a vote.")
    if bench.vote_of(by) is None:
        return _("Answer yourself first; then you see how it stands.")
    if refusal := why_not_yet(matter, today):
        return refusal
    if not result.is_decidable:
        return str(result)
    if expecting is not None and expecting != result.outcome:
        return _("The votes have changed since you saw them: %(how)s.") % {"how": result}
    return None


def write_down(bench, result, *, by, today, reason):
    matter = bench.matter
    note_recusals(bench)
    [number] = DecisionSeries.objects.take(f"{matter.body.slug} {today.year}")
    return Decision.objects.create(
        matter=matter,
        body=matter.body,
        meeting=matter.meeting,
        year=today.year,
        number=number,
        outcome=OUTCOMES[result.outcome],
        decided_on=today,
        decided_by=by,
        reason=reason,
        resolution=matter.resolution,
        tally=result.as_dict(),
        ballots=[ballot(bench, result, seat) for seat in bench.voters],
    )


OUTCOMES = {
    Outcome.CARRIED: Decision.Outcome.APPROVED,
    Outcome.NOT_CARRIED: Decision.Outcome.REJECTED,
}


def note_recusals(bench):
    """What was found becomes rows: jäv in a decided matter no longer follows the contacts."""
    Recusal.objects.bulk_create(
        [Recusal(matter=bench.matter, seat=seat) for seat in bench.recused], ignore_conflicts=True
    )


def ballot(bench, result, seat):
    """One line of the snapshot. `choice` is "" for who was silent."""
    line = {"seat": seat.pk, "name": seat.person.name, "role": seat.role}
    if seat.stands_in_for:
        line["stands_in_for"] = seat.stands_in_for
        line["holder"] = bench.name_of(seat.stands_in_for)
    if seat not in bench.able:
        return {**line, "choice": "recused" if seat.is_recused else "absent"}
    if seat.vote is None or result.method == Method.ACCLAMATION:
        return {**line, "choice": result.method}
    return {
        **line,
        "choice": seat.vote.choice,
        "reason": seat.vote.reason,
        "is_changed": seat.vote.is_changed,
    }
