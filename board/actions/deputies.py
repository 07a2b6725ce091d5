"""When somebody with a vote cannot come: the deputies are asked in turn, one at a time."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from board import mails
from board.actions.agenda import lock
from board.models import MeetingAnswer, Seat, StandIn
from lattvikt.lib.refused import Refused

TIME_TO_ANSWER = timedelta(days=1)


def see_to_deputy(meeting, seat, choice, now):
    """What follows of a seat's answer to the notice; the caller has locked the meeting."""
    cannot = choice == MeetingAnswer.Choice.CANNOT
    if seat.role == Seat.Role.DEPUTY:
        take_deputys_answer(meeting, seat, cannot, now)
    elif not cannot:
        release_deputy(meeting, seat)
    elif seat.votes and not meeting.stand_ins.standing().filter(seat=seat).exists():
        ask_next(meeting, seat, now)


def take_deputys_answer(meeting, deputy, cannot, now):
    """Raises Refused for a yes that comes when somebody else has been asked, or nobody need be."""
    one = meeting.stand_ins.select_related("seat").get(deputy=deputy)
    was_waited_for = one.state in StandIn.STANDING
    if not (cannot or was_waited_for or is_without(meeting, one.seat)):
        raise Refused(_("Nobody is needed to stand in any more."))
    settle(one, StandIn.State.DECLINED if cannot else StandIn.State.ACCEPTED)
    if cannot and was_waited_for:
        ask_next(meeting, one.seat, now)


def is_without(meeting, seat):
    """The holder cannot come, and nobody is asked or has said yes to stand in."""
    answers = meeting.answers.filter(seat=seat, choice=MeetingAnswer.Choice.CANNOT)
    return answers.exists() and not meeting.stand_ins.standing().filter(seat=seat).exists()


def release_deputy(meeting, seat):
    """The holder comes after all; who was to stand in is told, if anybody was."""
    for one in meeting.stand_ins.standing().filter(seat=seat).select_related("deputy__person"):
        settle(one, StandIn.State.RELEASED)
        mails.deputy_released(one)


def ask_next(meeting, seat, now):
    """Ask the deputy who has been one the longest of those left to ask, if there is one."""
    deputy = left_to_ask(meeting).first()
    if deputy is None:
        return
    facts = {"seat": seat, "state": StandIn.State.ASKED, "asked_at": now}
    before = meeting.stand_ins.filter(deputy=deputy).first()
    facts["times_asked"] = before.times_asked + 1 if before else 1
    one, _new = StandIn.objects.update_or_create(meeting=meeting, deputy=deputy, defaults=facts)
    MeetingAnswer.objects.filter(meeting=meeting, seat=deputy).delete()
    mails.deputy_asked(one)


def left_to_ask(meeting):
    """The deputies who have not been asked, or were not needed; in order of their time."""
    asked = meeting.stand_ins.exclude(state=StandIn.State.RELEASED).values("deputy")
    deputies = Seat.objects.sitting().of(meeting.body_id).filter(role=Seat.Role.DEPUTY)
    return deputies.exclude(pk__in=asked).select_related("person").order_by("since", "pk")


def settle(one, state):
    one.state = state
    one.save(update_fields=["state"])


def ask_after_silence(*, now):
    """Let the next be asked where a deputy has not answered within a day. May run twice."""
    waiting = StandIn.objects.filter(
        state=StandIn.State.ASKED, asked_at__lte=now - TIME_TO_ANSWER
    ).select_related("meeting")
    for one in waiting.order_by("pk"):
        if one.meeting.is_to_come:
            pass_on(one, now)


@transaction.atomic
def pass_on(one, now):
    """To the next, if there is one; the only one there is may go on thinking."""
    lock(one.meeting)
    one = StandIn.objects.select_related("meeting__body", "seat__person").get(pk=one.pk)
    is_silent = one.state == StandIn.State.ASKED and one.asked_at <= now - TIME_TO_ANSWER
    if is_silent and left_to_ask(one.meeting).exists():
        settle(one, StandIn.State.SILENT)
        ask_next(one.meeting, one.seat, now)
