from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def account_home(request):
    """What one logs in with, and the way to change each part of it."""
    context = {
        "addresses": EmailAddress.objects.filter(user=request.user).order_by("-primary", "email"),
        "has_second_factor": is_mfa_enabled(request.user),
        "sessions": UserSession.objects.purge_and_list(request.user),
    }
    return render(request, "account/home.html", context)
