from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from members.doors import CHOSEN, contacts_of


@login_required
def choose(request):
    """Whom to act for, when one acts for several."""
    contacts = {contact.organisation_id: contact for contact in contacts_of(request.user)}
    if not contacts:
        return render(request, "members/no_organisation.html", status=403)
    chosen = request.POST.get("organisation", "")
    if chosen.isdecimal() and int(chosen) in contacts:
        request.session[CHOSEN] = int(chosen)
        return redirect(next_page(request.POST.get("next")))
    context = {
        "organisations": [contact.organisation for contact in contacts.values()],
        "chosen": request.session.get(CHOSEN),
        "next": next_page(request.GET.get("next")),
    }
    return render(request, "members/choose.html", context)


def next_page(url) -> str:
    """The page of ours that was asked for, or the overview."""
    return url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else "/medlem/"
