"""The yearly round of head-counts: opened by a person, answered by the members, then frozen."""

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lattvikt.lib import head_count as bounds
from lattvikt.lib.batches import in_batches
from lattvikt.lib.refused import Refused
from lattvikt.lib.wake import wake
from members import mails, rules
from members.actions.people import lock
from members.models import (
    Contact,
    FeeSchedule,
    HeadCount,
    HeadCountRound,
    HowKnown,
    Organisation,
    members_in,
)

logger = structlog.get_logger(__name__)

SWEEP = "members.tasks.follow_head_counts"
AT_A_TIME = 50


@transaction.atomic
def open_round(head_count_round, *, by, now) -> HeadCountRound:
    """Ask every member of the year. The clock writes the letters, at once.

    Raises Refused when it is open or frozen already, while another is open, and when the first
    reminder would go out with the question.
    """
    # All of them, so that two people cannot open one each.
    rounds = {one.pk: one for one in HeadCountRound.objects.order_by("pk").select_for_update()}
    opening = rounds[head_count_round.pk]
    if opening.opened_at:
        raise Refused(_("The round has been opened already."))
    if any(one.opened_at and not one.frozen_at for one in rounds.values()):
        raise Refused(_("Another round is open. Freeze it first."))
    if opening.reminds_on <= timezone.localdate(now):
        raise Refused(_("The first reminder must come later than today. Change the days first."))
    opening.opened_at, opening.opened_by = now, by
    opening.save(update_fields=["opened_at", "opened_by"])
    ask_all(opening)
    wake(SWEEP)
    return opening


def ask_all(opening):
    members = members_in(opening.year).order_by("pk").values_list("pk", "employees")
    for batch in in_batches(list(members)):
        HeadCount.objects.bulk_create(
            HeadCount(round=opening, organisation_id=pk, known=employees) for pk, employees in batch
        )


def ask_the_silent(today) -> int:
    """Owe each silent member the letter that is due: the question, then the reminders.

    Returns how many members were written to. A reminder that the clock has slept through is not
    sent beside the next. Any number of these may run at once.
    """
    asking = HeadCountRound.objects.taking_answers(today).first()
    if asking is None:
        return 0
    schedule = FeeSchedule.objects.prefetch_related("tiers").in_force(asking.year)
    written = 0
    while batch := ask_some(asking, schedule, today):
        written += batch
    return written


@transaction.atomic
def ask_some(asking, schedule, today) -> int:
    """Write to the next few that nobody else is writing to: the row locks are the claim."""
    times = asking.letters_due_on(today)
    due = HeadCount.objects.silent().filter(round=asking, letters__lt=times).order_by("pk")
    claim = due.select_for_update(skip_locked=True, no_key=True, of=["self"])
    contacts = Contact.objects.on(today).filter(role=Contact.Role.CONTACT)
    asked = claim.select_related("organisation", "round").prefetch_related(
        Prefetch(
            "organisation__contacts",
            contacts.exclude(person__email="").select_related("person"),
            to_attr="asked_people",
        )
    )[:AT_A_TIME]
    for head_count in asked:
        answer = schedule and schedule.answer_for(head_count.organisation.employees or 0)
        for contact in head_count.organisation.asked_people:
            mails.head_count_asked(head_count, contact.person, times=times, answer=answer)
    return HeadCount.objects.filter(pk__in=[one.pk for one in asked]).update(letters=times)


@transaction.atomic
def confirm_by_link(head_count, *, employees, person, now) -> HeadCount:
    """The person confirms the number that the letter showed. Raises Refused when it may not be."""
    organisation = head_count.organisation
    lock(organisation)
    head_count = lock_head_count(head_count)
    state = rules.link_state(
        is_answered=head_count.said_at is not None,
        takes_answers=head_count.round.takes_answers_on(timezone.localdate(now)),
        shown=employees,
        known=organisation.employees,
    )
    if state != rules.LinkState.GOOD:
        raise Refused(_("The link can no longer be used. Nothing was changed."))
    return answer(
        head_count, employees, how=HowKnown.LINK, said_by=person.name, by=person.user, now=now
    )


def answer_on_our_pages(organisation, *, by, now):
    """What the member has just given is its answer to each round that still takes it.

    The organisation is locked already.
    """
    for asked in organisation.head_counts.filter(round__opened_at__isnull=False).order_by("pk"):
        head_count = lock_head_count(asked)
        if head_count.may_be_answered_on(timezone.localdate(now)):
            answer(
                head_count,
                organisation.employees,
                how=HowKnown.PAGES,
                said_by=by.get_full_name(),
                by=by,
                now=now,
            )


@transaction.atomic
def note_head_count(head_count, *, employees, said_by, by, now) -> HeadCount:
    """The secretariat notes what somebody of the member has said, by phone or in a letter.

    Raises Refused for a number that cannot be, and for one that is frozen.
    """
    try:
        bounds.within_bounds(employees)
    except ValidationError as wrong:
        raise Refused(wrong.message) from None
    organisation = head_count.organisation
    lock(organisation)
    head_count = lock_head_count(head_count)
    if not head_count.may_be_answered_on(timezone.localdate(now)):
        raise Refused(_("The numbers of this round are frozen."))
    organisation.employees = employees
    organisation.save(update_fields=["employees"])
    return answer(
        head_count, employees, how=HowKnown.SECRETARIAT, said_by=said_by.strip(), by=by, now=now
    )


def lock_head_count(head_count) -> HeadCount:
    """As it is now, with its round locked first: nothing is frozen while somebody answers."""
    the_round = HeadCountRound.objects.select_for_update(no_key=True).get(pk=head_count.round_id)
    locked = HeadCount.objects.select_for_update(no_key=True).get(pk=head_count.pk)
    locked.round = the_round
    return locked


def answer(head_count, employees, *, how, said_by, by, now) -> HeadCount:
    head_count.employees, head_count.how = employees, how
    head_count.said_at, head_count.said_by, head_count.user = now, said_by, by
    head_count.save(update_fields=["employees", "how", "said_at", "said_by", "user"])
    return head_count


def freeze_passed_rounds(now):
    """Freeze the rounds whose last day has passed."""
    for passed in HeadCountRound.objects.to_freeze(timezone.localdate(now)):
        try:
            freeze_round(passed, now=now)
        except Refused:
            logger.info("The round was frozen by another.", year=passed.year)


@transaction.atomic
def freeze_round(head_count_round, *, now) -> HeadCountRound:
    """From now on the year's fees are reckoned on these numbers. A person may do it early.

    What becomes of the silent is the round's own rule. Raises Refused for a round that is not open.
    """
    freezing = HeadCountRound.objects.select_for_update().get(pk=head_count_round.pk)
    if not freezing.opened_at:
        raise Refused(_("The round has not been opened."))
    if freezing.frozen_at:
        day = date_format(timezone.localdate(freezing.frozen_at), "DATE_FORMAT")
        raise Refused(_("The numbers were frozen on %(day)s.") % {"day": day})
    if freezing.silent == HeadCountRound.Silent.LAST_KNOWN:
        use_last_known(freezing)
    freezing.frozen_at = now
    freezing.save(update_fields=["frozen_at"])
    return freezing


def use_last_known(freezing):
    """0 is no number that a fee is reckoned on: such a member is left to a person."""
    known = Organisation.objects.filter(pk=OuterRef("organisation")).values("employees")
    silent = freezing.head_counts.filter(said_at=None, organisation__employees__gte=1)
    silent.update(employees=Subquery(known), how=HowKnown.LAST_KNOWN)
