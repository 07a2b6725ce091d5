"""The pages that an invitation's link leads to: buttons that post, and no login."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from events import actions
from events.forms import AnswerForm, ForwardForm
from events.mails import ANSWER_SALT
from events.models import Invitation
from lattvikt.lib.refused import said_if_refused, said_in
from members.mails import letters_path

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def answer(request, signed):
    """A visit changes nothing, so that a scanner of letters may follow the link."""
    if (invitation := find_invited(signed)) is None:
        return render(request, "events/answer_over.html", status=404)
    if request.method == "POST":
        take_answer(request, invitation)
        return redirect(request.path)
    context = {
        "invitation": invitation,
        "event": invitation.event,
        "form": AnswerForm(initial={"reason": invitation.declined_because}),
        "is_open": invitation.event.takes_registrations_at(timezone.now()),
        "place": invitation.live_places().first(),
        "letters_path": letters_path(invitation.person),
        "signed": signed,
    }
    return render(request, "events/answer.html", context)


def take_answer(request, invitation):
    form = AnswerForm(request.POST)
    with said_if_refused(request):
        if form.is_valid():
            actions.answer(invitation, **form.cleaned_data, now=timezone.now())
            messages.success(request, _("Thank you for your answer."))


@require_http_methods(METHODS)
def forward(request, signed):
    """To a colleague of the same organisation, who gets an invitation of their own."""
    if (invitation := find_invited(signed)) is None or invitation.organisation is None:
        return render(request, "events/answer_over.html", status=404)
    form = ForwardForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with said_in(form):
            actions.forward(invitation, **form.cleaned_data, now=timezone.now())
            told = _("%(name)s gets an invitation by email, if there is not one already.")
            messages.success(request, told % {"name": form.cleaned_data["name"]})
            return redirect("events:answer", signed)
    context = {"invitation": invitation, "event": invitation.event, "form": form, "signed": signed}
    return render(request, "events/forward.html", context)


def find_invited(signed) -> Invitation | None:
    """The invitation that the link is for; None when it does not hold, or the event is over."""
    try:
        key, person = signing.loads(signed, salt=ANSWER_SALT)
    except signing.BadSignature:
        return None
    whole = Invitation.objects.select_related(
        "event__host", "event__body", "person", "organisation"
    )
    still = whole.filter(event__cancelled_at=None, event__ends_at__gt=timezone.now())
    return still.filter(pk=key, person=person).first()
