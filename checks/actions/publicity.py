"""What a member allows to be public of its project; and the checks from before this system."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from checks.actions.projects import lock
from checks.models import OldCheck, Publicity
from lattvikt.lib.refused import Refused


@transaction.atomic
def allow_publicity(project, *, title, organisation, amount, text, by, now) -> Publicity:
    """Anew each time: what is not allowed now is not shown any longer.

    Raises Refused for an amount or a description of what neither title nor organisation names.
    """
    project = lock(project)
    if (amount or text) and not (title or organisation):
        raise Refused(_("Let the title or the organisation’s name be shown too."))
    allowed = {"title": title, "organisation": organisation, "amount": amount, "text": text}
    publicity, _made = Publicity.objects.update_or_create(
        project=project, defaults={**allowed, "by": by, "at": now}
    )
    return publicity


@transaction.atomic
def keep_old_checks(rows: Iterable[dict]) -> int:
    """Keep those that are not there yet, by year, organisation and title. How many they were."""
    made = 0
    for row in rows:
        names = {name: row[name] for name in ["year", "organisation", "title"]}
        _old, is_new = OldCheck.objects.get_or_create(**names, defaults=row)
        made += is_new
    return made
