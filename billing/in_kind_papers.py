"""What the deciding body reads about an in-kind application, as a text that stays as it was.

Always in Swedish: callers put the language in force.
"""

from django.utils.translation import gettext as _

from lattvikt.lib import hours
from lattvikt.lib.markdown import plain, quoted
from lattvikt.lib.money import kronor

LANGUAGE = "sv"


def title(application) -> str:
    return _("In-kind %(year)s: %(name)s") % {
        "year": application.year,
        "name": application.organisation,
    }


def resolution(application) -> str:
    """The tasks and the time stand in it: that is what the body approves."""
    facts = {
        "name": plain(application.organisation.name),
        "number": application.organisation.shown_org_number,
        "year": application.year,
        "fee": kronor(application.fee),
    }
    that = _(
        "That %(name)s (%(number)s) may pay its membership fee for %(year)s, %(fee)s, in kind with "
        "this work:"
    )
    return "\n".join([that % facts, "", *(task_line(task) for task in application.tasks.all())])


def task_line(task) -> str:
    facts = {
        "text": plain(task.text),
        "hours": hours.show(task.hours),
        "value": kronor(task.value),
    }
    return "- " + _("%(text)s: %(hours)s hours, %(value)s") % facts


def background(application) -> str:
    parts = [sums(application), _("The member writes:"), quoted(application.benefit)]
    if application.late_because:
        reason = {"reason": plain(application.late_because)}
        parts.append(_("The application came late and was let in: %(reason)s") % reason)
    return "\n\n".join(parts)


def sums(application) -> str:
    return _(
        "%(hours)s hours at %(rate)s an hour come to %(value)s. The fee is %(fee)s. Delivery is to "
        "be reported by %(day)s; what is not delivered is paid in cash."
    ) % {
        "hours": hours.show(application.hours),
        "rate": kronor(application.hourly_rate),
        "value": kronor(application.value),
        "fee": kronor(application.fee),
        "day": application.report_on,
    }
