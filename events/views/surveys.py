"""The page that a survey's link leads to: no login, and a button that posts."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from events import actions
from events.forms import SurveyForm
from events.mails import SURVEY_SALT
from events.models import Asked, Registration, Survey
from lattvikt.lib.refused import said_in


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request, signed):
    """A visit changes nothing, so that a scanner of letters may follow the link."""
    if (asked := find_asked(signed)) is None:
        return render(request, "events/survey_over.html", status=404)
    given = answers_of(asked)
    posted = request.POST if request.method == "POST" else None
    form = SurveyForm(posted, questions=asked.survey.questions(), initial=given)
    if form.is_valid():
        with said_in(form):
            actions.answer_survey(asked, values=form.values(), now=timezone.now())
            messages.success(request, _("Thank you. Your answers are kept."))
            return redirect(request.path)
    context = {"survey": asked.survey, "event": asked.survey.event, "form": form}
    return render(request, "events/survey.html", {**context, "has_answered": bool(given)})


def find_asked(signed) -> Asked | None:
    """None when the link does not hold, the survey is closed or one no longer comes."""
    try:
        key = signing.loads(signed, salt=SURVEY_SALT)
    except signing.BadSignature:
        return None
    return (
        Asked.objects.select_related("survey__event", "registration")
        .filter(
            pk=key,
            survey__in=Survey.objects.taking_answers(timezone.now()),
            registration__state=Registration.State.REGISTERED,
        )
        .first()
    )


def answers_of(asked) -> dict:
    """What one has answered already, as the form's fields have it."""
    if (response := getattr(asked, "response", None)) is None:
        return {}
    return {f"question_{one.question_id}": one.value for one in response.answers.all()}
