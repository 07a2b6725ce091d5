"""What the assessing body says together, when each has said their own."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checks import rules
from checks.actions.applying import Status, lock
from checks.actions.assessing import guard_seen, leaders_of
from checks.actions.calls import lock as lock_call
from checks.actions.calls import stage_of
from checks.models import Assessment, Assessor, Statement
from checks.rules import Stage
from lattvikt.lib.money import kronor
from lattvikt.lib.refused import Refused


@transaction.atomic
def write_statement(application, *, rank, by, now, text, amount, conditions="") -> Statement:
    """What the body recommends, or (without an amount) that it advises against.

    With the place in the call's ranking, where 1 is first. It may be changed until the application
    lies before the board. Raises Refused while somebody's assessment is waited for, with fewer than
    the setting says, and for who does not preside or has jäv.
    """
    call = lock_call(application.call)
    application = lock(application)
    guard_seen(application, by)
    if refusal := why_no_statement(application, call, by=by, now=now):
        raise Refused(refusal)
    guard_amount(application, call, amount)
    statement = Statement.objects.filter(application=application).first()
    statement = statement or Statement(application=application)
    statement.recommendation = RECOMMENDATION[amount is not None]
    statement.amount, statement.conditions, statement.text = amount, conditions, text
    statement.by, statement.at = by, now
    take_place(call, statement, rank)
    return statement


RECOMMENDATION = {True: Statement.Recommendation.GRANT, False: Statement.Recommendation.DECLINE}


def why_no_statement(application, call, *, by, now) -> str | None:
    """Why the seat cannot write the statement now, or None."""
    if stage_of(call, now) != Stage.CLOSED:
        return _("The call has not closed yet.")
    if application.is_before_the_board or application.status != Status.SUBMITTED:
        return _("The application has come further, and the statement stands.")
    if by not in leaders_of(application):
        return _("Only who presides, and has no jäv, writes the statement.")
    return why_not_assessed(application)


def why_not_assessed(application) -> str | None:
    """What the assessment lacks before there can be a statement, or None."""
    waiting = Assessor.objects.waiting().filter(application=application).count()
    if waiting:
        text = ngettext(
            "%(number)d assessment is waited for.",
            "%(number)d assessments are waited for.",
            waiting,
        )
        return text % {"number": waiting}
    given = Assessment.objects.counting().filter(assessor__application=application).count()
    if given < settings.CHECKS_LEAST_ASSESSMENTS:
        return _("At least %(number)d assessments are needed.") % {
            "number": settings.CHECKS_LEAST_ASSESSMENTS
        }
    return None


def guard_amount(application, call, amount):
    most = min(application.last_revision.asked, call.largest_amount)
    if amount is not None and not 0 < amount <= most:
        raise Refused(_("The amount is more than 0 and at most %(most)s.") % {"most": kronor(most)})


def take_place(call, statement, place):
    """Let it have its place in the ranking, and the others theirs after it."""
    ranked = list(Statement.objects.filter(application__call=call).exclude(pk=statement.pk))
    for number, one in enumerate(rules.placed(ranked, statement, place), 1):
        one.rank = number
    statement.save()
    Statement.objects.bulk_update(ranked, ["rank"])
