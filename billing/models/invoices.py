from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import DecimalField, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.models import Document
from billing.models.fees import AnnualFee
from billing.models.in_kind import in_kind_of
from lattvikt.lib import giro, org_number, postal_code
from lattvikt.lib.append_only import AppendOnly, AppendOnlyQuerySet
from lattvikt.lib.money import money
from lattvikt.lib.series import Series
from members.models import Organisation
from outbox.models import Message


def total_of(rows, field, key):
    """The sum of a field over related rows, 0 where there are none."""
    sums = rows.order_by().values(key).annotate(sum=Sum(field)).values("sum")
    amount: DecimalField = DecimalField(max_digits=12, decimal_places=2)
    return Coalesce(Subquery(sums), Decimal(0), output_field=amount)


def covered_by(rows, sum_of, key, amount):
    """The keys whose rows come to at least the amount that stands on what the key points to.

    Reckoned in one pass over the rows. Asked of each row of a large table, as `total_of` is, the
    same question costs an index search a row; so those that are long settled go out by this first.
    """
    sums = rows.order_by().values(key).annotate(sum=Sum(sum_of))
    return sums.filter(sum__gte=F(f"{key}__{amount}")).values(key)


class InvoiceQuerySet(AppendOnlyQuerySet):
    def for_organisation(self, organisation):
        return self.filter(organisation=organisation)

    def with_in_kind(self):
        """Adds `is_held_by_in_kind`: work instead of money is asked for or agreed for its fee."""
        holding = in_kind_of("fee__organisation", "fee__year").holding()
        return self.annotate(is_held_by_in_kind=Exists(holding))

    def credit_notes(self):
        return self.filter(credits__isnull=False)

    def with_balance(self):
        """Adds paid, rounded, credited (never positive) and balance, in kronor.

        Rounded is the little that was let pass when the invoice was settled.
        """
        standing = self.related("allocations").standing().filter(invoice=OuterRef("pk"))
        let_pass = self.related("write_offs").standing().filter(invoice=OuterRef("pk"))
        notes = self.model._default_manager.filter(credits=OuterRef("pk"))
        return self.annotate(
            paid=total_of(standing, "amount", "invoice"),
            rounded=total_of(let_pass, "amount", "invoice"),
            credited=total_of(notes, "total", "credits"),
            balance=F("total") + F("credited") - F("paid") - F("rounded"),
        )

    def related(self, name):
        """The rows of a model that stands above this one and points here."""
        return self.model._meta.get_field(name).related_model.objects

    def live(self):
        """Invoices that have not been wholly credited; credit notes are none."""
        notes = self.model._default_manager.credit_notes()
        wholly_credited = covered_by(notes, -F("total"), "credits", "total")
        return self.filter(credits=None).exclude(pk__in=wholly_credited)

    def unpaid(self):
        """Those on which something is still to be paid."""
        paid = covered_by(self.related("allocations").standing(), "amount", "invoice", "total")
        return self.live().exclude(pk__in=paid).with_balance().filter(balance__gt=0)

    def overdue(self, today=None):
        return self.filter(due_on__lt=today or timezone.localdate()).unpaid()

    def in_state(self, state):
        """Those that `Invoice.state` says are in the state today."""
        today, rows = timezone.localdate(), self.filter(credits=None).with_balance()
        wholly_credited = Q(credited__lt=0, credited__lte=-F("total"))
        conditions = {
            Invoice.State.CREDITED: wholly_credited,
            Invoice.State.PAID: Q(balance__lte=0) & ~wholly_credited,
            Invoice.State.OVERDUE: Q(balance__gt=0, due_on__lt=today),
            Invoice.State.PARTLY_PAID: Q(balance__gt=0, due_on__gte=today, paid__gt=0),
            Invoice.State.OPEN: Q(balance__gt=0, due_on__gte=today, paid=0),
        }
        if state == Invoice.State.CREDIT_NOTE:
            return self.credit_notes()
        return rows.filter(conditions[state])

    def search(self, text):
        """By number, OCR, buyer or the buyer's organisation number, as it is typed."""
        text = text.strip()
        digits = org_number.compact(text)
        return self.filter(
            Q(number__startswith=text)
            | Q(ocr__startswith=digits)
            | Q(buyer_org_number__startswith=digits)
            | Q(buyer_name__icontains=text)
        )

    def issued_in(self, year):
        """Those of a year's series."""
        return self.filter(issued_on__year=year).order_by("pk")

    def for_einvoice(self):
        """With all that an e-invoice is made of."""
        return self.select_related("credits", "delivery__document").prefetch_related("lines")

    def with_letter(self):
        """Adds how the letter that carries it stands, and why it did not go; None without one."""
        letters = Message.objects.filter(key=Concat(Value("invoice-"), OuterRef("number")))
        return self.annotate(
            letter_state=Subquery(letters.values("state")[:1]),
            letter_error=Subquery(letters.values("error")[:1]),
        )

    def of_fees_of(self, year):
        """Those of the year's fees, credit notes too."""
        return self.filter(fee__year=year)

    def without_document(self):
        return self.filter(~Exists(self.related("document").filter(invoice=OuterRef("pk"))))


class InvoiceSeries(Series):
    """The numbers of invoices and credit notes, one series per calendar year."""


class Invoice(AppendOnly):
    """An invoice or a credit note, exactly as it was issued (sv. faktura, kreditfaktura).

    Written once, with everything that stands on the paper (mervärdesskattelagen 17 kap. 24 §,
    domain facts 2.3). What happens to it later is another row: its document, a payment's
    allocation, a credit note. Paid and overdue are answers, not columns.
    """

    class Kind(models.TextChoices):
        FEE = "fee", _("annual fee")
        OTHER = "other", _("other")
        CHARGE = "charge", _("charge and interest")

    class TaxCategory(models.TextChoices):
        OUTSIDE = "O", _("outside the scope of VAT")
        EXEMPT = "E", _("exempt from VAT")
        STANDARD = "S", _("with VAT")

    class State(models.TextChoices):
        """What is shown of an invoice; derived, never stored."""

        CREDIT_NOTE = "credit_note", _("credit note")
        CREDITED = "credited", _("credited")
        PAID = "paid", _("paid")
        PARTLY_PAID = "partly_paid", _("partly paid")
        OVERDUE = "overdue", _("overdue")
        OPEN = "open", _("to be paid")

    number = models.CharField(_("invoice number"), max_length=20, unique=True)
    ocr = models.CharField(_("OCR number"), max_length=25, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.FEE)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices",
        verbose_name=_("organisation"),
    )
    fee = models.ForeignKey(
        AnnualFee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices",
        verbose_name=_("annual fee"),
    )
    credits = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="credit_notes",
        verbose_name=_("credits"),
    )
    credit_reason = models.CharField(_("reason for the credit"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    currency = models.CharField(_("currency"), max_length=3, default="SEK")
    issued_on = models.DateField(_("invoice date"))
    due_on = models.DateField(_("due date"))
    days_to_pay = models.PositiveSmallIntegerField(_("days to pay"))
    period = models.PositiveSmallIntegerField(_("calendar year"), null=True, blank=True)
    employees = models.PositiveIntegerField(_("number of employees"), null=True, blank=True)
    from_employees = models.PositiveIntegerField(_("tier from"), null=True, blank=True)
    to_employees = models.PositiveIntegerField(_("tier to"), null=True, blank=True)

    seller_name = models.CharField(_("seller"), max_length=120)
    seller_org_number = models.CharField(max_length=10)
    seller_vat_number = models.CharField(max_length=14, blank=True)
    seller_street = models.CharField(max_length=120, blank=True)
    seller_postal_code = models.CharField(max_length=10, blank=True)
    seller_city = models.CharField(max_length=80, blank=True)
    seller_country = models.CharField(max_length=2, default="SE")
    seller_email = models.EmailField(blank=True)
    seller_phone = models.CharField(max_length=40, blank=True)
    seller_website = models.CharField(max_length=80, blank=True)
    seller_seat = models.CharField(max_length=80, blank=True)
    seller_bankgiro = models.CharField(max_length=8)
    seller_is_approved_for_f_tax = models.BooleanField(default=False)
    our_reference = models.CharField(_("our reference"), max_length=80, blank=True)

    buyer_number = models.CharField(_("member number"), max_length=12, blank=True)
    buyer_name = models.CharField(_("buyer"), max_length=200)
    buyer_org_number = models.CharField(_("organisation number"), max_length=10, blank=True)
    buyer_vat_number = models.CharField(max_length=20, blank=True)
    buyer_street = models.CharField(max_length=120, blank=True)
    buyer_postal_code = models.CharField(max_length=10, blank=True)
    buyer_city = models.CharField(max_length=80, blank=True)
    buyer_country = models.CharField(max_length=2, default="SE")
    buyer_email = models.EmailField(_("sent to"), blank=True)
    buyer_reference = models.CharField(_("your reference"), max_length=80, blank=True)
    einvoice_address = models.CharField(_("e-invoice address"), max_length=60, blank=True)

    tax_category = models.CharField(
        _("VAT treatment"), max_length=1, choices=TaxCategory, default=TaxCategory.OUTSIDE
    )
    tax_reason = models.CharField(_("VAT text"), max_length=300, blank=True)
    net = money(verbose_name=_("net"))
    vat = money(verbose_name=_("VAT"))
    total = money(verbose_name=_("total"))
    # The form it was written in, where it was: sent twice it is one invoice.
    once = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    issued_at = models.DateTimeField(_("written"), auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
        help_text=_("Empty when the clock wrote it."),
    )

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(credits=None, total__gte=0) | Q(credits__isnull=False, total__lt=0),
                name="only_credit_notes_are_negative",
            ),
            models.CheckConstraint(
                condition=Q(total=F("net") + F("vat")), name="an_invoice_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(credits=None) | ~Q(credit_reason=""),
                name="a_credit_note_says_why",
            ),
            models.CheckConstraint(
                condition=Q(kind="fee", fee__isnull=False) | ~Q(kind="fee") & Q(fee=None),
                name="a_fee_stands_alone_on_its_invoice",
            ),
            models.CheckConstraint(
                condition=Q(tax_category="S") | Q(vat=0),
                name="only_an_invoice_with_vat_has_any",
            ),
        ]
        indexes = [models.Index("due_on", name="invoice_by_due_date")]

    def __str__(self):
        return self.number

    @property
    def is_credit_note(self):
        return self.credits_id is not None

    @property
    def is_wholly_credited(self):
        """Needs `with_balance()`."""
        return bool(self.credited) and self.total + self.credited <= 0

    @property
    def state(self):
        """How it stands today; needs `with_balance()`."""
        if self.is_credit_note:
            return self.State.CREDIT_NOTE
        if self.is_wholly_credited:
            return self.State.CREDITED
        if self.balance <= 0:
            return self.State.PAID
        if self.due_on < timezone.localdate():
            return self.State.OVERDUE
        return self.State.PARTLY_PAID if self.paid else self.State.OPEN

    @property
    def file_name(self):
        """«Faktura-2027-00001.pdf», plain ASCII for every mail program."""
        return f"{self.word_for_files}-{self.number}.pdf"

    @property
    def einvoice_name(self):
        return f"{self.word_for_files}-{self.number}.xml"

    @property
    def word_for_files(self):
        return "Kreditfaktura" if self.is_credit_note else "Faktura"

    @property
    def shown_bankgiro(self):
        return giro.show_bankgiro(self.seller_bankgiro)

    @property
    def shown_seller_org_number(self):
        return org_number.show(self.seller_org_number)

    @property
    def shown_buyer_org_number(self):
        return org_number.show(self.buyer_org_number)

    @property
    def shown_seller_postal_code(self):
        return postal_code.show(self.seller_postal_code)

    @property
    def shown_buyer_postal_code(self):
        return postal_code.show(self.buyer_postal_code)


class InvoiceLine(AppendOnly):
    """A line of an invoice (sv. fakturarad)."""

    invoice = models.ForeignKey(
        Invoice, models.PROTECT, related_name="lines", verbose_name=_("invoice")
    )
    position = models.PositiveSmallIntegerField(_("line"), default=1)
    text = models.CharField(_("text"), max_length=300)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=2, default=1)
    unit = models.CharField(_("unit"), max_length=10, blank=True)
    unit_price = money(verbose_name=_("unit price"))
    net = money(verbose_name=_("net"))
    vat_rate = models.DecimalField(_("VAT %"), max_digits=4, decimal_places=2, default=0)
    vat = money(verbose_name=_("VAT"), default=0)

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "position"], name="one_line_per_place_on_an_invoice"
            )
        ]

    def __str__(self):
        return self.text


class InvoiceDocument(AppendOnly):
    """The PDF of an invoice as it was sent; its bytes are in the archive (sv. fakturadokument)."""

    invoice = models.OneToOneField(
        Invoice, models.PROTECT, related_name="document", verbose_name=_("invoice")
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    name = models.CharField(_("file name"), max_length=80)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        verbose_name = _("invoice document")
        verbose_name_plural = _("invoice documents")

    def __str__(self):
        return self.name
