from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from billing.models.invoices import Invoice


def disputed():
    """The condition, for a query of invoices, that an objection waits for an answer."""
    return Exists(Dispute.objects.open().filter(invoice=OuterRef("pk")))


class DisputeQuerySet(models.QuerySet):
    def open(self):
        """Those that wait for an answer: their invoices are not reminded of."""
        return self.filter(closed_on=None)


class Dispute(models.Model):
    """The buyer's objection to an invoice, until the secretariat has answered it (sv. invändning).

    Raised by the member itself, or noted by the secretariat for somebody who wrote or called.
    """

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="disputes", verbose_name=_("invoice")
    )
    since = models.DateField(_("objected on"))
    reason = models.TextField(_("what is objected to"), max_length=2000)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("noted by")
    )
    is_from_member = models.BooleanField(_("by the member itself"), default=False)
    closed_on = models.DateField(_("answered on"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answer = models.TextField(_("answer"), max_length=2000, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(closed_on=None),
                name="one_open_dispute_per_invoice",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(answer="") & Q(closed_on__gte=F("since")),
                name="a_dispute_is_closed_with_an_answer",
            ),
        ]

    def __str__(self):
        return f"{self.invoice}, {self.since}"
