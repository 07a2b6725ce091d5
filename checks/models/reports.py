import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from checks.models.payouts import user_key
from checks.models.projects import Project
from lattvikt.lib.money import money

LONGEST_TEXT = 8000


class ReportQuerySet(models.QuerySet):
    def open_to(self, person):
        """Those of the projects that the person has no jäv in."""
        return self.filter(project__in=Project.objects.open_to(person))

    def to_judge(self):
        """Sent, and waiting for the secretariat."""
        return self.filter(status=Report.Status.SENT)


@pghistory.track()
class Report(models.Model):
    """What came of a project, as the member tells it at the end (sv. slutrapport).

    What it said before it was returned with a question stands in its history.
    """

    class Status(models.TextChoices):
        SENT = "sent", pgettext_lazy("report", "sent")
        RETURNED = "returned", pgettext_lazy("report", "returned with a question")
        APPROVED = "approved", pgettext_lazy("report", "approved")

    project = models.OneToOneField(
        Project,
        models.PROTECT,
        related_name="report",
        verbose_name=pgettext_lazy("check", "project"),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.SENT, editable=False
    )
    done = models.TextField(_("what has been done"), max_length=LONGEST_TEXT)
    results = models.TextField(_("results"), max_length=LONGEST_TEXT)
    benefit = models.TextField(_("benefit"), max_length=LONGEST_TEXT)
    costs = money(verbose_name=_("actual costs"))
    sent_by = user_key(_("sent by"), null=False, blank=False)
    sent_at = models.DateTimeField(_("sent"))
    question = models.TextField(_("our question"), max_length=1000, blank=True)
    judged_by = user_key(_("judged by"))
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("final report")
        verbose_name_plural = _("final reports")
        ordering = ["-sent_at", "-pk"]
        permissions = [("judge_report", "Can approve a final report or return it")]
        constraints = [
            models.CheckConstraint(condition=Q(costs__gte=0), name="a_report_has_costs"),
            models.CheckConstraint(
                condition=Q(status="sent") | Q(judged_by__isnull=False, judged_at__isnull=False),
                name="a_person_has_judged_the_report",
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(question=""),
                name="a_report_is_returned_with_a_question",
            ),
        ]

    def __str__(self):
        return str(self.project)
