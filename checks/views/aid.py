"""The certificate of other aid, as the member's contact persons give it before the agreement."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from checks import actions
from checks.forms import CertificateForms
from checks.models import Project
from checks.views.applications import CONTACT, our_application
from lattvikt.lib.refused import said_if_refused
from members.doors import member_required


@never_cache
@sensitive_post_parameters()
@member_required(roles=CONTACT)
def aid(request, pk):
    """What was given, and, until there is an agreement, the form to give it anew."""
    application = our_application(request, pk)
    if not application.may_tell_of_aid:
        raise Http404
    forms = CertificateForms.of(request.POST or None)
    if request.method == "POST" and forms.is_valid():
        certify(request, application, forms)
        return redirect("checks:aid", pk)
    context = {
        "application": application,
        "certificate": application.aid_certificate,
        "forms": forms,
        "is_over": Project.objects.filter(application=application).exists(),
    }
    return render(request, "checks/aid.html", context)


def certify(request, application, forms):
    with said_if_refused(request):
        actions.certify_aid(application, by=request.user, now=timezone.now(), **forms.facts)
        messages.success(request, _("Thank you. The certificate is kept."))
