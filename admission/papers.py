"""What the deciding body reads about an application, as a text that stays as it was.

Always in Swedish: callers put the language in force, since the words are the models' own.
"""

import re

from django.utils.translation import gettext as _

from lattvikt.lib.money import kronor
from members.models import Programme

LANGUAGE = "sv"
MARKUP = re.compile(r"([\\`*_\[\]<>#|])")


def title(application) -> str:
    return _("Membership: %(name)s") % {"name": application.name}


def resolution(application) -> str:
    return _("That %(name)s (%(number)s) be admitted as a member of %(programme)s.") % {
        "name": plain(application.name),
        "number": application.shown_org_number,
        "programme": Programme.objects.current().name,
    }


def background(application) -> str:
    """The facts as a list, then the applicant's own words and what is worth a second look."""
    facts = [f"- {label}: {plain(str(value))}" for label, value in facts_of(application) if value]
    notes = [f"- {note}" for note in application.things_to_look_at]
    parts = ["\n".join(facts)]
    if application.motivation:
        parts += [_("The applicant writes:"), quoted(application.motivation)]
    if notes:
        parts += [_("To consider:"), "\n".join(notes)]
    return "\n\n".join(parts)


def facts_of(application):
    return [
        (_("Organisation number"), application.shown_org_number),
        (_("Kind of organisation"), application.kind),
        (_("For-profit"), _("yes") if application.is_for_profit else _("no")),
        (_("Industry"), application.industry),
        (_("County"), application.get_region_display()),
        (_("Employees in Sweden under this number"), application.employees),
        (_("Fee per year"), kronor(application.fee)),
        (_("Supports Lättviktsagendan"), application.support_in_words),
        (_("Contact person"), application.contact_name),
    ]


def quoted(text: str) -> str:
    return "\n".join(f"> {plain(line)}" for line in text.splitlines())


def plain(text: str) -> str:
    """What an applicant wrote, kept from being read as Markdown."""
    return MARKUP.sub(r"\\\1", text)
