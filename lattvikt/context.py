"""What every page may show. All of it is lazy: asked of the database only by pages that do."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from admission.models import Application
from board.models import Body, Seat
from members.models import Organisation, Programme


def programme(request):
    """Who we are, and whether this is a demonstration."""
    return {
        "programme": SimpleLazyObject(Programme.objects.current),
        "is_demo": settings.DEMO,
        "economy_bodies": settings.ECONOMY_BODIES,
        "remark_bodies": settings.REMARK_BODIES,
        "assessing_body": settings.CHECKS_ASSESSING_BODY,
        "check_bodies": [settings.CHECKS_ASSESSING_BODY, settings.CHECKS_BODY],
    }


def for_letters():
    """What every letter may name besides its own facts."""
    return {
        "programme": SimpleLazyObject(Programme.objects.current),
        "site_url": settings.SITE_URL,
    }


def navigation(request):
    """The one navigation, the same place always."""
    return {"navigation": Navigation(request)}


@dataclass(frozen=True)
class Place:
    name: str
    url: str
    is_here: bool


class Navigation:
    """Where one can go: what is everybody's, and what is one's own.

    No query for somebody who has not logged in, at most three for somebody who has.
    """

    def __init__(self, request):
        self.path = request.path
        self.user = getattr(request, "user", None)
        self.organisations = getattr(request, "organisations", None)  # set by the members' door

    @cached_property
    def public(self):
        return [
            self.place(_("The programme"), reverse("programme")),
            self.place(_("Membership"), reverse("membership")),
            self.place(pgettext("people go to", "Events"), reverse("events:events")),
            self.place(_("Lättviktsagendan"), reverse("agenda")),
            self.place(_("Contact"), reverse("contact")),
        ]

    @cached_property
    def own(self):
        if not self.user or not self.user.is_authenticated:
            return []
        work = self.work_places()
        return work + self.organisation_places(has_work=bool(work))

    def work_places(self):
        """The secretariat's desk, and each body where one has a seat today."""
        desk = [self.place(_("The secretariat"), reverse("admin:index"))]
        bodies = [
            self.place(str(body), reverse("board:matters", args=[body.slug]))
            for body in bodies_of(self.user)
        ]
        return (desk if self.user.is_staff else []) + bodies

    def organisation_places(self, *, has_work):
        """Our pages for those who act for an organisation, the application for those to come."""
        if self.organisations or Organisation.objects.for_user(self.user).exists():
            return [self.place(_("Our pages"), reverse("our_pages"))]
        if not has_work or Application.objects.for_user(self.user).exists():
            return [self.place(_("The application"), reverse("admission:apply"))]
        return []

    def place(self, name, url):
        return Place(name, url, is_here=self.path.startswith(url))


def bodies_of(user):
    """The bodies in which the user has a seat today."""
    seats = Seat.objects.current().filter(person__user=user)
    return Body.objects.filter(pk__in=seats.values("body"))
