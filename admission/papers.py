"""What the deciding body reads about an application, as a text that stays as it was.

Always in Swedish: callers put the language in force, since some of the words are the models' own.
"""

from django.utils.translation import gettext as _

from lattvikt.lib.markdown import plain, quoted
from lattvikt.lib.money import kronor
from members.models import Programme

LANGUAGE = "sv"


def title(application) -> str:
    return _("Membership: %(name)s") % {"name": application.name}


def resolution(application) -> str:
    return _("That %(name)s (%(number)s) be admitted as a member of %(programme)s.") % {
        "name": plain(application.name),
        "number": application.shown_org_number,
        "programme": Programme.objects.current().name,
    }


def background(application) -> str:
    """The fee and the support, the applicant's own words, and what is worth a second look.

    The other facts are shown from the application itself (`_application_for_board.html`), which
    nobody can change once it has been put before the body.
    """
    parts = [fee(application), support(application)]
    if application.motivation:
        parts += [_("The applicant writes:"), quoted(application.motivation)]
    if notes := application.things_to_look_at:
        parts += [_("To consider:"), "\n".join(f"- {note}" for note in notes)]
    return "\n\n".join(filter(None, parts))


def fee(application) -> str:
    if application.fee is None:
        return ""
    facts = {"employees": application.employees, "fee": kronor(application.fee)}
    return _("%(employees)s employees give the fee %(fee)s a year.") % facts


def support(application) -> str:
    words = plain(application.support_in_words)
    return _("Supports Lättviktsagendan: %(support)s.") % {"support": words}
