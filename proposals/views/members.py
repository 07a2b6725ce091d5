"""«Ni sa, vi gjorde»: what members have said, what was answered and what came of it."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from board.models import Body
from members.doors import member_required
from proposals import actions
from proposals.forms import RemarkForm, SearchForm
from proposals.models import Remark

PER_PAGE = 20


@never_cache
@member_required
@require_safe
def remarks(request):
    """One's own first. Who has left the programme sees only those."""
    seen = Remark.objects.for_member(request.user.person, request.organisation)
    if not request.is_member:
        seen = seen.filter(is_own=True)
    form = SearchForm(request.GET, person=request.user.person)
    form.is_valid()  # what is not understood is not asked for
    found = found_by(seen, **form.cleaned_data)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, **form.cleaned_data, "form": form, "may_say": request.is_member}
    return render(request, "proposals/remarks.html", context)


def found_by(remarks, q="", traff=None):
    found = remarks.search(q) if q else remarks
    return found.filter(event=traff) if traff else found


@never_cache
@member_required
def new(request):
    """Before, during or after an event, which the address may name, or without one."""
    if not request.is_member:
        raise PermissionDenied
    person, initial = request.user.person, {"event": request.GET.get("traff")}
    form = RemarkForm(request.POST or None, person=person, initial=initial)
    if form.is_valid():
        now = timezone.now()
        actions.say(request.organisation, by=person, now=now, **form.cleaned_data)
        messages.success(request, _("Thank you. We have got it, and you will have an answer."))
        return redirect("proposals:remarks")
    bodies = Body.objects.filter(slug__in=settings.REMARK_BODIES)
    return render(request, "proposals/new.html", {"form": form, "bodies": bodies})
