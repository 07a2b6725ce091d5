"""The decision: counted, numbered, written down and carried out, or nothing at all."""

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from board.actions.matters import lock, take_off
from board.models import Bench, Decision, DecisionSeries, Matter, Recusal
from board.rules import Outcome, Way
from lattvikt.lib.refused import Refused

REJECT, POSTPONE = "reject", "postpone"


@transaction.atomic
def decide(matter, *, by, today, reason="", if_not_carried=REJECT, expecting=None):
    """Close the vote and carry the decision out. Returns it, or None when it was postponed.

    `expecting` is the outcome that the page showed: if a vote has changed it since, nothing is
    decided. Whatever the case's own action refuses undoes the decision too.
    """
    lock_before(matter)
    matter = lock(matter)
    bench = Bench(matter)
    if refusal := why_not(bench, by, today, expecting):
        raise Refused(refusal)
    if not bench.result.is_carried and if_not_carried == POSTPONE:
        take_off(matter, meeting=None)
        return None
    decision = write_down(bench, by=by, today=today, reason=reason)
    if matter.case:
        import_string(matter.case.enacted_by)(matter.case, decision)
    return decision


def lock_before(matter):
    """What the case shares with others is locked before the matter: a call, for its budget."""
    if case := Matter.objects.with_case().get(pk=matter.pk).case:
        case.lock_first()


def why_not(bench, by, today, expecting):
    """Why it cannot be decided now, or None."""
    matter, result = bench.matter, bench.result
    if not bench.may_decide(by):
        return _("Only who presides closes a vote.")
    if bench.vote_of(by) is None:
        return _("Answer yourself first; then you see how it stands.")
    if matter.way == Way.MEETING and today < matter.meeting.held_on:
        return _("The meeting has not been held yet.")
    if not result.is_decidable:
        return str(result)
    if expecting is not None and expecting != result.outcome:
        return _("The votes have changed since you saw them: %(how)s.") % {"how": result}
    return None


def write_down(bench, *, by, today, reason):
    matter, result = bench.matter, bench.result
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
        ballots=[ballot(bench, seat) for seat in bench.voters],
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


def ballot(bench, seat):
    """One line of the snapshot. `choice` is "" for who was silent."""
    line = {"seat": seat.pk, "name": seat.person.name, "role": seat.role}
    if seat not in bench.able:
        return {**line, "choice": "recused" if seat.is_recused else "absent"}
    if seat.vote is None:
        return {**line, "choice": ""}
    return {
        **line,
        "choice": seat.vote.choice,
        "reason": seat.vote.reason,
        "is_changed": seat.vote.is_changed,
    }
