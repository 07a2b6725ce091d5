"""The open matters, and one matter with its papers, its ballot and its end."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from board import actions
from board.doors import seat_required
from board.forms import RECUSED, AcclaimForm, BallotForm, DecideForm, LiftForm, ToMeetingForm
from board.models import Bench, Matter
from board.rules import Way
from lattvikt.lib.refused import said_if_refused


@require_safe
def the_board(request):
    return redirect("board:matters", "styrelsen")


@require_safe
@seat_required
def matters(request):
    """What waits for my vote first, then the rest of what is open."""
    every = Matter.objects.filter(body=request.seat.body).open()
    seen = list(every.visible_to(request.seat).with_answer_of(request.seat).with_case())
    waiting = [matter for matter in seen if waits_for(matter, request.seat)]
    others = [matter for matter in seen if matter not in waiting]
    context = {"waiting": waiting, "others": others, "hidden": every.count() - len(seen)}
    return render(request, "board/matters.html", context)


def waits_for(matter, seat):
    """Whether the seat can and should answer now."""
    if matter.my_choice or not matter.is_answered_by(seat):
        return False
    return {
        Way.MEETING: matter.is_present,
        Way.ALONE: True,
        Way.BETWEEN: not matter.is_late,
        Way.WAITING: False,
    }[matter.way]


@require_safe
@seat_required
def matter(request, pk):
    return show(request, the_matter(request, pk))


@require_POST
@seat_required
def vote(request, pk):
    matter = the_matter(request, pk)
    form = BallotForm(request.POST, way=matter.way)
    if not form.is_valid():
        return show(request, matter, ballot_form=form)
    choice, reason = form.cleaned_data["choice"], form.cleaned_data["reason"]
    if choice == RECUSED:
        return declare_recusal(request, matter, reason)
    with said_if_refused(request):
        actions.cast_vote(matter, seat=request.seat, choice=choice, reason=reason)
        messages.success(request, _("Your vote is in. You can change it until the decision."))
    return back_to(matter)


def declare_recusal(request, matter, reason):
    with said_if_refused(request):
        actions.declare_recusal(matter, seat=request.seat, reason=reason)
        messages.success(request, _("You are recused. The matter is no longer shown to you."))
    return redirect("board:matters", request.seat.body.slug)


@require_POST
@seat_required
def to_meeting(request, pk):
    matter = the_matter(request, pk)
    form = ToMeetingForm(request.POST, matter=matter)
    if not form.is_valid():
        return show(request, matter, meeting_form=form)
    with said_if_refused(request):
        meeting = form.cleaned_data["meeting"]
        actions.put_on_meeting(matter, meeting=meeting, by=request.seat)
        messages.success(request, _("The matter goes to %(meeting)s.") % {"meeting": meeting})
    return back_to(matter)


@require_POST
@seat_required
def lift(request, pk, seat):
    matter = the_matter(request, pk)
    seat = get_object_or_404(request.seat.body.seats.current(), pk=seat)
    form = LiftForm(request.POST, seat=seat)
    if not form.is_valid():
        return show(request, matter, lift_forms=[(seat, form)])
    with said_if_refused(request):
        because = form.cleaned_data["because"]
        actions.lift_recusal(matter, seat=seat, by=request.seat, because=because)
        messages.success(request, _("%(name)s is no longer recused.") % {"name": seat.person})
    return back_to(matter)


@require_POST
@seat_required
def decide(request, pk):
    matter = the_matter(request, pk)
    form = DecideForm(request.POST, result=Bench(matter).result)
    if not form.is_valid():
        return show(request, matter, decide_form=form)
    with said_if_refused(request):
        decision = actions.decide(
            matter, by=request.seat, today=timezone.localdate(), **form.cleaned_data
        )
        messages.success(request, what_happened(decision))
    return back_to(matter)


def what_happened(decision):
    if decision is None:
        return _("The matter is postponed. It now waits for a meeting.")
    return _("Decided: %(outcome)s. The decision has number %(number)s.") % {
        "outcome": decision.get_outcome_display(),
        "number": decision.reference,
    }


def the_matter(request, pk):
    """The matter of the URL; to the recused it does not exist."""
    return get_object_or_404(Matter.objects.visible_to(request.seat).with_case(), pk=pk)


def show(request, matter, **forms):
    """The page of one matter: what it shows follows from whether it is still open."""
    context = {"matter": matter, "case": matter.case}
    if matter.is_open:
        context |= on_the_table(request.seat, matter)
    return render(request, "board/matter.html", {**context, **forms})


def on_the_table(seat, matter):
    """What the holder of the seat may see and do. Others' votes come after one's own."""
    bench = Bench(matter)
    mine = bench.vote_of(seat)
    return {
        "bench": bench,
        "mine": mine,
        "may_vote": bench.may_vote(seat) and not (matter.way == Way.BETWEEN and matter.is_late),
        "sees_votes": mine is not None,
        "ballot_form": BallotForm(initial=answer_of(mine), way=matter.way),
        "in_one_with": matters_in_one_with(matter, seat),
        "may_ask": matter.way == Way.MEETING and bench.may_vote(seat),
        "may_acclaim": matter.way == Way.MEETING and seat == bench.chair,
        "acclaim_form": AcclaimForm(),
        "may_decide": bench.may_decide(seat) and seat in bench.able,
        "decide_form": DecideForm(result=bench.result),
        "meeting_form": ToMeetingForm(matter=matter) if bench.may_lead(seat) else None,
        "lift_forms": [(other, LiftForm(seat=other)) for other in bench.recused]
        if seat == bench.chair
        else [],
    }


def matters_in_one_with(matter, seat):
    """The other open matters that one vote or acclamation is for too."""
    if matter.bundle_id is None:
        return []
    others = Matter.objects.visible_to(seat).open().filter(bundle=matter.bundle_id)
    return list(others.exclude(pk=matter.pk))


def answer_of(vote):
    return {"choice": vote.choice, "reason": vote.reason} if vote else {}


def back_to(matter):
    return redirect("board:matter", matter.body.slug, matter.pk)
