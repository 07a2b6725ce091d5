import json
from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from events.actions import Pressed


class WalkInForm(forms.Form):
    """Somebody who is not registered: the name is enough."""

    name = forms.CharField(label=_("Name"), max_length=120)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("Email address"),
        required=False,
        help_text=_("If they want what is sent to those who were there."),
    )


def presses_in(body: bytes, now: datetime) -> list[Pressed]:
    """The presses that a device tells of, in JSON: `[{key, registration, come, ago}]`.

    `ago` is in milliseconds by the device's own clock, so that it does not matter what it shows.

    Raises:
        ValueError: it is not such a list.
    """
    try:
        return [
            Pressed(
                key=UUID(one["key"]),
                registration=int(one["registration"]),
                has_come=bool(one["come"]),
                at=now - timedelta(milliseconds=max(float(one["ago"]), 0)),
            )
            for one in json.loads(body)
        ]
    except (KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise ValueError from error
