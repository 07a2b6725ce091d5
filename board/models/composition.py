import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from board import rules
from board.models.bodies import Body, Seat
from board.rules import Demand, Sitting
from members.rules import is_sme

DEMANDS = {
    Demand.ORGANISATIONS_AT_LEAST: _("organisations, at least"),
    Demand.ORGANISATIONS_AT_MOST: _("organisations, at most"),
    Demand.PEOPLE_EACH_AT_MOST: _("people from one organisation, at most"),
    Demand.SMALL_AT_LEAST: _("companies with fewer than 250 employees, at least"),
    Demand.ACADEMIA_AT_LEAST: _("universities or university colleges, at least"),
    Demand.INSTITUTES_AT_LEAST: _("institutes, at least"),
    Demand.CHAIR_FROM_COMPANY: _("the chair comes from a company"),
}


@pghistory.track()
class CompositionRule(models.Model):
    """What a body should be made up of (sv. sammansättningsregel). It warns and never blocks."""

    body = models.ForeignKey(
        Body, models.CASCADE, related_name="composition_rules", verbose_name=_("body")
    )
    demand = models.CharField(_("demand"), max_length=25, choices=DEMANDS)
    number = models.PositiveSmallIntegerField(_("number"), default=1)

    class Meta:
        verbose_name = _("rule of composition")
        verbose_name_plural = _("rules of composition")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "demand"], name="one_demand_of_a_kind")
        ]

    def __str__(self):
        return self.get_demand_display()


def composition_warnings(body) -> list[str]:
    """What the body's composition today lacks, in words; two queries."""
    demands = list(body.composition_rules.values_list("demand", "number"))
    if not demands:
        return []
    seats = Seat.objects.sitting().of(body).voting().select_related("organisation__kind")
    return rules.warnings(demands, [as_sitting(seat) for seat in seats])


def as_sitting(seat) -> Sitting:
    organisation = seat.organisation
    is_chair = seat.role == Seat.Role.CHAIR
    if organisation is None:
        return Sitting(is_chair=is_chair)
    return Sitting(
        organisation=organisation.name,
        sector=organisation.kind.sector if organisation.kind else "",
        is_small=is_sme(is_for_profit=organisation.is_for_profit, employees=organisation.employees),
        is_chair=is_chair,
    )
