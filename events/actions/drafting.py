"""Before an event is shown to anybody."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from events.models import ProgrammeItem


@transaction.atomic
def complete_draft(event) -> None:
    """Put the standing item on its programme, where members say what they need (R13.7)."""
    if event.programme.filter(kind=ProgrammeItem.Kind.VIEWS).exists():
        return
    with translation.override(event.language):
        title = _("Your views and needs")
    event.programme.create(kind=ProgrammeItem.Kind.VIEWS, title=title)


def throw_away(picture, name: str) -> None:
    """The file of a picture that another has taken the place of, once that is certain."""
    if name and name != picture.name:
        transaction.on_commit(lambda: picture.storage.delete(name))
