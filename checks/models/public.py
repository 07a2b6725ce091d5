"""What everybody may read of granted checks: as much of each as its member allows (R7.9)."""

from dataclasses import dataclass
from decimal import Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from checks import rules
from checks.models.applications import Revision
from checks.models.payouts import user_key
from checks.models.projects import Project, Side
from lattvikt.lib.money import kronor, money

LONGEST_TEXT = 600
FIRST_YEAR, LAST_YEAR = 2000, 2100


@pghistory.track()
class Publicity(models.Model):
    """What a member allows to be public of its project (sv. samtycke till offentliggörande).

    Nothing is until it says so, and nothing any longer when it says no again.
    """

    project = models.OneToOneField(
        Project,
        models.PROTECT,
        related_name="publicity",
        verbose_name=pgettext_lazy("check", "project"),
    )
    title = models.BooleanField(_("the project’s title"), default=False)
    organisation = models.BooleanField(_("the organisation’s name"), default=False)
    amount = models.BooleanField(_("the amount granted"), default=False)
    text = models.TextField(_("short description"), max_length=LONGEST_TEXT, blank=True)
    by = user_key(_("allowed by"), null=False, blank=False)
    at = models.DateTimeField(_("allowed"))

    class Meta:
        verbose_name = _("what is public of a project")
        verbose_name_plural = _("what is public of projects")

    def __str__(self):
        return str(self.project)


class OldCheckQuerySet(models.QuerySet):
    def public(self):
        """Those whose receivers have said yes to being named."""
        return self.filter(is_public=True)


@pghistory.track()
class OldCheck(models.Model):
    """A check from before this system, when they were called PP-checkar (sv. tidigare PP-check)."""

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    organisation = models.CharField(_("organisation"), max_length=200)
    title = models.CharField(_("title"), max_length=200)
    amount = money(
        verbose_name=_("amount granted"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("Only when the receiver has said yes to being named on the public page."),
    )

    objects = OldCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("former PP-check")
        verbose_name_plural = _("former PP-checkar")
        ordering = ["-year", "organisation", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "organisation", "title"], name="an_old_check_is_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="an_old_check_took_no_money"
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.title} ({self.year})"


@dataclass(frozen=True)
class PublicLine:
    """A check on the public page. What is not allowed is empty, and no search finds it."""

    year: int
    title: str
    organisation: str
    amount: Decimal | None
    text: str
    search_words: str
    is_former: bool = False

    @property
    def heading(self) -> str:
        return self.title or self.organisation

    def is_found_by(self, sought: str) -> bool:
        shown = [self.title, self.organisation, self.text, str(self.year), kronor(self.amount)]
        return rules.finds(sought, [*shown, self.search_words])


def public_lines(sought: str = "") -> list[PublicLine]:
    """The latest first; two queries whatever their number."""
    lines = [*map(line_of_project, public_projects()), *map(line_of_old, OldCheck.objects.public())]
    found = [line for line in lines if line.is_found_by(sought)]
    return sorted(found, key=lambda line: (-line.year, line.is_former))


def public_projects():
    """Signed by both, and of which the title or the organisation may be read."""
    last = Revision.objects.filter(application=OuterRef("application")).order_by("-number")
    signed = Project.objects.signed_by(Side.MEMBER, Side.PROGRAMME)
    named = Q(publicity__title=True) | Q(publicity__organisation=True)
    rows = signed.filter(named).annotate(sent_title=Subquery(last.values("content__title")[:1]))
    related = rows.with_application().select_related("publicity", "application__matter__decision")
    return related.order_by("-application__matter__decision__decided_on", "pk")


def line_of_project(project) -> PublicLine:
    allowed = project.publicity
    return PublicLine(
        year=project.decision.decided_on.year,
        title=project.sent_title if allowed.title else "",
        organisation=project.organisation.name if allowed.organisation else "",
        amount=project.granted if allowed.amount else None,
        text=allowed.text,
        search_words=f"{project.application.call.search_words} Medlemscheckar",
    )


def line_of_old(old) -> PublicLine:
    return PublicLine(
        year=old.year,
        title=old.title,
        organisation=old.organisation,
        amount=old.amount,
        text="",
        search_words=rules.FORMER_NAMES,
        is_former=True,
    )
