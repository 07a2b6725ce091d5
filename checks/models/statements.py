from collections import defaultdict
from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from board.models import Seat
from checks import rules
from checks.models.applications import LONGEST_TEXT, Application, assessing_jav_at
from checks.models.assessments import OF_IT, Assessment, Score
from checks.models.calls import Criterion
from lattvikt.lib.money import money


class StatementQuerySet(models.QuerySet):
    def open_to(self, person):
        """Those on applications that the person has no jäv in."""
        return self.exclude(assessing_jav_at(person, OF_IT))


@pghistory.track()
class Statement(models.Model):
    """What the assessing body says together about an application (sv. yttrande).

    Without one nothing comes before the board.
    """

    class Recommendation(models.TextChoices):
        GRANT = "grant", pgettext_lazy("statement", "recommends")
        DECLINE = "decline", pgettext_lazy("statement", "advises against")

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="statement", verbose_name=_("application")
    )
    recommendation = models.CharField(_("recommendation"), max_length=8, choices=Recommendation)
    amount = money(verbose_name=_("recommended amount"), null=True, blank=True)
    conditions = models.TextField(
        _("conditions"), max_length=LONGEST_TEXT, blank=True, help_text=_("One to a line.")
    )
    text = models.TextField(_("statement"), max_length=LONGEST_TEXT)
    rank = models.PositiveSmallIntegerField(_("place in the ranking"))
    by = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("written"))

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recommendation="grant", amount__gt=0)
                | Q(recommendation="decline", amount=None),
                name="an_amount_goes_with_a_recommendation",
            )
        ]

    def __str__(self):
        return f"{self.application}: {self.get_recommendation_display()}"

    def points(self) -> list[tuple[Criterion, int, rules.Spread | None]]:
        """Each criterion, its weight in percent, and how the assessments lie on it."""
        counting = Assessment.objects.counting().filter(assessor__application=self.application_id)
        scores = Score.objects.filter(assessment__in=counting)
        given = defaultdict(list)
        for criterion, points in scores.values_list("criterion", "points"):
            given[criterion].append(Decimal(points))
        weighed = self.application.call.weighed_criteria()
        return [(one, percent, rules.spread(given[one.pk])) for one, percent in weighed]

    @property
    def is_for(self) -> bool:
        return self.recommendation == self.Recommendation.GRANT
