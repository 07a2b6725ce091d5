"""What the owners of a local network do, and the page on which one is asked to be one."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from events import actions
from events.forms import AskOwnerForm, MeetingForm, OutcomeForm
from events.mails import OWNER_SALT
from events.models import NetworkOwner
from events.views.networks import for_members, one_network
from lattvikt.lib.refused import said_if_refused, said_in
from members.models import Contact, Person

ANSWERS = {"yes": True, "no": False}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def ask_owner(request, pk):
    owner = own_part(request, pk)
    form = AskOwnerForm(request.POST or None, network=owner.network)
    if form.is_valid():
        with said_in(form):
            asked = actions.ask_owner(
                owner.network, by=owner.person, now=timezone.now(), **form.cleaned_data
            )
            said = _("We have written to the contact persons of %(name)s.")
            messages.success(request, said % {"name": asked.organisation})
            return redirect("events:network", pk)
    return render(request, "events/ask_owner.html", {"network": owner.network, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def begin_meeting(request, pk):
    """«Starta en träff»: a draft for the secretariat."""
    owner = own_part(request, pk)
    form = MeetingForm(request.POST or None, initial={"host": request.organisation})
    if form.is_valid():
        with said_in(form):
            actions.begin_meeting(owner.network, by=owner.person, **form.cleaned_data)
            messages.success(request, _("The secretariat has got your draft and publishes it."))
            return redirect("events:network", pk)
    return render(request, "events/begin_meeting.html", {"network": owner.network, "form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def end_network(request, pk):
    owner = own_part(request, pk)
    form = OutcomeForm(request.POST or None)
    if form.is_valid():
        with said_in(form):
            actions.end_network(owner.network, today=timezone.localdate(), **form.cleaned_data)
            messages.success(
                request, _("The network has ended. Thank you for telling how it went.")
            )
            return redirect("events:network", pk)
    return render(request, "events/end_network.html", {"network": owner.network, "form": form})


@require_POST
@for_members
def leave_network(request, pk):
    owner = own_part(request, pk)
    with said_if_refused(request):
        actions.leave_network(owner, today=timezone.localdate())
        messages.success(request, _("You no longer own the network."))
    return redirect("events:network", pk)


@require_POST
@for_members
def take_charge(request, pk):
    owner = own_part(request, pk)
    with said_if_refused(request):
        actions.take_charge(owner)
        messages.success(request, _("You are responsible for its meetings."))
    return redirect("events:network", pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_for_owner(request, signed):
    """No login. A visit changes nothing, so that a scanner of letters may follow the link."""
    if (asked := find_asked(signed)) is None:
        return render(request, "events/network_link_over.html", status=404)
    owner, person = asked
    if request.POST.get("answer") in ANSWERS:
        answer(request, owner, person, ANSWERS[request.POST["answer"]])
        return redirect(request.path)
    context = {"owner": owner, "network": owner.network, "person": person}
    return render(request, "events/answer_for_owner.html", context)


def find_asked(signed) -> tuple[NetworkOwner, Person] | None:
    """The link is for the contact person it was sent to, as long as that is one."""
    try:
        key, person = signing.loads(signed, salt=OWNER_SALT)
    except signing.BadSignature:
        return None
    owners = NetworkOwner.objects.select_related(
        "organisation", "person", "asked_by", "network__group"
    )
    if (owner := owners.filter(pk=key).first()) is None:
        return None
    roles = Contact.objects.current().filter(person=person, role=Contact.Role.CONTACT)
    contact = roles.for_organisation(owner.organisation).select_related("person").first()
    return contact and (owner, contact.person)


def answer(request, owner, person, is_yes):
    with said_if_refused(request):
        actions.answer_for_owner(owner, is_yes=is_yes, person=person, now=timezone.now())
        messages.success(request, _("Thank you. We have told those who asked."))


def own_part(request, pk) -> NetworkOwner:
    """One's own ownership for the organisation that one acts for; 404 for who owns no part."""
    network = one_network(request, pk)
    owners = network.owners.held_by(request.user.person, request.organisation)
    owner = get_object_or_404(owners.select_related("person"))
    owner.network = network
    return owner
