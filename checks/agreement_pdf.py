"""The agreement on a medlemscheck as a PDF for the archive (PDF/A-3a, tagged)."""

from functools import cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from billing.pdf import FACES, FONTS, STATIC
from members.models import Programme


def render(project, *, number: int, language: str, day) -> bytes:
    """In one language. The project need not be saved."""
    with translation.override(language):
        markup = render_to_string("checks/agreement.html", context(project, language, day))
        identifier = f"check-agreement-{project.application.pk}-{number}"
        page_text = _("Page %(page)s of %(pages)s") % {
            "page": '" counter(page) "',
            "pages": '" counter(pages) "',
        }
        return press().print(markup, identifier=identifier, page_text=page_text)


def context(project, language, day):
    application = project.application
    return {
        "project": project,
        "application": application,
        "organisation": application.organisation,
        "programme": Programme.objects.current(),
        "decision": project.decision,
        "revision": application.last_revision,
        "conditions": [line for line in application.conditions.splitlines() if line.strip()],
        "partners": application.last_revision.partners,
        "advance_percent": settings.CHECKS_ADVANCE_PERCENT,
        "reclaim_days": settings.CHECKS_RECLAIM_DAYS,
        "language": language,
        "day": day,
    }


@cache
def press():
    from billing.press import Press  # slow to load: only where PDF is made

    return Press(
        faces=FACES, fonts=FONTS, sheet=STATIC / "print/agreement.css", pictures=STATIC / "img"
    )
