"""One's own page of a registration, by the secret address in the letters. No login.

A visit changes nothing, so that a scanner of letters may follow the link.
"""

from io import BytesIO

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events import actions
from events.doors import may_check_in
from events.forms import ChoicesForm
from events.mails import own_calendar_file
from events.models import Needs, Registration, add_ons_of
from events.views.door import at_the_door
from events.views.showing import participants_for
from lattvikt.lib.refused import said_if_refused, said_in


@never_cache
@require_safe
def registration(request, code):
    """The holder's own page; who checks people in sees the door's, and may choose the other."""
    one = one_by(code)
    if may_check_in(request.user) and "sida" not in request.GET:
        return at_the_door(request, one)
    context = {
        "own": one,
        "event": one.event,
        "add_ons": one.add_ons.live().select_related("add_on"),
        "needs": Needs.objects.filter(registration=one).first(),
        "may_change": one.may_change_at(timezone.now()),
        "door_code": door_code(one),
        "participants": participants_for(one),
    }
    return render(request, "events/registration.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_registration(request, code):
    one = one_by(code)
    form = ChoicesForm(request.POST or None, add_ons=add_ons_of(one.event), initial=chosen_by(one))
    if form.is_valid():
        with said_in(form):
            actions.change_registration(one, **form.chosen(), now=timezone.now())
            messages.success(request, _("Your choices are changed."))
            return redirect(one.path)
    return render(request, "events/change_registration.html", {"own": one, "form": form})


@require_POST
def leave(request, code):
    one = one_by(code)
    with said_if_refused(request):
        actions.leave(one, now=timezone.now())
        messages.success(request, _("You have left your place."))
    return redirect(one.path)


@require_POST
def take_offer(request, code):
    one = one_by(code)
    with said_if_refused(request):
        actions.take_offer(one, now=timezone.now())
        messages.success(request, _("The place is yours."))
    return redirect(one.path)


@require_POST
def take_add_on(request, code, pk):
    one = one_by(code)
    place = get_object_or_404(one.add_ons, pk=pk)
    with said_if_refused(request):
        actions.take_add_on(place, now=timezone.now())
        messages.success(request, _("The place is yours."))
    return redirect(one.path)


@require_POST
def leave_add_on(request, code, pk):
    one = one_by(code)
    place = get_object_or_404(one.add_ons, pk=pk)
    with said_if_refused(request):
        actions.leave_add_on(place, now=timezone.now())
        messages.success(request, _("You have left the add-on."))
    return redirect(one.path)


@never_cache
@require_safe
def registration_calendar(request, code):
    one = one_by(code)
    answer = HttpResponse(own_calendar_file(one), content_type="text/calendar; charset=utf-8")
    name = _("event.ics")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def one_by(code) -> Registration:
    people = Registration.objects.select_related("event__host", "event__kind", "organisation")
    return get_object_or_404(people, code=code)


def chosen_by(one) -> dict:
    needs = Needs.objects.filter(registration=one).first()
    return {
        "add_ons": one.add_ons.live().values_list("add_on", flat=True),
        "food": needs.food if needs else "",
        "access": needs.access if needs else "",
        "is_shown": one.is_shown,
    }


def door_code(one) -> str:
    """A QR code with the page's own address, which the one at the door opens with a camera."""
    drawn = BytesIO()
    code = segno.make(settings.SITE_URL + one.path, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass="qr")
    return mark_safe(drawn.getvalue().decode())
