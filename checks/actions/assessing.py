"""The assessing body at work: who is asked, what each gives, and who stands aside."""

from collections import Counter

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from board.actions.meetings import may_keep_meetings
from board.models import Body, Seat
from board.rules import who_presides
from checks import mails
from checks.actions.applying import Status, lock
from checks.actions.calls import lock as lock_call
from checks.models import Application, Assessment, Assessor, Recusal, Statement, competes, has_jav
from lattvikt.lib.refused import Refused

DAYS_BEFORE = 3  # the reminder


@transaction.atomic
def ask_to_assess(call, *, seats, assess_by, by, now, applications=None) -> list[Assessor]:
    """Ask the seats to assess the call's applications, or some of them, by the day.

    Each but those in which the seat has jäv; who was asked before is not asked again. `by` keeps
    the body, and asks nobody about what it has jäv in. Raises Refused when nothing new is asked.
    """
    guard_keeper(by)
    call = lock_call(call)
    of_call = call.applications.visible_to(by).filter(status=Status.SUBMITTED, statement=None)
    if applications is not None:
        of_call = of_call.filter(pk__in=[one.pk for one in applications])
    known = set(Assessor.objects.filter(application__call=call).values_list("application", "seat"))
    new = [
        Assessor(application=application, seat=seat, asked_at=now)
        for seat in assessing_body_seats().voting().filter(pk__in=[one.pk for one in seats])
        for application in of_call.visible_to(seat).order_by("pk")
        if (application.pk, seat.pk) not in known
    ]
    if not new:
        raise Refused(_("There is nothing more to ask of these."))
    call.assess_by = assess_by
    call.save(update_fields=["assess_by"])
    mails.asked_to_assess(call, Assessor.objects.bulk_create(new))
    return new


@transaction.atomic
def release(assessor, *, by):
    """No longer ask the seat. Raises Refused when it has given its assessment."""
    guard_keeper(by)
    guard_seen(assessor.application, by)
    lock(assessor.application)
    if assessor.assessments.exists():
        raise Refused(_("The assessment has been given, and stands."))
    assessor.delete()


@transaction.atomic
def assess(application, *, seat, scores, now) -> Assessment:
    """Give one's assessment of what was last sent, or change it. Until the statement.

    `scores` has, by criterion, the points and the reason. Raises Refused for who is not asked or
    has jäv, and when a criterion lacks either.
    """
    application = lock(application)
    guard_seen(application, seat)
    assessor = application.assessors.of(seat.person_id).first()
    if assessor is None:
        raise Refused(_("You are not asked to assess this application."))
    if application.status != Status.SUBMITTED or has_statement(application):
        raise Refused(_("The assessment is over: there is a statement."))
    guard_whole(application.call, scores)
    others = Assessment.objects.counting().filter(assessor__application=application)
    has_seen_others = others.exclude(assessor=assessor).exists()
    assessment, is_new = Assessment.objects.update_or_create(
        assessor=assessor, revision=application.last_revision, defaults={"at": now}
    )
    if not is_new and has_seen_others:
        assessment.is_changed = True
        assessment.save(update_fields=["is_changed"])
    for criterion, (points, reason) in scores.items():
        facts = {"points": points, "reason": reason.strip()}
        assessment.scores.update_or_create(criterion=criterion, defaults=facts)
    return assessment


def guard_whole(call, scores):
    if set(scores) != set(call.criteria.all()):
        raise Refused(_("Give points on each criterion."))
    if not all(reason.strip() for _points, reason in scores.values()):
        raise Refused(_("Give a reason for the points on each criterion."))


@transaction.atomic
def declare_jav(application, *, seat, reason="") -> Recusal:
    """Stand aside: what was given before the statement is dropped, and nothing more is shown."""
    application = lock(application)
    guard_seen(application, seat)
    if not has_statement(application):
        given = Assessment.objects.filter(assessor__application=application)
        given.filter(assessor__seat__person=seat.person_id).delete()
    return Recusal.objects.create(application=application, seat=seat, reason=reason)


def remind_assessors(*, today):
    """A letter to who has something left to assess, some days before the day. Safe to run twice."""
    waiting = Assessor.objects.waiting().due_within(DAYS_BEFORE, today)
    rows = waiting.select_related("seat__person", "application__call")
    left = Counter((one.application.call, one.seat) for one in rows)
    for (call, seat), number in left.items():
        with transaction.atomic():
            mails.assessment_reminder(call, seat, number)


def has_statement(application) -> bool:
    return Statement.objects.filter(application=application).exists()


def guard_keeper(seat):
    if not may_keep_meetings(seat):
        raise Refused(_("Only the chair, the vice chair and the secretary ask for assessments."))


def guard_seen(application, seat):
    if not Application.objects.visible_to(seat).filter(pk=application.pk).exists():
        raise Refused(_("You have jäv in this application, or it is not to be assessed."))


def leaders_of(application) -> list[Seat]:
    """Who writes the statement: who presides of those without jäv, else any of them."""
    person, number = OuterRef("person_id"), application.organisation.org_number or ""
    jav = has_jav(person, application=application.pk, number=number)
    able = assessing_body_seats().voting().exclude(competes(person, application.call_id))
    seats = list(able.exclude(jav))
    chair = who_presides(seats)
    return [chair] if chair else seats


def assessing_body_seats():
    """Today's seats of the body that assesses; one without such a body is a faulty installation."""
    body = Body.objects.get(slug=settings.CHECKS_ASSESSING_BODY)
    return Seat.objects.of(body).sitting().in_order_of_role()
