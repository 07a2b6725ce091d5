from django.db.models import Exists, OuterRef

from checks.models.applications import Application
from checks.models.calls import Call


def calls_to_announce():
    """The calls whose every application is decided, and of which nobody has been told."""
    of_call = Application.objects.filter(call=OuterRef("pk"))
    is_whole = Exists(of_call.decided()), ~Exists(of_call.to_decide())
    return Call.objects.filter(*is_whole, announced_at=None)


def calls_to_refer():
    """The calls in which an application has its statement, and does not lie before the board."""
    to_refer = Application.objects.filter(call=OuterRef("pk")).to_refer()
    return Call.objects.filter(Exists(to_refer))
