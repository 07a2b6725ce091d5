"""«Våra sidor»: the overview that a member's people meet first."""

from django.shortcuts import render

from members.doors import member_required


@member_required
def our_pages(request):
    return render(request, "lattvikt/our_pages.html")
