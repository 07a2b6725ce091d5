"""What is printed before an event: name badges, and the list of those who come."""

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events import rules
from events.models import Event, Place, people_at_the_door
from lattvikt.lib.paper import print_paper
from lattvikt.lib.spreadsheet import as_xlsx

SHEETS = settings.BASE_DIR / "static/print"
ON_A_PAGE = 8


def badges(event: Event) -> bytes:
    """A PDF with a badge for each who has a place, eight on an A4 with marks to cut by."""
    people = [{"one": one, **sizes_of(one)} for one in who_come(event)]
    pages = [people[first : first + ON_A_PAGE] for first in range(0, len(people), ON_A_PAGE)]
    return paper("badges", event, {"pages": pages})


def participants_pdf(event: Event) -> bytes:
    """For who arranges it: everybody, also those who are not shown to the others."""
    return paper("participants", event, {"people": who_come(event)})


def participants_xlsx(event: Event) -> bytes:
    heading = [_("Name"), _("Organisation"), _("Industry"), _("Add-ons"), _("Shown"), _("Came")]
    rows = (
        [
            one.name,
            one.shown_organisation,
            one.branch,
            ", ".join(place.add_on.title for place in one.add_ons_taken),
            one.is_shown,
            one.checked_in_at,
        ]
        for one in who_come(event)
    )
    return as_xlsx(heading, rows, title=_("Participants"))


def who_come(event: Event) -> list:
    return [one for one in people_at_the_door(event) if one.state == Place.State.REGISTERED]


def sizes_of(one) -> dict:
    """In points, so that long names fit on the badge."""
    return {
        "name_size": rules.badge_size(one.name, largest=26, height=24),
        "organisation_size": rules.badge_size(one.shown_organisation, largest=13, height=12),
    }


def paper(name: str, event: Event, facts: dict) -> bytes:
    context = {"event": event, "language": get_language(), **facts}
    markup = render_to_string(f"events/{name}_paper.html", context)
    return print_paper(markup, sheet=SHEETS / f"{name}.css", identifier=f"{name} {event.pk}")
