"""The pages that anybody may read, and the way to one's own."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.i18n import set_language

from accounts.models import User
from board.models import Post
from lattvikt.context import Navigation
from lattvikt.forms import FeeForm
from members.actions import link_login
from members.models import AgendaVersion, FeeSchedule, Membership, Person

NEWS_ON_FRONT = 3


@require_safe
def front(request):
    members = Membership.objects.current().values("organisation").distinct().count()
    schedule = schedule_in_force()
    lowest = schedule.spans()[0] if schedule and schedule.spans() else None
    news = Post.objects.published()[:NEWS_ON_FRONT]
    context = {"members": members, "lowest": lowest, "news": news}
    return render(request, "lattvikt/front.html", context)


@require_safe
def programme(request):
    return render(request, "lattvikt/programme.html")


@require_safe
def membership(request):
    """Benefits, fees and how to apply. What the calculator was asked is in the address."""
    schedule = schedule_in_force()
    context = {"schedule": schedule, "spans": schedule.spans() if schedule else []}
    return render(request, "lattvikt/membership.html", {**context, **reckon(request, schedule)})


@require_safe
def fee(request):
    """The calculator's answer alone, fetched while somebody types."""
    return render(request, "lattvikt/_calculator.html", reckon(request, schedule_in_force()))


def reckon(request, schedule):
    """The calculator's form and, when it was asked something it understands, its answer."""
    form = FeeForm(request.GET if request.GET.get("employees") else None)
    if not schedule or not form.is_valid():
        return {"form": form}
    answer = schedule.answer_for(form.cleaned_data["employees"])
    return {"form": form, "answer": answer}


def schedule_in_force():
    schedules = FeeSchedule.objects.prefetch_related("tiers")
    return schedules.in_force(timezone.localdate().year)


@require_safe
def agenda(request):
    return render(request, "lattvikt/agenda.html", {"version": AgendaVersion.objects.in_force()})


@require_safe
def contact(request):
    return render(request, "lattvikt/contact.html")


@require_safe
def privacy(request):
    kept_years = settings.DOCUMENTS_KEPT_YEARS
    return render(request, "lattvikt/privacy.html", {"kept_years": kept_years})


@login_required
@require_safe
def home_of(request):
    """Where login leads: to the first of one's own places."""
    link_login(request.user)
    return redirect(Navigation(request).own[0].url)


@require_safe
@cache_control(max_age=24 * 3600, public=True)
def manifest(request):
    """What a phone shows when somebody puts the site on its first page."""
    icon = {"src": static("img/logo.svg"), "sizes": "any", "type": "image/svg+xml"}
    colours = {"background_color": "#fbfaf7", "theme_color": "#0b4f4a"}
    texts = {"name": "Medlemsprogram Lättvikt", "short_name": "Lättvikt", "start_url": "/"}
    return JsonResponse({**texts, **colours, "display": "browser", "icons": [icon]})


@require_safe
def robots(request):
    return render(request, "lattvikt/robots.txt", content_type="text/plain")


@require_safe
@cache_control(max_age=24 * 3600, public=True)
def favicon(request):
    """For what asks without reading the page, which names the logo."""
    return redirect(static("img/logo.svg"))


def choose_language(request):
    """Django's own choice by cookie; somebody who has logged in keeps it for letters too."""
    response = set_language(request)
    language = request.POST.get("language")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=language)
        Person.objects.filter(user=request.user).update(language=language)
    return response


def bad_request(request, exception):
    """As Django's own, with the reader's language."""
    return render(request, "400.html", status=400)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
