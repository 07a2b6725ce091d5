"""The page that a letter about the head-count leads to: one number, one button, no login."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lattvikt.lib.refused import said_if_refused
from members import actions, rules
from members.mails import HEAD_COUNT_SALT
from members.models import Contact, FeeSchedule, HeadCount


@require_http_methods(["GET", "HEAD", "POST"])
def head_count(request, signed):
    """A visit changes nothing, so that a scanner of letters may follow the link."""
    if (asked := find_asked(signed)) is None:
        return render(request, "members/head_count_over.html", status=404)
    one, person, shown = asked
    if request.method == "POST":
        confirm(request, one, person, shown)
        return redirect(request.path)
    state = rules.link_state(
        is_answered=one.said_at is not None,
        takes_answers=one.round.takes_answers_on(timezone.localdate()),
        shown=shown,
        known=one.organisation.employees,
    )
    schedule = FeeSchedule.objects.prefetch_related("tiers").in_force(one.round.year)
    context = {
        "head_count": one,
        "shown": shown,
        "state": state,
        "schedule": schedule,
        "answer": schedule
        and schedule.answer_for(shown, is_for_profit=one.organisation.is_for_profit),
    }
    return render(request, "members/head_count.html", context)


def find_asked(signed):
    """What is asked, of whom, and the number that the letter shows; None when it does not hold.

    A link is for the person it was sent to, as long as that is a contact person.
    """
    try:
        key, person, shown = signing.loads(signed, salt=HEAD_COUNT_SALT)
    except signing.BadSignature:
        return None
    one = HeadCount.objects.wanted().select_related("round", "organisation").filter(pk=key).first()
    roles = Contact.objects.current().filter(person=person, role=Contact.Role.CONTACT)
    contact = one and roles.for_organisation(one.organisation).select_related("person").first()
    return contact and (one, contact.person, shown)


def confirm(request, one, person, shown):
    with said_if_refused(request):
        actions.confirm_by_link(one, employees=shown, person=person, now=timezone.now())
        messages.success(request, _("Thank you. The number of employees is confirmed."))
