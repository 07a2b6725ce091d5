"""Minutes on paper: as they are sent out to be signed, and with the signatures."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from board.models.minuting import LANGUAGE
from lattvikt.lib.paper import print_paper

SHEET = settings.BASE_DIR / "static/print/minutes.css"


def edition(minutes) -> bytes:
    """What is sent out to be read and signed."""
    return printed(minutes, "utgåva")


def with_signatures(minutes) -> bytes:
    """The same, and a last page that says who signed which bytes, when and how."""
    return printed(minutes, "undertecknat", signatures=minutes.standing_signatures)


def printed(minutes, kind, **facts):
    with translation.override(LANGUAGE):
        context = {
            "minutes": minutes,
            "content": minutes.content,
            "signers": minutes.signers,
            "sent_sha256": minutes.document.sha256 if facts else "",
            **facts,
        }
        markup = render_to_string("board/minutes_paper.html", context)
    identifier = f"{kind} {minutes.pk} {minutes.edition}"
    return print_paper(markup, sheet=SHEET, identifier=identifier)
