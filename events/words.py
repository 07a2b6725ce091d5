"""Why somebody is asked to come, in the language that is switched on."""

from collections.abc import Callable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from events.models.audiences import Segment
from events.models.reach import Why
from members.models import Contact

Source = Segment.Source


def reason_of(whys: list[Why]) -> str:
    """«som kontaktperson för X och medlem i gruppen Y»; each role once, with its organisations."""
    return _("as %(parts)s") % {"parts": in_a_row(parts_of(whys))}


def parts_of(whys: list[Why]) -> list[str]:
    held: dict[str, list[str]] = {}
    for why in whys:
        names = held.setdefault(what_of(why), [])
        if why.role and why.organisation_name not in names:
            names.append(why.organisation_name)
    return [
        _("%(role)s for %(organisations)s") % {"role": what, "organisations": in_a_row(names)}
        if names
        else what
        for what, names in held.items()
    ]


def what_of(why: Why) -> str:
    if why.role:
        return str(Contact.Role(why.role).label)
    return WORDS[why.segment.source](why.segment)


WORDS: dict[str, Callable[[Segment], str]] = {
    Source.GROUP: lambda segment: _("member of the group %(group)s") % {"group": segment.group},
    Source.FORMER_GROUP: lambda segment: (
        _("former member of the group %(group)s") % {"group": segment.group}
    ),
    Source.REGISTERED: lambda segment: _("registered for %(event)s") % {"event": segment.event},
    Source.ATTENDED: lambda segment: _("participant in %(event)s") % {"event": segment.event},
}


def in_a_row(words: list[str]) -> str:
    """«a, b och c»."""
    return get_text_list(words, _("and"))
