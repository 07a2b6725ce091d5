"""What is printed and fetched before an event: name badges, and the list of those who come."""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from events import papers
from events.doors import door_required
from events.views.door import event_with_a_door

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_safe
@door_required
def badges(request, pk):
    return file(papers.badges(event_with_a_door(pk)), PDF, "namnskyltar.pdf")


@never_cache
@require_safe
@door_required
def participants_pdf(request, pk):
    return file(papers.participants_pdf(event_with_a_door(pk)), PDF, "deltagare.pdf")


@never_cache
@require_safe
@door_required
def participants_xlsx(request, pk):
    return file(papers.participants_xlsx(event_with_a_door(pk)), XLSX, "deltagare.xlsx")


def file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
