from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from checks.models.projects import Project
from lattvikt.lib import giro
from lattvikt.lib.money import kronor, money


def user_key(text, **options):
    """Who did it; empty until it is done."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=text,
        **{"null": True, "blank": True, **options},
    )


class PayoutQuerySet(models.QuerySet):
    def open_to(self, person):
        """Those of the projects that the person has no jäv in."""
        return self.filter(project__in=Project.objects.open_to(person))

    def standing(self):
        """Those that take of what was granted."""
        return self.filter(refused_at=None)

    def to_approve(self):
        return self.standing().filter(approved_at=None)

    def to_confirm(self):
        """Approved by the secretariat; the treasury pays and says so."""
        return self.standing().filter(confirmed_at=None).exclude(approved_at=None)

    def paid(self):
        return self.exclude(confirmed_at=None)

    def sum(self) -> Decimal:
        """Kronor."""
        return self.aggregate(sum=Sum("amount", default=Decimal(0)))["sum"]


class Payout(models.Model):
    """Money of a medlemscheck that the member asks for (sv. utbetalning).

    The secretariat approves it, and then somebody else of the treasury pays and confirms it.
    """

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("payout", "asked for")
        APPROVED = "approved", pgettext_lazy("payout", "approved, on its way")
        PAID = "paid", pgettext_lazy("payout", "paid")
        REFUSED = "refused", pgettext_lazy("payout", "refused")

    project = models.ForeignKey(
        Project,
        models.PROTECT,
        related_name="payouts",
        verbose_name=pgettext_lazy("check", "project"),
    )
    amount = money(verbose_name=_("amount"))
    bankgiro = models.CharField(_("bankgiro"), max_length=8)
    note = models.CharField(_("what it is for"), max_length=300)
    asked_by = user_key(_("asked for by"), null=False, blank=False)
    asked_at = models.DateTimeField(_("asked for"))
    approved_by = user_key(_("approved by"))
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    confirmed_by = user_key(_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    paid_on = models.DateField(_("paid"), null=True, blank=True)
    refused_by = user_key(_("refused by"))
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)
    refused_because = models.CharField(_("reason"), max_length=300, blank=True)

    objects = PayoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        ordering = ["-asked_at", "-pk"]
        permissions = [
            ("approve_payout", "Can approve a payout"),
            ("confirm_payout", "Can confirm that a payout has been paid"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payout_is_positive"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")),
                name="nobody_approves_their_own_payout",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | Q(approved_by__isnull=False)
                & ~Q(confirmed_by=F("approved_by"))
                & ~Q(confirmed_by=F("asked_by")),
                name="a_payout_is_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None, paid_on=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, paid_on__isnull=False),
                name="what_is_paid_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(refused_at=None) | Q(confirmed_at=None) & ~Q(refused_because=""),
                name="a_payout_is_refused_for_a_reason_and_never_when_paid",
            ),
        ]

    def __str__(self):
        return f"{kronor(self.amount)}, {self.project}"

    @property
    def state(self) -> State:
        if self.refused_at:
            return self.State.REFUSED
        if self.confirmed_at:
            return self.State.PAID
        return self.State.APPROVED if self.approved_at else self.State.ASKED

    @property
    def is_open(self) -> bool:
        """Neither paid nor refused."""
        return self.state in (self.State.ASKED, self.State.APPROVED)

    @property
    def shown_bankgiro(self) -> str:
        return giro.show_bankgiro(self.bankgiro)
