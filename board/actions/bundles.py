"""Several matters in one: proposed by who presides, taken apart by anybody who objects."""

from django.db import transaction
from django.utils.translation import gettext as _

from board.actions.matters import lock, lock_bundle
from board.models import Bench, Bundle
from board.rules import Way
from lattvikt.lib.refused import Refused


@transaction.atomic
def take_in_one(matters, *, by) -> Bundle:
    """Let one vote or acclamation at the meeting be for all of them (sv. i klump).

    Raises Refused when they are not all on the meeting, when a vote has begun, and when they are
    not for the same seats to answer: whoever is recused in one of them has it decided by itself.
    """
    benches = [Bench(lock(matter)) for matter in sorted(matters, key=lambda one: one.pk)]
    if len(benches) < 2:
        raise Refused(_("Choose at least two matters."))
    for bench in benches:
        if refusal := why_not_in_one(bench, benches[0], by):
            raise Refused(refusal)
    bundle = Bundle.objects.create(made_by=by)
    for bench in benches:
        bench.matter.bundle = bundle
        bench.matter.save(update_fields=["bundle"])
    return bundle


def why_not_in_one(bench, first, by):
    """Why the matter cannot be taken in one with the first, or None."""
    matter = bench.matter
    if matter.way != Way.MEETING or matter.meeting_id != first.matter.meeting_id:
        return _("Only matters on the same meeting are taken in one.")
    if by != bench.chair:
        return _("Only who presides takes matters in one.")
    named = {"title": matter.title}
    if matter.bundle_id:
        return _("“%(title)s” is already taken in one with others.") % named
    if matter.vote_asked_by_id or any(seat.vote for seat in bench.able):
        return _("A vote has begun in “%(title)s”.") % named
    if not bench.is_like(first):
        return _(
            "“%(title)s” is for other members to decide, since somebody is recused or has no vote "
            "in it or in the others. Take it by itself."
        ) % {"title": matter.title}
    return None


@transaction.atomic
def take_apart(matter, *, seat):
    """Somebody objects: each of the matters is then decided by itself. Votes given stand."""
    matters = lock_bundle(matter)
    if len(matters) < 2:
        raise Refused(_("The matter is not taken in one with others."))
    bench = Bench(matters[0])
    if not (bench.may_vote(seat) or bench.may_lead(seat)):
        raise Refused(_("Only those who are present at the meeting object."))
    for one in matters:
        one.bundle = None
        one.save(update_fields=["bundle"])
