"""What the secretariat does: asks, and puts the application before the body that decides (R4.9)."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing import in_kind_papers as papers
from billing import mails
from billing.actions.in_kind.applying import guard_value, why_not_in_kind
from billing.actions.in_kind.moving import Status, guard, lock, move
from billing.models import InKindApplication
from board.actions import open_matter
from board.models import Body, is_tied
from lattvikt.lib.refused import Refused


@transaction.atomic
def ask_about_in_kind(application, *, question, by, today) -> InKindApplication:
    """Give it back to the member, who may answer and correct."""
    application = lock(application)
    guard(application, Status.SUBMITTED)
    refuse_the_tied(application, by)
    if not question.strip():
        raise Refused(_("Write what the member should answer."))
    event = move(application, Status.RETURNED, by=by, today=today, text=question.strip())
    mails.in_kind_question(application, event, today=today)
    return application


@transaction.atomic
def refer_in_kind(application, *, by, today) -> InKindApplication:
    """Put it before the body that judges and decides (R4.10; the setting IN_KIND_BODY).

    Raises Refused for who has become a for-profit or left, for work worth less than the fee, and
    while the fee that it is to replace cannot be known.
    """
    application = lock(application)
    guard(application, Status.SUBMITTED)
    refuse_the_tied(application, by)
    guard_facts(application)
    with override(papers.LANGUAGE):
        application.matter = open_matter(
            body=in_kind_body(),
            title=papers.title(application),
            resolution=papers.resolution(application),
            background=papers.background(application),
            presented_by=by.get_full_name(),
            parties=application.parties(),
        )
    move(application, Status.REFERRED, by=by, today=today)
    return application


def guard_facts(application):
    if refusal := why_not_in_kind(application.organisation, application.year):
        raise Refused(refusal)
    if application.fee is None:
        raise Refused(_("There is no fee for the year’s head-count to set the work against."))
    tasks = application.tasks.values_list("text", "hours")
    guard_value(tasks, rate=application.hourly_rate, fee=application.fee)


def refuse_the_tied(application, by):
    if refusal := why_in_kind_is_not_prepared_by(application, by):
        raise Refused(refusal)


def why_in_kind_is_not_prepared_by(application, user) -> str | None:
    """Why the user may not, or None: jäv bars preparing (LEF 7 kap. 23 §), not only the vote."""
    if is_tied(user, application.parties()):
        return _(
            "You are recused: you are tied to the organisation that applies. "
            "Somebody else has to prepare the application."
        )
    return None


def in_kind_body() -> Body:
    """The body that the setting names; one without such a body is a fault of the installation."""
    return Body.objects.get(slug=settings.IN_KIND_BODY)
