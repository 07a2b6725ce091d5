from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Case, DecimalField, F, OuterRef, Q, Sum, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from billing.models.invoices import Invoice, covered_by, total_of
from lattvikt.lib.money import kronor, money
from members.models import Organisation

LONGEST_OCR = 40


class PaymentQuerySet(models.QuerySet):
    def with_unallocated(self):
        """Adds spent, repaid, returned and unallocated, in kronor: together they are the amount.

        What is to be repaid counts as repaid from the day it is on the list.
        """
        allocated = Allocation.objects.standing().filter(payment=OuterRef("pk"))
        repayments = Repayment.objects.standing().filter(payment=OuterRef("pk"))
        return self.annotate(
            spent=total_of(allocated, "amount", "payment"),
            repaid=total_of(repayments, "amount", "payment"),
            returned=Case(
                When(returned_on=None, then=Value(0)),
                default=F("amount"),
                output_field=DecimalField(max_digits=12, decimal_places=2),
            ),
            unallocated=F("amount") - F("spent") - F("repaid") - F("returned"),
        )

    def with_something_left(self):
        """Those with money that settles nothing yet."""
        spent = covered_by(Allocation.objects.standing(), "amount", "payment", "amount")
        here = self.filter(returned_on=None).exclude(pk__in=spent)
        return here.with_unallocated().filter(unallocated__gt=0)

    def unmatched(self):
        """Those of which nobody knows yet whose money it is: they wait for a person."""
        return self.filter(organisation=None).with_something_left()

    def credits(self):
        """Members' credit: what is over when it is known whose money it is."""
        return self.exclude(organisation=None).with_something_left()

    def credit_of(self, organisation) -> Decimal:
        """What the member has paid and not used, in kronor."""
        mine = self.filter(organisation=organisation).with_something_left()
        return mine.aggregate(sum=Sum("unallocated", default=Decimal(0)))["sum"]

    def credits_with_use(self):
        """Members' credit that an unpaid invoice of the same member could take."""
        unpaid = Invoice.objects.unpaid().exclude(organisation=None)
        return self.credits().filter(organisation__in=unpaid.values("organisation"))


class Payment(models.Model):
    """Money that has come in (sv. inbetalning). The bank's reference makes it come in once."""

    class Family(models.TextChoices):
        """The kinds of sources: within each, the bank's reference tells payments apart."""

        CAMT = "camt", _("camt (ISO 20022)")
        BGMAX = "bgmax", _("BgMax")
        CSV = "csv", _("CSV from the internet bank")
        HAND = "hand", _("by hand")

    bank_reference = models.CharField(_("the bank's reference"), max_length=260)
    family = models.CharField(
        _("known from"), max_length=10, choices=Family, default=Family.HAND, editable=False
    )
    account = models.CharField(_("our account"), max_length=40, blank=True)
    received_on = models.DateField(_("payment date"), help_text=_("The bank's date."))
    amount = money(verbose_name=_("amount"))
    ocr = models.CharField(_("OCR number"), max_length=LONGEST_OCR, blank=True)
    payer = models.CharField(_("payer"), max_length=200, blank=True)
    payer_org_number = models.CharField(_("payer's organisation number"), max_length=10, blank=True)
    payer_account = models.CharField(_("payer's account"), max_length=40, blank=True)
    text = models.TextField(_("message"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="payments",
        verbose_name=_("organisation"),
        help_text=_("Whose money it is; empty until that is known."),
    )
    returned_on = models.DateField(
        _("taken back"), null=True, blank=True, help_text=_("When the bank took it back.")
    )
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
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_is_positive"),
            models.UniqueConstraint(fields=["bank_reference"], name="a_payment_comes_in_once"),
        ]
        # Not on the fields: a text there gets two indexes, and payments come in by the thousand.
        indexes = [
            models.Index("received_on", name="payment_by_day"),
            models.Index("ocr", name="payment_by_ocr"),
        ]

    def __str__(self):
        return f"{self.received_on}, {kronor(self.amount)}"


class Undoable(models.Model):
    """Undone by being marked reversed, by whom, when and why; never deleted."""

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

    class Meta:
        abstract = True

    def mark_reversed(self, *, because, by):
        """Write it down; the caller holds the locks and has guarded it."""
        self.reversed_at = timezone.now()
        self.reversed_by = by
        self.reversed_because = because
        self.save(update_fields=["reversed_at", "reversed_by", "reversed_because"])
        return self


class UndoableQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(reversed_at=None)


class Allocation(Undoable):
    """A part of a payment that settles a part of an invoice (sv. avprickning)."""

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

    objects = UndoableQuerySet.as_manager()

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


class WriteOff(Undoable):
    """The little that an invoice lacks and that is let pass (sv. öresavrundning).

    Only within the tolerance of the financial terms, and taken back with the payment it followed.
    """

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="write_offs", verbose_name=_("invoice")
    )
    amount = money(verbose_name=_("amount"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )

    objects = UndoableQuerySet.as_manager()

    class Meta:
        verbose_name = _("rounding")
        verbose_name_plural = _("roundings")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_write_off_is_positive"),
            models.CheckConstraint(
                condition=Q(reversed_at=None) | ~Q(reversed_because=""),
                name="a_write_off_is_reversed_for_a_reason",
            ),
        ]

    def __str__(self):
        return kronor(self.amount)


class RepaymentQuerySet(UndoableQuerySet):
    def to_repay(self):
        """Those on the list: neither paid out nor withdrawn."""
        return self.standing().filter(paid_out_on=None)


class Repayment(Undoable):
    """Money that goes back to who paid too much (sv. återbetalning).

    On the list of what is to be repaid until it has been paid out, or withdrawn.
    """

    class Reason(models.TextChoices):
        DOUBLE = "double", _("the invoice was paid already")
        CREDITED = "credited", _("the invoice has been credited")
        ASKED = "asked", _("decided by the treasurer")

    payment = models.ForeignKey(
        Payment, models.PROTECT, related_name="repayments", verbose_name=_("payment")
    )
    amount = money(verbose_name=_("amount"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    note = models.CharField(_("note"), max_length=300, blank=True)
    proposed_at = models.DateTimeField(_("on the list since"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
        help_text=_("Empty until a person has decided."),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    paid_out_on = models.DateField(_("paid out"), null=True, blank=True)

    objects = RepaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("repayment")
        verbose_name_plural = _("repayments")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_repayment_is_positive"),
            models.CheckConstraint(
                condition=Q(paid_out_on=None) | Q(decided_at__isnull=False),
                name="a_person_has_decided_what_is_paid_out",
            ),
            models.CheckConstraint(
                condition=Q(reversed_at=None) | ~Q(reversed_because=""),
                name="a_repayment_is_reversed_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{kronor(self.amount)}, {self.get_reason_display()}"
