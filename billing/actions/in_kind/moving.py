"""What every action does: lock the row, see where it is, give it its new status and a trace."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from billing.models import InKindApplication, InKindEvent
from lattvikt.lib.refused import Refused

Status = InKindApplication.Status
ONE_LIVE = "one_live_in_kind_application_per_organisation_and_year"
WHY_NOT = {
    Status.SUBMITTED: gettext_lazy("The application waits for the secretariat."),
    Status.RETURNED: gettext_lazy("The application waits for the member’s answer."),
    Status.REFERRED: gettext_lazy("The application lies before the deciding body."),
    Status.APPROVED: gettext_lazy("The application has been approved."),
    Status.REPORTED: gettext_lazy("The delivery has been reported and waits to be judged."),
    Status.DELIVERED: gettext_lazy("The delivery has already been judged."),
    Status.PARTLY_DELIVERED: gettext_lazy("The delivery has already been judged."),
    Status.NOT_DELIVERED: gettext_lazy("The delivery has already been judged."),
    Status.REJECTED: gettext_lazy("The application has been rejected."),
    Status.WITHDRAWN: gettext_lazy("The application has been withdrawn."),
}


def lock(application) -> InKindApplication:
    """The row as it is now, kept from others until the transaction ends."""
    rows = InKindApplication.objects.select_related("organisation", "applicant")
    return rows.select_for_update(of=("self",)).get(pk=application.pk)


def guard(application, *statuses):
    if application.status not in statuses:
        raise Refused(str(WHY_NOT[application.status]))


def move(application, status, *, by, today, text="") -> InKindEvent:
    """Give it its new status, and its timeline a row."""
    application.status = status
    application.ended_on = None if status in InKindApplication.HOLDING else today
    application.save()
    return application.events.create(status=status, by=by, text=text)


def create(**fields) -> InKindApplication:
    """Two of a member's people may apply at once: the one who comes last reads why not."""
    try:
        with transaction.atomic():
            return InKindApplication.objects.create(**fields)
    except IntegrityError as error:
        if ONE_LIVE not in str(error):
            raise
        raise Refused(one_already(fields["year"])) from None


def one_already(year) -> str:
    return _("There is already an application to pay in kind for %(year)s.") % {"year": year}
