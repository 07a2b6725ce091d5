"""Jäv: declared by the one it concerns, lifted by the one who presides."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from board import mails
from board.actions.matters import lock
from board.models import Bench, Recusal
from lattvikt.lib.refused import Refused


@transaction.atomic
def declare_recusal(matter, *, seat, reason=""):
    """Stand aside, also after having voted: the vote is dropped."""
    matter = lock(matter)
    if seat not in Bench(matter).seats:
        raise Refused(_("You have no seat in the body that decides this."))
    matter.votes.filter(seat=seat).delete()
    lifted = {"lifted_at": None, "lifted_by": None, "lifted_because": ""}
    recusal, _is_new = Recusal.objects.update_or_create(
        matter=matter, seat=seat, defaults={"is_declared": True, "reason": reason, **lifted}
    )
    return recusal


@transaction.atomic
def lift_recusal(matter, *, seat, by, because):
    """Let a recused seat take part, for a reason that is kept.

    By who presides, who is never recused: so nobody lifts their own, and a recused chair's is
    for the vice chair.
    """
    matter = lock(matter)
    bench = Bench(matter)
    if by != bench.chair:
        raise Refused(_("Only who presides lifts a recusal."))
    if seat not in bench.recused:
        raise Refused(_("The seat is not recused."))
    if not because.strip():
        raise Refused(_("Say why the recusal is lifted."))
    lifted = {"lifted_at": timezone.now(), "lifted_by": by, "lifted_because": because}
    Recusal.objects.filter(matter=matter, seat__person=seat.person).update(**lifted)
    recusal, _is_new = Recusal.objects.update_or_create(matter=matter, seat=seat, defaults=lifted)
    mails.recusal_lifted(recusal)
    return recusal
