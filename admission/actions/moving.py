"""What every action does: lock the row, see where it is, give it its new status and a trace."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from admission import rules
from admission.models import Application, Event
from lattvikt.lib.refused import Refused
from members.models import Organisation

Status = Application.Status
ONE_OPEN = "one_open_application_per_org_number"
WHY_NOT = {
    Status.DRAFT: gettext_lazy("The application has not been sent yet."),
    Status.SUBMITTED: gettext_lazy("The application has already been sent."),
    Status.RETURNED: gettext_lazy("The application waits for the applicant's answer."),
    Status.REFERRED: gettext_lazy("The application already lies before the deciding body."),
    Status.APPROVED: gettext_lazy("The application has already been approved."),
    Status.REJECTED: gettext_lazy("The application has already been rejected."),
    Status.WITHDRAWN: gettext_lazy("The application has been withdrawn."),
}


def lock(application) -> Application:
    """The row as it is now, kept from others until the transaction ends."""
    rows = Application.objects.select_related("applicant", "kind", "industry", "agenda_version")
    return rows.select_for_update(of=("self",)).get(pk=application.pk)


def guard(application, *statuses):
    if application.status not in statuses:
        raise Refused(str(WHY_NOT[application.status]))


def refuse_unfinished(application):
    if rules.unfinished_steps(application):
        raise Refused(_("Something is missing. Go through the steps once more."))
    refuse_who_is_a_member(application)


def refuse_who_is_a_member(application):
    if Organisation.objects.members().filter(org_number=application.org_number).exists():
        raise Refused(_("%(name)s is already a member.") % {"name": application})


def move(application, status, *, by, text="") -> Event:
    """Give it its new status and its timeline a row."""
    application.status = status
    save(application, ["status", "matter", "language", "submitted_at"])
    return application.events.create(status=status, by=by, text=text)


def save(application, fields):
    """Two may send for one organisation at once: the one who comes last reads why not."""
    try:
        with transaction.atomic():
            application.save(update_fields=list(fields))
    except IntegrityError as error:
        if ONE_OPEN not in str(error):
            raise
        raise Refused(open_already()) from None


def open_already() -> str:
    return _(
        "There is already an open application for this organisation number. Ask a colleague, or "
        "the secretariat."
    )
