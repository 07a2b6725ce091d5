from django.conf import settings
from django.utils.functional import SimpleLazyObject

from members.models import Programme


def programme(request):
    """Who we are, for every page; asked of the database only by pages that show it."""
    return {
        "programme": SimpleLazyObject(Programme.objects.current),
        "is_demo": settings.DEMO,
    }


def for_letters():
    """What every letter may name besides its own facts."""
    return {
        "programme": SimpleLazyObject(Programme.objects.current),
        "site_url": settings.SITE_URL,
    }
