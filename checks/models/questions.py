import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from checks.models.payouts import user_key
from checks.models.projects import Project
from members.models import Person

LONGEST_TEXT = 4000


class QuestionQuerySet(models.QuerySet):
    def open_to(self, person):
        """Those of the projects that the person has no jäv in."""
        return self.filter(project__in=Project.objects.open_to(person))

    def open(self):
        return self.filter(answered_at=None)

    def to_pass_on(self):
        """Those that wait for the secretariat, which answers or passes them on."""
        return self.open().filter(researcher=None)

    def with_researcher(self):
        return self.open().exclude(researcher=None)


@pghistory.track()
class Question(models.Model):
    """What a project's people want to know of the programme's researchers (sv. fråga, R7.13).

    The secretariat answers it, or passes it on to a researcher, who answers by a link.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("question", "asked")
        PASSED_ON = "passed_on", pgettext_lazy("question", "with a researcher")
        ANSWERED = "answered", pgettext_lazy("question", "answered")

    project = models.ForeignKey(
        Project,
        models.PROTECT,
        related_name="questions",
        verbose_name=pgettext_lazy("check", "project"),
    )
    text = models.TextField(_("question"), max_length=LONGEST_TEXT)
    asked_by = user_key(_("asked by"), null=False, blank=False)
    asked_at = models.DateTimeField(_("asked"))
    researcher = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="check_questions",
        verbose_name=_("researcher"),
    )
    passed_on_by = user_key(_("passed on by"))
    passed_on_at = models.DateTimeField(_("passed on"), null=True, blank=True)
    answer = models.TextField(_("answer"), max_length=LONGEST_TEXT, blank=True)
    answered_by = models.CharField(_("answered by"), max_length=200, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to a researcher")
        verbose_name_plural = _("questions to researchers")
        ordering = ["-asked_at", "-pk"]
        permissions = [("answer_question", "Can answer a project's question or pass it on")]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_by="", answered_at=None)
                | ~Q(answer="") & ~Q(answered_by="") & Q(answered_at__isnull=False),
                name="an_answer_has_a_name_and_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(researcher=None, passed_on_by=None, passed_on_at=None)
                | Q(
                    researcher__isnull=False, passed_on_by__isnull=False, passed_on_at__isnull=False
                ),
                name="a_question_is_passed_on_by_a_person",
            ),
        ]

    def __str__(self):
        return str(self.project)

    @property
    def state(self) -> State:
        if self.answered_at:
            return self.State.ANSWERED
        return self.State.PASSED_ON if self.researcher_id else self.State.ASKED

    @property
    def tone(self) -> str:
        return "good" if self.answered_at else "waiting"
