"""How a goal stands: which organisations somebody comes for, and which nobody comes for yet."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Count, ExpressionWrapper, Q
from django.utils.translation import gettext_lazy as _

from events import rules
from events.models.goals import Goal
from events.models.invitations import Invitation
from events.models.places import Registration
from events.models.reach import with_people_to_call
from events.rules import Measure, Missing
from members.models import Contact


@dataclass(frozen=True)
class Standing:
    """How many organisations there are to count, and how many have come how far."""

    total: int
    counts: dict[Measure, int]


def standing_of(goal: Goal) -> Standing:
    """As it was frozen, or else as it is now: one query."""
    if outcome := outcome_of(goal):
        counts = {measure: getattr(outcome, measure) for measure in Measure}
        return Standing(outcome.total, counts)
    found = goal.organisations().aggregate(
        total=Count("pk"),
        **{measure.value: Count("pk", filter=come) for measure, come in measured(goal).items()},
    )
    return Standing(found["total"], {measure: found[measure.value] for measure in Measure})


def outcome_of(goal):
    return getattr(goal, "outcome", None)  # the one-to-one's absence is an AttributeError


def measured(goal: Goal) -> dict[Measure, Q]:
    """For each measure a condition on organisations: somebody of them has come so far.

    Who is invited and answers does so for every organisation where one has a role on the day; who
    is registered comes for the one that is named. Who has registered, or stands in line, has said
    yes too.
    """
    asked, come = goal.event.invitations, Registration.objects.filter(event=goal.event)
    registered = come.filter(state=Registration.State.REGISTERED)
    said_yes = asked.filter(answer=Invitation.Answer.YES)
    return {
        Measure.INVITED: somebody_of(asked, goal.day),
        Measure.SAID_YES: somebody_of(said_yes, goal.day) | named_by(come.live()),
        Measure.REGISTERED: named_by(registered),
        Measure.CHECKED_IN: named_by(registered.exclude(checked_in_at=None)),
    }


def somebody_of(invitations, day: date) -> Q:
    roles = Contact.objects.on(day).filter(person__in=invitations.values("person"))
    return named_by(invitations) | named_by(roles)


def named_by(rows) -> Q:
    return Q(pk__in=rows.exclude(organisation=None).values("organisation"))


def marked(goal: Goal):
    """The organisations in Swedish order, each with which measures it has come to."""
    marks = {measure.value: holds(come) for measure, come in measured(goal).items()}
    return goal.organisations().annotate(**marks).in_swedish_order()


def missing_of(goal: Goal):
    """Those that nobody comes for, in Swedish order, each with how it stands and whom to call."""
    asked = goal.event.invitations
    answers = {"silent": asked.filter(answer=""), "said_no": asked.filter(answer="no")}
    told = {name: holds(somebody_of(rows, goal.day)) for name, rows in answers.items()}
    absent = marked(goal).annotate(**told).exclude(measured(goal)[goal.measure])
    return with_people_to_call(absent, goal.day)


def holds(condition: Q):
    return ExpressionWrapper(condition, output_field=BooleanField())


MISSING = {
    Missing.NOT_COME: _("registered, and has not come"),
    Missing.NOT_REGISTERED: _("has said yes, and is not registered"),
    Missing.SILENT: _("has not answered"),
    Missing.SAID_NO: _("has said no"),
    Missing.NOT_INVITED: _("nobody is invited"),
}


def stands(organisation) -> Missing:
    """How it is with one of `missing_of`."""
    return rules.missing(
        registered=organisation.registered,
        said_yes=organisation.said_yes,
        silent=organisation.silent,
        said_no=organisation.said_no,
    )
