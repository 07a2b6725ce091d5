"""What a body should be made up of. A rule that is not kept warns; it never blocks."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class Demand(StrEnum):
    """What the statutes may ask of a body's composition."""

    ORGANISATIONS_AT_LEAST = "organisations_at_least"
    ORGANISATIONS_AT_MOST = "organisations_at_most"
    PEOPLE_EACH_AT_MOST = "people_each_at_most"
    SMALL_AT_LEAST = "small_at_least"
    ACADEMIA_AT_LEAST = "academia_at_least"
    INSTITUTES_AT_LEAST = "institutes_at_least"
    CHAIR_FROM_COMPANY = "chair_from_company"


@dataclass(frozen=True)
class Sitting:
    """Somebody with a vote in the body today; no organisation for who comes from none."""

    organisation: str = ""
    sector: str = ""
    is_small: bool = False
    is_chair: bool = False


def warnings(demands: Iterable[tuple[Demand | str, int]], sitting: Sequence[Sitting]) -> list[str]:
    """One sentence for each demand that is not met, in the order of the demands."""
    found = (WARN[Demand(demand)](sitting, number) for demand, number in demands)
    return [text for text in found if text]


def organisations(sitting: Iterable[Sitting]) -> Counter:
    return Counter(one.organisation for one in sitting if one.organisation)


def too_few_organisations(sitting, number) -> str:
    found = len(organisations(sitting))
    if found >= number:
        return ""
    text = _("Organisations represented: %(found)d, at least %(number)d wanted.")
    return text % {"found": found, "number": number}


def too_many_organisations(sitting, number) -> str:
    found = len(organisations(sitting))
    if found <= number:
        return ""
    text = _("Organisations represented: %(found)d, at most %(number)d wanted.")
    return text % {"found": found, "number": number}


def too_many_from_one(sitting, number) -> str:
    crowded = [name for name, count in organisations(sitting).items() if count > number]
    if not crowded:
        return ""
    text = ngettext(
        "More than %(number)d person comes from %(names)s.",
        "More than %(number)d people come from %(names)s.",
        number,
    )
    return text % {"number": number, "names": ", ".join(crowded)}


def too_few(words: Callable[[], str], belongs: Callable[[Sitting], bool]):
    """A warning by the number of organisations of a kind."""

    def warn(sitting, number) -> str:
        found = len(organisations(one for one in sitting if belongs(one)))
        if found >= number:
            return ""
        text = _("Organisations that are %(kind)s: %(found)d, at least %(number)d wanted.")
        return text % {"found": found, "kind": words(), "number": number}

    return warn


def chair_from_elsewhere(sitting, _number) -> str:
    chairs = [one for one in sitting if one.is_chair]
    if all(one.sector == "company" for one in chairs):
        return ""
    return _("The chair should come from a company.")


WARN: dict[Demand, Callable[[Sequence[Sitting], int], str]] = {
    Demand.ORGANISATIONS_AT_LEAST: too_few_organisations,
    Demand.ORGANISATIONS_AT_MOST: too_many_organisations,
    Demand.PEOPLE_EACH_AT_MOST: too_many_from_one,
    Demand.SMALL_AT_LEAST: too_few(
        lambda: _("companies with fewer than 250 employees"), lambda one: one.is_small
    ),
    Demand.ACADEMIA_AT_LEAST: too_few(
        lambda: _("universities or university colleges"), lambda one: one.sector == "academia"
    ),
    Demand.INSTITUTES_AT_LEAST: too_few(
        lambda: _("institutes"), lambda one: one.sector == "institute"
    ),
    Demand.CHAIR_FROM_COMPANY: chair_from_elsewhere,
}
