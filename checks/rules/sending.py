"""What an application lacks before it can be sent, each fault with the field it is in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checks.rules.costs import most_to_ask
from lattvikt.lib.money import kronor

TO_WRITE: dict[str, Promise] = {
    "title": gettext_lazy("Give the project a title."),
    "problem": gettext_lazy("Describe the problem."),
    "aim": gettext_lazy("Describe the aim."),
    "plan": gettext_lazy("Describe the plan."),
    "months": gettext_lazy("Say how many months the project takes."),
    "asked": gettext_lazy("Say how much you ask for."),
}


@dataclass(frozen=True)
class Fault:
    """What is to be put right, and the name of the field."""

    field: str
    text: str


def faults(
    answers: Mapping, total: Decimal, *, own_percent: int, largest_amount: Decimal
) -> list[Fault]:
    """All that stands in the way of sending; empty for what may be sent."""
    empty = [Fault(name, str(text)) for name, text in TO_WRITE.items() if not answers[name]]
    if not total:
        return [*empty, Fault("costs", _("Write at least one cost."))]
    asked = answers["asked"] or Decimal(0)
    most = most_to_ask(total, own_percent=own_percent, largest_amount=largest_amount)
    if asked <= most:
        return empty
    if most == largest_amount:
        text = _("A check is at most %(most)s.") % {"most": kronor(most)}
    else:
        text = _(
            "You may ask for at most %(most)s, as your own contribution is at least %(percent)d "
            "percent of the costs."
        ) % {"most": kronor(most), "percent": own_percent}
    return [*empty, Fault("asked", text)]


def lacking_consents(partners: Iterable[tuple[str, bool | None]]) -> list[Fault]:
    """The partners, by name and answer, without whose consent nothing is sent."""
    return [
        Fault("partners", consent_lacking(name, answer)) for name, answer in partners if not answer
    ]


def consent_lacking(name: str, answer: bool | None) -> str:
    if answer is None:
        text = _("%(name)s has not answered yet whether it takes part.")
    else:
        text = _("%(name)s does not take part. Take it away from the application.")
    return text % {"name": name}
