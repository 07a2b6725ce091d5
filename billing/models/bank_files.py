from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Count, Max, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from archive.models import Document
from billing.models.payments import LONGEST_OCR, Payment
from lattvikt.lib.money import kronor, money


class BankFileQuerySet(models.QuerySet):
    def kept(self):
        """Those that have not been thrown away: the same bytes are among them once."""
        return self.exclude(state=BankFile.State.DISCARDED)

    def staged(self):
        return self.filter(state=BankFile.State.STAGED)

    def applying(self):
        return self.filter(state=BankFile.State.APPLYING)

    def latest_bank_date(self) -> date | None:
        """Up to which day we know what has come in: the bank's last date in what we have read.

        Files that have been applied count. Without any, the payments noted by hand do. None when
        nothing is known.
        """
        applied = self.filter(state=BankFile.State.APPLIED)
        latest = applied.aggregate(day=Max("latest_booked_on"))["day"]
        return latest or Payment.objects.aggregate(day=Max("received_on"))["day"]


def latest_bank_day():
    """An expression: the same as `BankFile.objects.latest_bank_date()`, in a query of others."""
    applied = BankFile.objects.filter(state=BankFile.State.APPLIED).order_by().values("state")
    by_hand = Payment.objects.order_by("-received_on").values("received_on")[:1]
    latest = Subquery(applied.annotate(day=Max("latest_booked_on")).values("day"))
    return Coalesce(latest, Subquery(by_hand))


class BankFile(models.Model):
    """A file from the bank with what has happened on the account (sv. bankfil).

    It is read into rows, looked at, and then applied or discarded. Its bytes are in the archive.
    """

    class State(models.TextChoices):
        STAGED = "staged", _("read, not applied")
        APPLYING = "applying", _("being applied")
        APPLIED = "applied", _("applied")
        DISCARDED = "discarded", _("discarded")

    name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", editable=False)
    family = models.CharField(_("kind of file"), max_length=10, choices=Payment.Family)
    format = models.CharField(_("format"), max_length=40)
    message_id = models.CharField(_("the bank's name for the file"), max_length=200, blank=True)
    count = models.PositiveIntegerField(_("rows"), default=0)
    total = money(verbose_name=_("sum"), default=0)
    latest_booked_on = models.DateField(_("latest bank date"), null=True, blank=True)
    state = models.CharField(_("status"), max_length=10, choices=State, default=State.STAGED)
    uploaded_at = models.DateTimeField(_("read"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("read by"),
        help_text=_("Empty when it was read from the command line."),
    )
    decided_at = models.DateTimeField(_("applied or discarded"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("applied or discarded by"),
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = BankFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("bank file")
        verbose_name_plural = _("bank files")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=~Q(state="discarded"),
                name="a_bank_file_is_read_once",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def done(self) -> int:
        """How many of its rows have been applied."""
        return self.rows.exclude(outcome="").count()


class BankRowQuerySet(models.QuerySet):
    def pending(self):
        """Those not applied yet."""
        return self.filter(outcome="")

    def waiting(self):
        """Those that a person must judge."""
        return self.filter(outcome__in=BankRow.WAITING)

    def doubles(self):
        return self.filter(outcome=BankRow.Outcome.DOUBLE)

    def returns_waiting(self):
        return self.filter(outcome=BankRow.Outcome.RETURN_WAITS)

    def by_outcome(self) -> list[dict]:
        """How many rows there are of each outcome, and their sum in kronor."""
        found = self.exclude(outcome="").order_by("outcome").values("outcome")
        return list(found.annotate(rows=Count("pk"), sum=Sum("amount")))


class BankRow(models.Model):
    """One thing that happened on the account, as the bank's file says (sv. bankrad).

    `outcome` is what it came to when the file was applied; empty until then.
    """

    class Outcome(models.TextChoices):
        SETTLED = "settled", _("settles its invoice")
        PART = "part", _("part payment")
        CREDIT = "credit", _("overpaid: credit of the member")
        REPAY = "repay", _("paid already: to repay")
        UNMATCHED = "unmatched", _("waits to be matched")
        KNOWN = "known", _("known before: changes nothing")
        DOUBLE = "double", _("perhaps the same as another payment")
        SAME = "same", _("the same as another payment")
        RETURNED = "returned", _("takes a payment back")
        RETURN_WAITS = "return_waits", _("takes an unknown payment back")
        SET_ASIDE = "set_aside", _("set aside")

    WAITING = (Outcome.DOUBLE, Outcome.RETURN_WAITS)
    # Of a bank reference there is one row that counts; it may stand in any number of files.
    COUNTS_NOT = ("", Outcome.KNOWN)

    file = models.ForeignKey(
        BankFile, models.PROTECT, related_name="rows", verbose_name=_("bank file")
    )
    line = models.PositiveIntegerField(_("line in the file"))
    bank_reference = models.CharField(_("the bank's reference"), max_length=260)
    booked_on = models.DateField(_("bank date"))
    amount = money(verbose_name=_("amount"))
    is_reversal = models.BooleanField(_("money taken back"), default=False)
    account = models.CharField(_("our account"), max_length=40, blank=True)
    parts = models.JSONField(_("references"), default=list)
    text = models.TextField(_("message"), blank=True)
    payer = models.CharField(_("payer"), max_length=200, blank=True)
    payer_org_number = models.CharField(_("payer's organisation number"), max_length=10, blank=True)
    payer_account = models.CharField(_("payer's account"), max_length=40, blank=True)
    reverses = models.CharField(_("takes back"), max_length=260, blank=True)
    deposit = models.CharField(
        _("booked within"), max_length=260, blank=True, help_text=_("The bank's name for the sum.")
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    payment = models.ForeignKey(
        Payment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rows",
        verbose_name=_("payment"),
        help_text=_("Which it became, or takes back."),
    )
    twin = models.ForeignKey(
        Payment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="twins",
        verbose_name=_("the payment that it is, or resembles"),
    )
    judged_at = models.DateTimeField(_("judged"), null=True, blank=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("judged by"),
    )
    judged_because = models.CharField(_("why"), max_length=300, blank=True)

    objects = BankRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("bank row")
        verbose_name_plural = _("bank rows")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_bank_row_is_positive"),
            models.UniqueConstraint(
                fields=["bank_reference"],
                condition=~Q(outcome__in=["", "known"]),
                name="one_row_counts_of_each_bank_reference",
            ),
        ]
        indexes = [
            models.Index(
                fields=["file", "id"], condition=Q(outcome=""), name="bank_row_still_to_apply"
            ),
            models.Index(fields=["deposit"], condition=~Q(deposit=""), name="bank_row_by_deposit"),
            models.Index(
                fields=["outcome"],
                condition=Q(outcome__in=["double", "return_waits"]),
                name="bank_row_that_waits",
            ),
        ]

    def __str__(self):
        return f"{self.booked_on}, {kronor(self.signed)}"

    @property
    def signed(self) -> Decimal:
        """Kronor; negative when money was taken back."""
        return -self.amount if self.is_reversal else self.amount

    @property
    def may_be_same(self) -> bool:
        """Whether a person may say that it is the payment that it resembles."""
        return bool(self.twin_id) and self.outcome not in (self.Outcome.SAME, self.Outcome.KNOWN)

    @property
    def may_be_another(self) -> bool:
        return self.outcome in (self.Outcome.DOUBLE, self.Outcome.SAME)

    @property
    def references(self) -> list[tuple[str, Decimal | None]]:
        """Its references, each with what the payer meant for it in kronor, if that is said.

        What is drawn for a credit note is passed over: ours are taken from their invoice already.
        """
        parts = [(reference, amount and Decimal(amount)) for reference, amount in self.parts]
        return [(reference, amount or None) for reference, amount in parts if (amount or 0) >= 0]

    @property
    def ocr(self) -> str:
        """The first of its references, if it is short enough to be an OCR number."""
        first = self.parts[0][0] if self.parts else ""
        return first if len(first) <= LONGEST_OCR else ""
