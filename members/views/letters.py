"""Which letters one wants: chosen where one has logged in, or by the link at a letter's foot."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from members import actions
from members.forms import LettersForm
from members.mails import LETTERS_SALT
from members.models import Person

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@login_required
def letters(request):
    return choose_letters(request, get_object_or_404(Person, user=request.user))


@require_http_methods(METHODS)
def letters_by_link(request, signed):
    """A visit changes nothing, so that a scanner of letters may follow the link."""
    try:
        key = signing.loads(signed, salt=LETTERS_SALT)
    except signing.BadSignature:
        key = None
    person = Person.objects.filter(pk=key).first()
    if person is None:
        return render(request, "members/letters_over.html", status=404)
    return choose_letters(request, person)


def choose_letters(request, person):
    form = LettersForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        actions.choose_letters(person, wanted=form.cleaned_data["wanted"], now=timezone.now())
        messages.success(request, _("Your choice is saved."))
        return redirect(request.path)
    return render(request, "members/letters.html", {"form": form, "person": person})
