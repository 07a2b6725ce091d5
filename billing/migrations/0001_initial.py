import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnnualFee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "employees",
                    models.PositiveIntegerField(
                        help_text="What the fee was reckoned on.",
                        verbose_name="number of employees",
                    ),
                ),
                ("from_employees", models.PositiveIntegerField(verbose_name="tier from")),
                (
                    "to_employees",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="tier to"),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount"),
                ),
                ("raised_at", models.DateTimeField(auto_now_add=True, verbose_name="raised")),
            ],
            options={
                "verbose_name": "annual fee",
                "verbose_name_plural": "annual fees",
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(max_length=20, unique=True, verbose_name="invoice number"),
                ),
                ("ocr", models.CharField(max_length=25, unique=True, verbose_name="OCR number")),
                (
                    "kind",
                    models.CharField(
                        choices=[("fee", "annual fee"), ("other", "other")],
                        default="fee",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "credit_reason",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason for the credit"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")],
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                (
                    "currency",
                    models.CharField(default="SEK", max_length=3, verbose_name="currency"),
                ),
                ("issued_on", models.DateField(verbose_name="invoice date")),
                ("due_on", models.DateField(verbose_name="due date")),
                ("days_to_pay", models.PositiveSmallIntegerField(verbose_name="days to pay")),
                (
                    "period",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="calendar year"
                    ),
                ),
                (
                    "employees",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="number of employees"
                    ),
                ),
                (
                    "from_employees",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="tier from"),
                ),
                (
                    "to_employees",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="tier to"),
                ),
                ("seller_name", models.CharField(max_length=120, verbose_name="seller")),
                ("seller_org_number", models.CharField(max_length=10)),
                ("seller_vat_number", models.CharField(blank=True, max_length=14)),
                ("seller_street", models.CharField(blank=True, max_length=120)),
                ("seller_postal_code", models.CharField(blank=True, max_length=10)),
                ("seller_city", models.CharField(blank=True, max_length=80)),
                ("seller_country", models.CharField(default="SE", max_length=2)),
                ("seller_email", models.EmailField(blank=True, max_length=254)),
                ("seller_phone", models.CharField(blank=True, max_length=40)),
                ("seller_website", models.CharField(blank=True, max_length=80)),
                ("seller_seat", models.CharField(blank=True, max_length=80)),
                ("seller_bankgiro", models.CharField(max_length=8)),
                ("seller_is_approved_for_f_tax", models.BooleanField(default=False)),
                (
                    "our_reference",
                    models.CharField(blank=True, max_length=80, verbose_name="our reference"),
                ),
                (
                    "buyer_number",
                    models.CharField(blank=True, max_length=12, verbose_name="member number"),
                ),
                ("buyer_name", models.CharField(max_length=200, verbose_name="buyer")),
                (
                    "buyer_org_number",
                    models.CharField(blank=True, max_length=10, verbose_name="organisation number"),
                ),
                ("buyer_vat_number", models.CharField(blank=True, max_length=20)),
                ("buyer_street", models.CharField(blank=True, max_length=120)),
                ("buyer_postal_code", models.CharField(blank=True, max_length=10)),
                ("buyer_city", models.CharField(blank=True, max_length=80)),
                ("buyer_country", models.CharField(default="SE", max_length=2)),
                (
                    "buyer_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="sent to"),
                ),
                (
                    "buyer_reference",
                    models.CharField(blank=True, max_length=80, verbose_name="your reference"),
                ),
                (
                    "einvoice_address",
                    models.CharField(blank=True, max_length=60, verbose_name="e-invoice address"),
                ),
                (
                    "tax_category",
                    models.CharField(
                        choices=[
                            ("O", "outside the scope of VAT"),
                            ("E", "exempt from VAT"),
                            ("S", "with VAT"),
                        ],
                        default="O",
                        max_length=1,
                        verbose_name="VAT treatment",
                    ),
                ),
                (
                    "tax_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="VAT text"),
                ),
                ("net", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="net")),
                ("vat", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="VAT")),
                (
                    "total",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="total"),
                ),
                ("issued_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
            ],
            options={
                "verbose_name": "invoice",
                "verbose_name_plural": "invoices",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="InvoiceDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="file name")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
            ],
            options={
                "verbose_name": "invoice document",
                "verbose_name_plural": "invoice documents",
            },
        ),
        migrations.CreateModel(
            name="InvoiceLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=1, verbose_name="line")),
                ("text", models.CharField(max_length=300, verbose_name="text")),
                (
                    "quantity",
                    models.DecimalField(
                        decimal_places=2, default=1, max_digits=10, verbose_name="quantity"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="unit")),
                (
                    "unit_price",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="unit price"),
                ),
                ("net", models.DecimalField(decimal_places=2, max_digits=12, verbose_name="net")),
                (
                    "vat_rate",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=4, verbose_name="VAT %"
                    ),
                ),
                (
                    "vat",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=12, verbose_name="VAT"
                    ),
                ),
            ],
            options={
                "verbose_name": "invoice line",
                "verbose_name_plural": "invoice lines",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="InvoiceSeries",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "bank_reference",
                    models.CharField(
                        max_length=200, unique=True, verbose_name="the bank's reference"
                    ),
                ),
                (
                    "received_on",
                    models.DateField(help_text="The bank's date.", verbose_name="payment date"),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount"),
                ),
                (
                    "ocr",
                    models.CharField(
                        blank=True, db_index=True, max_length=25, verbose_name="OCR number"
                    ),
                ),
                ("payer", models.CharField(blank=True, max_length=200, verbose_name="payer")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                (
                    "registered_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="registered"),
                ),
            ],
            options={
                "verbose_name": "payment",
                "verbose_name_plural": "payments",
                "ordering": ["-received_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, max_digits=12, verbose_name="amount"),
                ),
                (
                    "allocated_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="allocated"
                    ),
                ),
                (
                    "reversed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reversed"),
                ),
                (
                    "reversed_because",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it was reversed"
                    ),
                ),
                (
                    "allocated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="allocated by",
                    ),
                ),
                (
                    "reversed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reversed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "allocation",
                "verbose_name_plural": "allocations",
            },
        ),
    ]
