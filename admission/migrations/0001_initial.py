import django.core.validators
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "received"),
                            ("returned", "returned with a question"),
                            ("referred", "before the deciding body"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")],
                        default="sv",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="started")),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="sent"
                    ),
                ),
                (
                    "org_number",
                    models.CharField(blank=True, max_length=10, verbose_name="organisation number"),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="the organisation's name"
                    ),
                ),
                (
                    "is_for_profit",
                    models.BooleanField(blank=True, null=True, verbose_name="for-profit"),
                ),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("01", "Stockholms län"),
                            ("03", "Uppsala län"),
                            ("04", "Södermanlands län"),
                            ("05", "Östergötlands län"),
                            ("06", "Jönköpings län"),
                            ("07", "Kronobergs län"),
                            ("08", "Kalmar län"),
                            ("09", "Gotlands län"),
                            ("10", "Blekinge län"),
                            ("12", "Skåne län"),
                            ("13", "Hallands län"),
                            ("14", "Västra Götalands län"),
                            ("17", "Värmlands län"),
                            ("18", "Örebro län"),
                            ("19", "Västmanlands län"),
                            ("20", "Dalarnas län"),
                            ("21", "Gävleborgs län"),
                            ("22", "Västernorrlands län"),
                            ("23", "Jämtlands län"),
                            ("24", "Västerbottens län"),
                            ("25", "Norrbottens län"),
                        ],
                        max_length=2,
                        verbose_name="region",
                    ),
                ),
                (
                    "employees",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500000),
                        ],
                        verbose_name="number of employees",
                    ),
                ),
                (
                    "street",
                    models.CharField(blank=True, max_length=120, verbose_name="invoice address"),
                ),
                (
                    "postal_code",
                    models.CharField(blank=True, max_length=10, verbose_name="postal code"),
                ),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="city")),
                (
                    "invoice_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="invoice email"),
                ),
                (
                    "buyer_reference",
                    models.CharField(blank=True, max_length=80, verbose_name="your reference"),
                ),
                (
                    "accepts_pdf",
                    models.BooleanField(
                        default=False, verbose_name="invoices may come as PDF by email"
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=120, verbose_name="contact person"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=40, verbose_name="phone"),
                ),
                (
                    "motivation",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="why you want to join"
                    ),
                ),
                (
                    "support_stated_by",
                    models.CharField(blank=True, max_length=120, verbose_name="support stated by"),
                ),
                (
                    "support_stated_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="support stated"),
                ),
            ],
            options={
                "verbose_name": "membership application",
                "verbose_name_plural": "membership applications",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "received"),
                            ("returned", "returned with a question"),
                            ("referred", "before the deciding body"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="when"),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["at", "pk"],
            },
        ),
    ]
