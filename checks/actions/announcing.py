"""The decisions of a call are told to all who applied, at the same moment."""

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board.models import person_of
from checks import mails
from checks.actions.calls import lock as lock_call
from checks.models import Call
from lattvikt.lib.refused import Refused


@transaction.atomic
def announce(call, *, by, now) -> Call:
    """Owe every applicant the letter about its decision, and let them see it on their pages.

    `by` is a login of the staff. Raises Refused while the board has not decided all that was sent
    in the call, when it is announced already, and for who has jäv in any of it.
    """
    call = lock_call(call)
    if refusal := why_not_announced(call, by=by):
        raise Refused(refusal)
    call.announced_at = now
    call.save(update_fields=["announced_at"])
    for _application, letters in mails.decision_letters(call, today=localdate(now)):
        for letter in letters:
            letter.owe()
    return call


def why_not_announced(call, *, by) -> str | None:
    """Why the decisions cannot be told now, or None."""
    if call.announced_at:
        return _("The decisions of the call are announced already.")
    if waiting := call.applications.to_decide().count():
        text = ngettext(
            "%(number)d application of the call waits for the board’s decision.",
            "%(number)d applications of the call wait for the board’s decision.",
            waiting,
        )
        return text % {"number": waiting}
    if not call.applications.decided().exists():
        return _("The board has decided on no application of the call.")
    if call.is_state_aid and not call.euro_rate:
        return _("Note the euro rate first: the letters tell the amount in euro.")
    if has_jav_in(call, by):
        return _("You are tied to one of the applicants. Somebody else has to announce it.")
    return None


def has_jav_in(call, user) -> bool:
    person = person_of(user)
    decided = call.applications.decided()
    return person is not None and decided.count() > decided.open_to(person.pk).count()
