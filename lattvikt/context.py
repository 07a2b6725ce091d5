from django.conf import settings
from django.utils.functional import SimpleLazyObject

from members.models import Programme


def programme(request):
    """Who we are, for every page; asked of the database only by pages that show it."""
    return {
        "programme": SimpleLazyObject(Programme.objects.current),
        "is_demo": settings.DEMO,
    }
