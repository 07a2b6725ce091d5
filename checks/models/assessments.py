"""The assessment: who is asked, what each gives, and who may see it."""

from datetime import timedelta
from decimal import Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from board.models import Seat
from checks import rules
from checks.models.applications import (
    LONGEST_TEXT,
    Application,
    Revision,
    assessing_jav_at,
    competes,
)
from checks.models.calls import Criterion

OF_IT, OF_ASSESSED = "application__", "assessor__application__"


class AssessorQuerySet(models.QuerySet):
    def able(self):
        """Those without jäv."""
        return self.exclude(assessing_jav_at(OuterRef("seat__person"), OF_IT))

    def with_state(self):
        """Each with `is_recused`, `competes`, `has_given` (of what was last sent) and `has_any`."""
        given = Assessment.objects.filter(assessor=OuterRef("pk"))
        return self.annotate(
            is_recused=assessing_jav_at(OuterRef("seat__person"), OF_IT),
            competes=competes(OuterRef("seat__person"), OuterRef("application__call")),
            has_given=Exists(given.current()),
            has_any=Exists(given),
        )

    def waiting(self):
        """Those whose assessment of what was last sent is wanted, and not given."""
        given = Assessment.objects.current().filter(assessor=OuterRef("pk"))
        is_open = Q(application__status=Application.Status.SUBMITTED, application__statement=None)
        return self.filter(is_open).exclude(Exists(given)).able()

    def of(self, person):
        return self.filter(seat__person=person)

    def due_within(self, days, today):
        """Those whose call wants the assessments on one of the days from today on."""
        until = today + timedelta(days=days)
        return self.filter(application__call__assess_by__range=(today, until))


class Assessor(models.Model):
    """A seat that is asked to assess an application (sv. bedömare)."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="assessors", verbose_name=_("application")
    )
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+", verbose_name=_("seat"))
    asked_at = models.DateTimeField(_("asked"))

    objects = AssessorQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessor")
        verbose_name_plural = _("assessors")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "seat"], name="a_seat_assesses_an_application_once"
            )
        ]

    def __str__(self):
        return str(self.seat)


class AssessmentQuerySet(models.QuerySet):
    def current(self):
        """Those of what was last sent. A later version makes an assessment stale."""
        later = Revision.objects.filter(
            application=OuterRef("revision__application"), number__gt=OuterRef("revision__number")
        )
        return self.exclude(Exists(later))

    def counting(self):
        """Current, and by somebody who has no jäv today."""
        return self.current().exclude(
            assessing_jav_at(OuterRef("assessor__seat__person"), OF_ASSESSED)
        )

    def with_counting(self):
        """Each with `is_counting`."""
        counting = Assessment.objects.counting().filter(pk=OuterRef("pk"))
        return self.annotate(is_counting=Exists(counting))

    def with_statement(self):
        """Those of applications on which the body has said what it says together."""
        return self.exclude(assessor__application__statement=None)

    def open_to(self, person):
        """Those of applications that the person has no jäv in."""
        return self.exclude(assessing_jav_at(person, OF_ASSESSED))

    def visible_to(self, seat):
        """One's own; others' when one has given one's own (R7.5).

        To who is not asked to assess: when nothing is waited for. To who has jäv: none.
        """
        application = OuterRef("assessor__application")
        asked = Assessor.objects.of(seat.person_id).filter(application=application)
        given = Assessment.objects.current().filter(
            assessor__application=application, assessor__seat__person=seat.person_id
        )
        waited_for = Assessor.objects.waiting().filter(application=application)
        sees_others = Exists(given) | ~Exists(asked) & ~Exists(waited_for)
        own = Q(assessor__seat__person=seat.person_id)
        return self.open_to(seat.person_id).filter(own | Q(sees_others))


@pghistory.track()
class Assessment(models.Model):
    """What one assessor thinks of one version of an application (sv. bedömning)."""

    assessor = models.ForeignKey(
        Assessor, models.PROTECT, related_name="assessments", verbose_name=_("assessor")
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="assessments", verbose_name=_("version")
    )
    at = models.DateTimeField(_("given"))
    is_changed = models.BooleanField(_("changed after the others’ were shown"), default=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessor", "revision"], name="one_assessment_of_a_version_by_an_assessor"
            )
        ]

    def __str__(self):
        return str(self.assessor)

    @property
    def value(self) -> Decimal:
        """What its points come to."""
        return rules.weighted((score.criterion.weight, score.points) for score in self.scores.all())


@pghistory.track()
class Score(models.Model):
    """The points on one criterion, and why (sv. poäng)."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(
        _("points"),
        validators=[MinValueValidator(rules.LOWEST), MaxValueValidator(rules.HIGHEST)],
    )
    reason = models.TextField(_("reason"), max_length=LONGEST_TEXT)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["criterion__position", "criterion_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="one_score_on_a_criterion"
            ),
            models.CheckConstraint(
                condition=Q(points__range=(rules.LOWEST, rules.HIGHEST)) & ~Q(reason=""),
                name="a_score_is_from_1_to_5_and_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.criterion}: {self.points}"
