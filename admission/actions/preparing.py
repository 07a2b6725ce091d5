"""What the secretariat does: asks, and puts the application before the body that decides."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from admission import mails, papers, rules
from admission.actions.moving import Status, guard, lock, move, refuse_who_is_a_member
from admission.models import Application
from board.actions import open_matter
from board.models import Body, Subject, is_tied
from lattvikt.lib.refused import Refused
from members.actions import link_login


@transaction.atomic
def return_with_question(application, *, question, by) -> Application:
    """Give it back to the applicant, who may answer and correct."""
    application = lock(application)
    guard(application, Status.SUBMITTED)
    refuse_the_tied(application, by)
    if not question.strip():
        raise Refused(_("Write what the applicant should answer."))
    event = move(application, Status.RETURNED, by=by, text=question)
    mails.question(application, event)
    return application


@transaction.atomic
def refer(application, *, by) -> Application:
    """Put it before the body that decides on membership (the setting ADMISSION_BODY)."""
    application = lock(application)
    guard(application, Status.SUBMITTED)
    refuse_the_tied(application, by)
    refuse_who_is_a_member(application)
    if reasons := rules.reasons_not_to_admit(application):
        raise Refused(" ".join(reasons))
    link_login(application.applicant)  # a seat holder who applies is a party, and so recused
    with override(papers.LANGUAGE):
        application.matter = open_matter(
            body=deciding_body(),
            subject=Subject.MEMBERS,
            title=papers.title(application),
            resolution=papers.resolution(application),
            background=papers.background(application),
            presented_by=by.get_full_name(),
            parties=application.parties(),
        )
    move(application, Status.REFERRED, by=by)
    return application


def refuse_the_tied(application, by):
    if refusal := why_not_prepared_by(application, by):
        raise Refused(refusal)


def why_not_prepared_by(application, user) -> str | None:
    """Why the user may not, or None: jäv bars preparing (LEF 7 kap. 23 §), not only the vote."""
    if application.applicant_id == user.pk or is_tied(user, application.parties()):
        return _(
            "You are recused: you are tied to the organisation that applies. "
            "Somebody else has to prepare the application."
        )
    return None


def deciding_body() -> Body:
    """The body that the setting names; one without such a body is a fault of the installation."""
    return Body.objects.get(slug=settings.ADMISSION_BODY)
