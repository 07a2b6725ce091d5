"""What the board reads about an application, as a text that stays as it was.

Always in Swedish: callers put the language in force.
"""

from django.utils.translation import gettext as _

from lattvikt.lib.markdown import plain, quoted
from lattvikt.lib.money import kronor

LANGUAGE = "sv"


def title(application) -> str:
    return _("Medlemscheck: %(name)s") % {"name": application.organisation}


def resolution(application) -> str:
    """The amount and the conditions stand in it: that is what the board votes on."""
    conditions = application.conditions.splitlines()
    if not conditions:
        return grant_clause(application) + "."
    clauses = (f"{n}. {plain(clause)}" for n, clause in enumerate(conditions, 1))
    return "\n".join([grant_clause(application) + ", " + _("on condition:"), "", *clauses])


def grant_clause(application) -> str:
    return _(
        "That %(name)s (%(number)s) be granted a medlemscheck of %(amount)s for “%(title)s”"
    ) % {
        "name": plain(application.organisation.name),
        "number": application.organisation.shown_org_number,
        "amount": kronor(application.proposed),
        "title": plain(application.last_revision.title),
    }


def background(application) -> str:
    """What is asked for, and what the assessing body has said."""
    statement, sent = application.statement, application.last_revision
    asked = _("%(name)s asks for %(amount)s in the call “%(call)s”.") % {
        "name": plain(application.organisation.name),
        "amount": kronor(sent.asked),
        "call": plain(application.call.name),
    }
    says = {"body": statement.by.body, "what": recommendation(statement)}
    return "\n\n".join([asked, _("%(body)s %(what)s:") % says, quoted(statement.text)])


def recommendation(statement) -> str:
    if not statement.is_for:
        return statement.get_recommendation_display()
    return _("recommends %(amount)s") % {"amount": kronor(statement.amount)}


def extension_title(extension) -> str:
    return _("Longer time for a medlemscheck: %(name)s") % {"name": extension.project.organisation}


def extension_resolution(extension) -> str:
    """The days stand in it: that is what the board votes on."""
    return _(
        "That %(name)s (%(number)s) may go on with “%(title)s” until %(end)s, and send the final "
        "report by %(report)s."
    ) % {
        **of_project(extension.project),
        "end": extension.ends_on.isoformat(),
        "report": extension.report_due_on.isoformat(),
    }


def extension_background(extension) -> str:
    now = _("Now the project ends %(end)s, and the final report is due %(report)s.") % {
        "end": extension.project.ends_on.isoformat(),
        "report": extension.project.report_due_on.isoformat(),
    }
    return "\n\n".join([now, _("The reason given:"), quoted(extension.reason)])


def reclaim_title(reclaim) -> str:
    return _("Reclaim of a medlemscheck: %(name)s") % {"name": reclaim.project.organisation}


def reclaim_resolution(reclaim) -> str:
    """The amount stands in it: that is what the board votes on."""
    return _(
        "That %(name)s (%(number)s) pay back %(amount)s of the medlemscheck for “%(title)s”."
    ) % {**of_project(reclaim.project), "amount": kronor(reclaim.amount)}


def reclaim_background(reclaim, *, paid) -> str:
    """`paid`: what has been paid out, in kronor."""
    money = _("Granted: %(granted)s. Paid out: %(paid)s.") % {
        "granted": kronor(reclaim.project.granted),
        "paid": kronor(paid),
    }
    return "\n\n".join([money, _("The reason given:"), quoted(reclaim.reason)])


def of_project(project) -> dict[str, str]:
    return {
        "name": plain(project.organisation.name),
        "number": project.organisation.shown_org_number,
        "title": plain(project.title),
    }
