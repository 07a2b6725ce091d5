from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from archive.models import Document
from lattvikt.lib.append_only import AppendOnly, AppendOnlyQuerySet
from lattvikt.lib.money import money


class BatchQuerySet(AppendOnlyQuerySet):
    def closed_through(self):
        """The last day that has been handed to the bookkeeping; None before the first batch."""
        return self.aggregate(day=Max("to_day"))["day"]

    def next_number(self):
        """The caller holds the lock under which batches are made."""
        return (self.aggregate(number=Max("number"))["number"] or 0) + 1


class BookkeepingBatch(AppendOnly):
    """What was handed to the bookkeeping in one file (sv. bokföringsunderlag).

    The file's bytes are in the archive, so that they are the same whenever it is fetched.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    from_day = models.DateField(_("from"))
    to_day = models.DateField(_("to"))
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
        help_text=_("Empty when a command made it."),
    )
    vouchers = models.PositiveIntegerField(_("vouchers"))
    debit = money(verbose_name=_("sum of debit"))
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("bookkeeping batch")
        verbose_name_plural = _("bookkeeping batches")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day__gte=F("from_day")), name="a_batch_ends_after_it_began"
            )
        ]

    def __str__(self):
        return str(self.number)

    @property
    def file_name(self):
        """«Lattvikt-bokforing-3-2027-01-01--2027-01-31.si»."""
        return f"Lattvikt-bokforing-{self.number}-{self.from_day}--{self.to_day}.si"


class BookedEvent(AppendOnly):
    """That an event is in a batch, and in no other (sv. bokförd händelse).

    `source` is the key of the row that the event is about; which table is said by the kind.
    `turn` counts what may happen to a row again.
    """

    class Kind(models.TextChoices):
        INVOICE = "invoice", _("invoices and credit notes")
        PAYMENT = "payment", _("payments")
        ALLOCATION = "allocation", _("allocations")
        REVERSAL = "reversal", _("undone allocations")
        ROUNDING = "rounding", _("roundings")
        ROUNDING_UNDONE = "unrounding", _("undone roundings")
        REPAYMENT = "repayment", _("repayments")
        REPAYMENT_UNDONE = "unrepayment", _("undone repayments")
        TAKEN_BACK = "taken_back", _("payments taken back by the bank")
        GIVEN_BACK = "given_back", _("payments that were not taken back")

    batch = models.ForeignKey(BookkeepingBatch, models.PROTECT, related_name="events")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    source = models.PositiveBigIntegerField(_("row"))
    turn = models.PositiveSmallIntegerField(_("turn"), default=0)
    on = models.DateField(_("booked on"))

    class Meta:
        verbose_name = _("booked event")
        verbose_name_plural = _("booked events")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source", "turn"], name="an_event_is_booked_once"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.source}"


def unbooked(rows, kind):
    """The rows whose event of the kind is in no batch yet."""
    booked = BookedEvent.objects.filter(kind=kind, source=OuterRef("pk"))
    return rows.filter(~Exists(booked))
