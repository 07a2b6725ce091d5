from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.models.disputes import disputed
from billing.models.invoices import Invoice
from board.models import Case, Matter, Party
from members.models import Membership


class ProposedExclusionQuerySet(models.QuerySet):
    def standing(self):
        """Those before the board or decided by it.

        One that is withdrawn or referred back may be made anew.
        """
        return self.filter(matter__withdrawn_at=None)

    def open(self):
        """Those that the board has not decided."""
        return self.filter(matter__in=Matter.objects.open())

    def without_ground(self):
        """Those whose invoice is no longer owed, or is objected to."""
        return self.exclude(invoice__in=Invoice.objects.unpaid().exclude(disputed()))

    def unfounded(self):
        """Open ones without ground: for a person to withdraw."""
        return self.open().without_ground()


class ProposedExclusion(Case):
    """The secretariat's proposal that a member leave for an unpaid fee (sv. uteslutningsförslag).

    Made by a person, never by the clock; the board decides. What is owed is owed whatever it says.
    """

    enacted_by = "billing.actions.exclude_or_keep"
    referred_back_by = "billing.actions.take_back_exclusion"

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="proposed_exclusions", verbose_name=_("invoice")
    )
    membership = models.ForeignKey(
        Membership,
        models.PROTECT,
        related_name="proposed_exclusions",
        verbose_name=_("membership"),
    )
    ends_on = models.DateField(
        _("last day as a member"),
        null=True,
        blank=True,
        help_text=_("Empty: the decision itself ends no membership."),
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"), auto_now_add=True)

    objects = ProposedExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed exclusion")
        verbose_name_plural = _("proposed exclusions")
        ordering = ["-proposed_at"]

    def __str__(self):
        return f"{self.membership.organisation}, {self.invoice}"

    def parties(self):
        return [Party(org_number=self.membership.organisation.org_number or "")]

    @property
    def invoice_today(self) -> Invoice:
        """The invoice with its balance, and whether an objection waits."""
        rows = Invoice.objects.with_balance().annotate(is_disputed=disputed())
        return rows.get(pk=self.invoice_id)
