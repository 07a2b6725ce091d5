"""What the applicant does: begins, fills in, sends, answers, withdraws."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from admission import mails
from admission.actions.moving import Status, guard, lock, move, refuse_unfinished, save
from admission.models import Application
from board.actions import withdraw_matter
from lattvikt.lib.refused import Refused


@transaction.atomic
def start_draft(*, by, language) -> Application:
    """The person's draft: the one already begun, or a new one."""
    application, is_new = Application.objects.get_or_create(
        applicant=by,
        status=Status.DRAFT,
        defaults={"language": language, "contact_name": by.name},
    )
    if is_new:
        application.events.create(status=Status.DRAFT, by=by)
    return application


@transaction.atomic
def save_step(application, *, answers, by) -> Application:
    """Keep what one step of the form has said. `answers` are cleaned fields by name."""
    application = lock(application)
    if not application.is_editable:
        raise Refused(_("The application has been sent and can no longer be changed."))
    for name, value in answers.items():
        setattr(application, name, value)
    save(application, answers)
    return application


@transaction.atomic
def submit_application(application, *, by, language="") -> Application:
    """Take a filled-in draft into our care; letters come in the language it is sent in."""
    application = lock(application)
    guard(application, Status.DRAFT)
    refuse_unfinished(application)
    application.language = language or application.language
    application.submitted_at = timezone.now()
    move(application, Status.SUBMITTED, by=by)
    mails.received(application)
    mails.new_application(application)
    return application


@transaction.atomic
def answer_question(application, *, answer, by) -> Application:
    """Send the application again, with the answer to the secretariat's question."""
    application = lock(application)
    guard(application, Status.RETURNED)
    refuse_unfinished(application)
    if not answer.strip():
        raise Refused(_("Write an answer to the question."))
    event = move(application, Status.SUBMITTED, by=by, text=answer)
    mails.answered(application, event)
    return application


@transaction.atomic
def withdraw(application, *, by) -> Application:
    """End it without a decision; what lies before the body is taken back too."""
    application.refresh_from_db()
    # The matter is locked before the case, as where the body decides.
    if application.status == Status.REFERRED:
        withdraw_matter(application.matter)
    matter_id = application.matter_id
    application = lock(application)
    guard(application, Status.DRAFT, *Application.OPEN)
    if application.matter_id != matter_id:
        raise Refused(_("The application has just been changed. Look at it again."))
    was_sent = application.status != Status.DRAFT
    move(application, Status.WITHDRAWN, by=by)
    if was_sent:
        mails.withdrawn(application, by=by)
    return application
