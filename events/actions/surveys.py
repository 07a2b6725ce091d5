"""A survey is sent to those who come, answered without a login, and closed: then names are gone."""

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from events import mails
from events.models import Answer, Asked, Event, Response, Survey
from events.rules import Stage
from lattvikt.lib.refused import Refused
from lattvikt.lib.wake import wake

logger = structlog.get_logger(__name__)

SWEEP = "events.tasks.see_to_surveys"
AT_A_TIME = 100
STAGE_OF = {Survey.Moment.BEFORE: Stage.PUBLISHED, Survey.Moment.AFTER: Stage.HELD}


@transaction.atomic
def open_survey(event, *, moment, closes_at, now) -> Survey:
    """Let the letters go, to those who come later too. Raises Refused with what stands in the way.

    Before an event that is published; after one that has been held and not closed.
    """
    event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    survey = Survey(event=event, moment=moment, opened_at=now, closes_at=closes_at)
    if event.surveys.filter(moment=moment).exists():
        raise Refused(_("The survey has been sent already."))
    if event.stage_at(now) != STAGE_OF[moment]:
        raise Refused(_("It is sent before an event that is published, or after one that is held."))
    if not survey.questions().exists():
        raise Refused(_("Write at least one question first."))
    if not now < closes_at:
        raise Refused(_("The last moment for answers has passed already."))
    if moment == Survey.Moment.BEFORE and closes_at > event.starts_at:
        raise Refused(_("What is asked before is answered before the event begins."))
    survey.save()
    wake(SWEEP)
    return survey


def see_to_surveys(*, days, now) -> None:
    """Ask who has not been asked, remind the silent after so many days, close what is over."""
    for survey in Survey.objects.lapsed(now):
        close_survey(survey, now=now)
    for survey in Survey.objects.taking_answers(now):
        try:
            while ask_some(survey, now=now) or remind_some(survey, days=days, now=now):
                pass
        except Exception:
            logger.exception("A survey could not be sent.", survey=survey.pk)


@transaction.atomic
def ask_some(survey, *, now) -> bool:
    """Owe some of the letters; False when none is missing, or somebody else is at it."""
    if (survey := claim(survey, now=now)) is None:
        return False
    missing = list(survey.to_ask()[:AT_A_TIME])
    asked = [Asked(survey=survey, registration=one, asked_at=now) for one in missing]
    for one in Asked.objects.bulk_create(asked):
        mails.survey(one)
    return bool(asked)


@transaction.atomic
def remind_some(survey, *, days, now) -> bool:
    if (survey := claim(survey, now=now)) is None:
        return False
    silent = survey.to_remind(days=days, now=now).select_related("registration").order_by("pk")
    chosen = list(silent[:AT_A_TIME])
    for one in chosen:
        one.survey = survey
        mails.survey(one, is_reminder=True)
    Asked.objects.filter(pk__in=[one.pk for one in chosen]).update(reminded_at=now)
    return bool(chosen)


def claim(survey, *, now) -> Survey | None:
    """The survey, as long as it takes answers and no other worker has it."""
    open_ones = Survey.objects.taking_answers(now).select_related("event")
    claimed = open_ones.select_for_update(skip_locked=True, no_key=True, of=("self",))
    return claimed.filter(pk=survey.pk).first()


@transaction.atomic
def answer_survey(asked, *, values, now) -> None:
    """Keep what one answers, in place of what one has answered before.

    `values` has a number or a text for each question that is answered. Raises Refused when the
    survey is closed, or nothing is answered.
    """
    survey = Survey.objects.select_for_update(no_key=True).get(pk=asked.survey_id)
    if not Survey.objects.taking_answers(now).filter(pk=survey.pk).exists():
        raise Refused(_("The survey is closed, and takes no more answers."))
    if not values:
        raise Refused(_("Answer at least one question."))
    response, _is_new = Response.objects.get_or_create(survey=survey, asked=asked)
    response.answers.all().delete()
    Answer.objects.bulk_create(as_answer(response, *one) for one in values.items())


def as_answer(response, question, value) -> Answer:
    facts = {"text": value} if isinstance(value, str) else {"number": value}
    return Answer(response=response, question=question, **facts)


@transaction.atomic
def close_survey(survey, *, now) -> None:
    """Take no more answers, and forget who answered what. Safe to do twice."""
    survey = Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    survey.responses.update(asked=None)
    if survey.closed_at is None:
        survey.closed_at = now
        survey.save(update_fields=["closed_at"])
