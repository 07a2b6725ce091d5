"""What those who come are asked before and after, and what they answer: without their names."""

from datetime import timedelta

import pghistory
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models.events import Event
from events.models.goals import Goal
from events.models.places import Registration
from members.models import OptOut, Purpose


@pghistory.track()
class Question(models.Model):
    """What an event's surveys ask, numbered (sv. enkätfråga; R13.28)."""

    class Kind(models.TextChoices):
        SCALE = "scale", _("from 1 to 5")
        YES_NO = "yes_no", _("yes or no")
        TEXT = "text", _("in own words")

    event = models.ForeignKey(
        Event,
        models.CASCADE,
        related_name="questions",
        verbose_name=pgettext_lazy("people go to", "event"),
    )
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    text = models.CharField(_("question"), max_length=300)
    kind = models.CharField(_("is answered"), max_length=6, choices=Kind, default=Kind.SCALE)
    is_before = models.BooleanField(_("asked before"), default=True)
    is_after = models.BooleanField(_("asked after"), default=True)
    goal = models.ForeignKey(
        Goal,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("tells of the goal"),
    )

    class Meta:
        verbose_name = _("survey question")
        verbose_name_plural = _("survey questions")
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "number"], name="an_event_s_questions_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(is_before=True) | Q(is_after=True), name="a_question_is_asked_some_time"
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"


class SurveyQuerySet(models.QuerySet):
    def taking_answers(self, now):
        return self.filter(closed_at=None, closes_at__gt=now, event__cancelled_at=None)

    def lapsed(self, now):
        """Their time is over, and who answered what has not been forgotten yet."""
        return self.filter(closed_at=None, closes_at__lte=now)

    def with_numbers(self):
        """Each with how many have been asked and have answered."""
        return self.annotate(
            number_asked=Count("asked", distinct=True),
            number_answered=Count("responses", distinct=True),
        )


class Survey(models.Model):
    """The questions of an event are sent to those who come, before or after it (sv. enkät)."""

    class Moment(models.TextChoices):
        BEFORE = "before", pgettext_lazy("survey", "before")
        AFTER = "after", pgettext_lazy("survey", "after")

    event = models.ForeignKey(
        Event,
        models.PROTECT,
        related_name="surveys",
        verbose_name=pgettext_lazy("people go to", "event"),
    )
    moment = models.CharField(_("when"), max_length=6, choices=Moment)
    opened_at = models.DateTimeField(_("sent"))
    closes_at = models.DateTimeField(_("takes answers until"))
    closed_at = models.DateTimeField(_("closed"), null=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["event", "opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "moment"], name="one_survey_before_and_one_after_an_event"
            )
        ]

    def __str__(self):
        return f"{self.event}, {self.get_moment_display()}"

    def questions(self):
        return self.event.questions.filter(**{f"is_{self.moment}": True}).order_by("number")

    def to_ask(self):
        """Those who should have the survey and have not been asked yet."""
        asked = self.asked.filter(registration=OuterRef("pk"))
        return taking_surveys(registrations_to_ask(self.event, self.moment)).filter(~Exists(asked))

    def to_remind(self, *, days, now):
        """Asked so long ago, and silent: each is reminded once."""
        silent = self.asked.filter(response=None, reminded_at=None)
        come = taking_surveys(self.event.registrations.filter(state=Registration.State.REGISTERED))
        asked_long_ago = Q(asked_at__lte=now - timedelta(days=days))
        return silent.filter(asked_long_ago, registration__in=come)


def registrations_to_ask(event, moment):
    """Before: the registered. After: those who were there, or the registered if none is noted."""
    registered = event.registrations.filter(state=Registration.State.REGISTERED)
    there = registered.exclude(checked_in_at=None)
    return there if moment == Survey.Moment.AFTER and there.exists() else registered


def taking_surveys(registrations):
    """Those who have an address and have not declined surveys, by the person or by the address."""
    same = Q(person=OuterRef("person")) | Q(person__email__iexact=OuterRef("email"))
    declined = OptOut.objects.filter(same, purpose=Purpose.SURVEYS)
    return registrations.exclude(email="").filter(~Exists(declined)).order_by("pk")


class Asked(models.Model):
    """Somebody who comes has been sent a survey (sv. tillfrågad)."""

    survey = models.ForeignKey(
        Survey, models.CASCADE, related_name="asked", verbose_name=_("survey")
    )
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="+", verbose_name=_("registration")
    )
    asked_at = models.DateTimeField(_("sent"))
    reminded_at = models.DateTimeField(_("reminded"), null=True)

    class Meta:
        verbose_name = _("person asked in a survey")
        verbose_name_plural = _("people asked in surveys")
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "registration"], name="a_survey_is_sent_once_to_each"
            )
        ]

    def __str__(self):
        return str(self.registration)


class Response(models.Model):
    """What one person answered in a survey (sv. enkätsvar).

    Whose it is is known only while it may be changed: when the survey is closed that is forgotten
    (`actions.close_survey`). Without history, so that it stays so.
    """

    survey = models.ForeignKey(
        Survey, models.CASCADE, related_name="responses", verbose_name=_("survey")
    )
    asked = models.OneToOneField(
        Asked, models.SET_NULL, null=True, related_name="response", verbose_name=_("asked")
    )

    class Meta:
        verbose_name = _("response to a survey")
        verbose_name_plural = _("responses to surveys")

    def __str__(self):
        return str(self.survey)


class Answer(models.Model):
    """What a response says to one question: a number (yes is 1, no is 0) or words (sv. svar)."""

    response = models.ForeignKey(
        Response, models.CASCADE, related_name="answers", verbose_name=_("response to a survey")
    )
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    number = models.PositiveSmallIntegerField(_("number"), null=True)
    text = models.TextField(_("in own words"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("answer to a survey question")
        verbose_name_plural = _("answers to survey questions")
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"], name="a_question_is_answered_once_in_a_response"
            ),
            models.CheckConstraint(
                condition=(Q(number=None) & ~Q(text="")) | (Q(number__isnull=False) & Q(text="")),
                name="an_answer_is_a_number_or_words",
            ),
        ]

    def __str__(self):
        return self.text or str(self.number)

    @property
    def value(self):
        return self.text if self.number is None else self.number
