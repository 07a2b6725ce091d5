from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.models.invoices import Invoice, covered_by, total_of
from lattvikt.lib.money import kronor, money


class PaymentQuerySet(models.QuerySet):
    def with_unallocated(self):
        """Adds spent and unallocated, in kronor."""
        standing = Allocation.objects.filter(payment=OuterRef("pk"), reversed_at=None)
        return self.annotate(
            spent=total_of(standing, "amount", "payment"), unallocated=F("amount") - F("spent")
        )

    def unmatched(self):
        """Those with money that settles nothing yet."""
        spent = covered_by(Allocation.objects.standing(), "amount", "payment", "amount")
        return self.exclude(pk__in=spent).with_unallocated().filter(unallocated__gt=0)


class Payment(models.Model):
    """Money that has come in (sv. inbetalning). The bank's reference makes it come in once."""

    bank_reference = models.CharField(_("the bank's reference"), max_length=200, unique=True)
    received_on = models.DateField(_("payment date"), help_text=_("The bank's date."))
    amount = money(verbose_name=_("amount"))
    ocr = models.CharField(_("OCR number"), max_length=25, blank=True, db_index=True)
    payer = models.CharField(_("payer"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("registered by"),
    )
    registered_at = models.DateTimeField(_("registered"), auto_now_add=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_is_positive")
        ]

    def __str__(self):
        return f"{self.received_on}, {kronor(self.amount)}"


class AllocationQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(reversed_at=None)


class Allocation(models.Model):
    """A part of a payment that settles a part of an invoice (sv. avprickning).

    Undone by being marked reversed, by whom and when; never deleted.
    """

    payment = models.ForeignKey(
        Payment, models.PROTECT, related_name="allocations", verbose_name=_("payment")
    )
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="allocations", verbose_name=_("invoice")
    )
    amount = money(verbose_name=_("amount"))
    allocated_at = models.DateTimeField(_("allocated"), default=timezone.now)
    allocated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("allocated by"),
    )
    reversed_at = models.DateTimeField(_("reversed"), null=True, blank=True)
    reversed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reversed by"),
    )
    reversed_because = models.CharField(_("why it was reversed"), max_length=300, blank=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="an_allocation_is_positive"),
            models.CheckConstraint(
                condition=Q(reversed_at=None) | ~Q(reversed_because=""),
                name="an_allocation_is_reversed_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{kronor(self.amount)} → {self.invoice}"
