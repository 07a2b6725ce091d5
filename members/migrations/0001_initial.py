import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=40, unique=True, verbose_name="version")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopted")),
                ("text", models.TextField(verbose_name="text (Markdown)")),
                (
                    "text_en",
                    models.TextField(blank=True, verbose_name="text in English (Markdown)"),
                ),
            ],
            options={
                "verbose_name": "version of Lättviktsagendan",
                "verbose_name_plural": "versions of Lättviktsagendan",
                "ordering": ["-adopted_on"],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                ("purpose", models.TextField(blank=True, verbose_name="purpose")),
            ],
            options={
                "verbose_name": "group",
                "verbose_name_plural": "groups",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Industry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=80, unique=True, verbose_name="name in Swedish"),
                ),
                ("name_en", models.CharField(max_length=80, verbose_name="name in English")),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=100, verbose_name="place in the list"),
                ),
                (
                    "is_offered",
                    models.BooleanField(
                        default=True,
                        help_text="Old rows keep a word that is not.",
                        verbose_name="offered in forms",
                    ),
                ),
            ],
            options={
                "verbose_name": "industry",
                "verbose_name_plural": "industries",
                "ordering": ["position", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="starts")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "end_asked_for_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="end asked for"),
                ),
                ("end_reason", models.TextField(blank=True, verbose_name="why it ends")),
                (
                    "admitted_by",
                    models.CharField(
                        blank=True,
                        help_text="The decision, in words.",
                        max_length=120,
                        verbose_name="admitted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ["-starts_on"],
            },
        ),
        migrations.CreateModel(
            name="OrganisationKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=80, unique=True, verbose_name="name in Swedish"),
                ),
                ("name_en", models.CharField(max_length=80, verbose_name="name in English")),
                (
                    "position",
                    models.PositiveSmallIntegerField(default=100, verbose_name="place in the list"),
                ),
                (
                    "is_offered",
                    models.BooleanField(
                        default=True,
                        help_text="Old rows keep a word that is not.",
                        verbose_name="offered in forms",
                    ),
                ),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("company", "company"),
                            ("institute", "institute"),
                            ("academia", "academia"),
                            ("other", "other"),
                        ],
                        default="other",
                        max_length=10,
                        verbose_name="sector",
                    ),
                ),
                (
                    "is_public_body",
                    models.BooleanField(
                        default=False,
                        help_text="A public body must give “Your reference” for its invoices.",
                        verbose_name="public body",
                    ),
                ),
            ],
            options={
                "verbose_name": "kind of organisation",
                "verbose_name_plural": "kinds of organisation",
                "ordering": ["position", "name"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AgendaVersionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("label", models.CharField(max_length=40, verbose_name="version")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopted")),
                ("text", models.TextField(verbose_name="text (Markdown)")),
                (
                    "text_en",
                    models.TextField(blank=True, verbose_name="text in English (Markdown)"),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.agendaversion",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeeSchedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        unique=True,
                        validators=[
                            django.core.validators.MinValueValidator(2014),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "adopted_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty while it is a draft.",
                        null=True,
                        verbose_name="adopted",
                    ),
                ),
                (
                    "decision_reference",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="the annual meeting's decision"
                    ),
                ),
                (
                    "run_approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="invoicing approved"
                    ),
                ),
                (
                    "run_approved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "fee schedule",
                "verbose_name_plural": "fee schedules",
                "ordering": ["-year"],
                "permissions": [("approve_run", "Can approve a year's invoicing")],
            },
        ),
        migrations.CreateModel(
            name="FeeScheduleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2014),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                (
                    "adopted_on",
                    models.DateField(
                        blank=True,
                        help_text="Empty while it is a draft.",
                        null=True,
                        verbose_name="adopted",
                    ),
                ),
                (
                    "decision_reference",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="the annual meeting's decision"
                    ),
                ),
                (
                    "run_approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="invoicing approved"
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.feeschedule",
                    ),
                ),
                (
                    "run_approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FeeTier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_employees", models.PositiveIntegerField(verbose_name="from employees")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="fee per year",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tiers",
                        to="members.feeschedule",
                        verbose_name="fee schedule",
                    ),
                ),
            ],
            options={
                "verbose_name": "fee tier",
                "verbose_name_plural": "fee tiers",
                "ordering": ["from_employees"],
            },
        ),
        migrations.CreateModel(
            name="FeeTierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("from_employees", models.PositiveIntegerField(verbose_name="from employees")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="fee per year",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.feetier",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.feeschedule",
                        verbose_name="fee schedule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GroupMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "since",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="members.group",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "group member",
                "verbose_name_plural": "group members",
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("sort_name", models.CharField(default="", editable=False, max_length=220)),
                (
                    "org_number",
                    models.CharField(
                        blank=True,
                        max_length=10,
                        null=True,
                        unique=True,
                        verbose_name="organisation number",
                    ),
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
                ("country", models.CharField(default="SE", max_length=2, verbose_name="country")),
                (
                    "is_for_profit",
                    models.BooleanField(blank=True, null=True, verbose_name="for-profit"),
                ),
                (
                    "employees",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="In the operation tied to the Swedish organisation number.",
                        null=True,
                        verbose_name="number of employees",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")],
                        default="sv",
                        max_length=5,
                        verbose_name="language of letters and invoices",
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
                    "einvoice_address",
                    models.CharField(
                        blank=True,
                        help_text="0007: or 0088: and number",
                        max_length=60,
                        verbose_name="e-invoice address",
                    ),
                ),
                (
                    "accepts_pdf_since",
                    models.DateField(
                        blank=True, null=True, verbose_name="accepts invoices as PDF by email since"
                    ),
                ),
                (
                    "is_important_prospect",
                    models.BooleanField(default=False, verbose_name="important for our goals"),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "industry",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="members.industry",
                        verbose_name="industry",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="members.organisationkind",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
            },
        ),
        migrations.CreateModel(
            name="MembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("starts_on", models.DateField(verbose_name="starts")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "end_asked_for_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="end asked for"),
                ),
                ("end_reason", models.TextField(blank=True, verbose_name="why it ends")),
                (
                    "admitted_by",
                    models.CharField(
                        blank=True,
                        help_text="The decision, in words.",
                        max_length=120,
                        verbose_name="admitted by",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.membership",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="membership",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="members.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("contact", "contact person"),
                            ("invoice", "invoice recipient"),
                            ("communicator", "communicator"),
                            ("delegate", "voting delegate"),
                            ("deputy", "deputy delegate"),
                            ("representative", "representative"),
                        ],
                        default="contact",
                        max_length=15,
                        verbose_name="role",
                    ),
                ),
                (
                    "since",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
            },
        ),
        migrations.CreateModel(
            name="OrganisationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("sort_name", models.CharField(default="", editable=False, max_length=220)),
                (
                    "org_number",
                    models.CharField(
                        blank=True, max_length=10, null=True, verbose_name="organisation number"
                    ),
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
                ("country", models.CharField(default="SE", max_length=2, verbose_name="country")),
                (
                    "is_for_profit",
                    models.BooleanField(blank=True, null=True, verbose_name="for-profit"),
                ),
                (
                    "employees",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="In the operation tied to the Swedish organisation number.",
                        null=True,
                        verbose_name="number of employees",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")],
                        default="sv",
                        max_length=5,
                        verbose_name="language of letters and invoices",
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
                    "einvoice_address",
                    models.CharField(
                        blank=True,
                        help_text="0007: or 0088: and number",
                        max_length=60,
                        verbose_name="e-invoice address",
                    ),
                ),
                (
                    "accepts_pdf_since",
                    models.DateField(
                        blank=True, null=True, verbose_name="accepts invoices as PDF by email since"
                    ),
                ),
                (
                    "is_important_prospect",
                    models.BooleanField(default=False, verbose_name="important for our goals"),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "industry",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.industry",
                        verbose_name="industry",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.organisation",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisationkind",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("sort_name", models.CharField(default="", editable=False, max_length=140)),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")],
                        default="sv",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
            },
        ),
        migrations.CreateModel(
            name="GroupMembershipEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "since",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "group",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.group",
                        verbose_name="group",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.groupmembership",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="groupmembership",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="group_memberships",
                to="members.person",
                verbose_name="person",
            ),
        ),
        migrations.AddField(
            model_name="group",
            name="people",
            field=models.ManyToManyField(
                related_name="groups", through="members.GroupMembership", to="members.person"
            ),
        ),
        migrations.CreateModel(
            name="ContactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("contact", "contact person"),
                            ("invoice", "invoice recipient"),
                            ("communicator", "communicator"),
                            ("delegate", "voting delegate"),
                            ("deputy", "deputy delegate"),
                            ("representative", "representative"),
                        ],
                        default="contact",
                        max_length=15,
                        verbose_name="role",
                    ),
                ),
                (
                    "since",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.contact",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="contact",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contacts",
                to="members.person",
                verbose_name="person",
            ),
        ),
        migrations.CreateModel(
            name="PersonEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("sort_name", models.CharField(default="", editable=False, max_length=140)),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "Svenska"), ("en", "English")],
                        default="sv",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.person",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="login",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        default="Medlemsprogram Lättvikt", max_length=120, verbose_name="name"
                    ),
                ),
                (
                    "org_number",
                    models.CharField(blank=True, max_length=10, verbose_name="organisation number"),
                ),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="address")),
                (
                    "postal_code",
                    models.CharField(blank=True, max_length=10, verbose_name="postal code"),
                ),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="city")),
                (
                    "email",
                    models.EmailField(
                        default="kansli@lattvikt.example",
                        max_length=254,
                        verbose_name="email address",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("website", models.CharField(blank=True, max_length=80, verbose_name="website")),
                ("bankgiro", models.CharField(blank=True, max_length=8, verbose_name="bankgiro")),
                (
                    "our_reference",
                    models.CharField(blank=True, max_length=80, verbose_name="our reference"),
                ),
                (
                    "vat_number",
                    models.CharField(
                        blank=True,
                        help_text="Only if the association is registered for VAT.",
                        max_length=14,
                        verbose_name="VAT number",
                    ),
                ),
                (
                    "is_approved_for_f_tax",
                    models.BooleanField(
                        default=False,
                        help_text="Printed on invoices when it is true, never otherwise.",
                        verbose_name="approved for F-tax",
                    ),
                ),
                (
                    "seat",
                    models.CharField(blank=True, max_length=80, verbose_name="registered office"),
                ),
                (
                    "days_to_pay",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="More than 30 needs the buyer's express approval (räntelagen 2 a §).",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="days to pay",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programme",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="there_is_one_programme"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "name",
                    models.CharField(
                        default="Medlemsprogram Lättvikt", max_length=120, verbose_name="name"
                    ),
                ),
                (
                    "org_number",
                    models.CharField(blank=True, max_length=10, verbose_name="organisation number"),
                ),
                ("street", models.CharField(blank=True, max_length=120, verbose_name="address")),
                (
                    "postal_code",
                    models.CharField(blank=True, max_length=10, verbose_name="postal code"),
                ),
                ("city", models.CharField(blank=True, max_length=80, verbose_name="city")),
                (
                    "email",
                    models.EmailField(
                        default="kansli@lattvikt.example",
                        max_length=254,
                        verbose_name="email address",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("website", models.CharField(blank=True, max_length=80, verbose_name="website")),
                ("bankgiro", models.CharField(blank=True, max_length=8, verbose_name="bankgiro")),
                (
                    "our_reference",
                    models.CharField(blank=True, max_length=80, verbose_name="our reference"),
                ),
                (
                    "vat_number",
                    models.CharField(
                        blank=True,
                        help_text="Only if the association is registered for VAT.",
                        max_length=14,
                        verbose_name="VAT number",
                    ),
                ),
                (
                    "is_approved_for_f_tax",
                    models.BooleanField(
                        default=False,
                        help_text="Printed on invoices when it is true, never otherwise.",
                        verbose_name="approved for F-tax",
                    ),
                ),
                (
                    "seat",
                    models.CharField(blank=True, max_length=80, verbose_name="registered office"),
                ),
                (
                    "days_to_pay",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="More than 30 needs the buyer's express approval (räntelagen 2 a §).",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="days to pay",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.programme",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("partner", "partner"),
                            ("stakeholder", "stakeholder"),
                            ("financier", "financier"),
                            ("prospect", "prospect"),
                            ("union", "trade union"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "since",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "relation",
                "verbose_name_plural": "relations",
            },
        ),
        migrations.CreateModel(
            name="RelationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("partner", "partner"),
                            ("stakeholder", "stakeholder"),
                            ("financier", "financier"),
                            ("prospect", "prospect"),
                            ("union", "trade union"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "since",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="members.relation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stated_by", models.CharField(max_length=120, verbose_name="stated by")),
                ("stated_at", models.DateTimeField(verbose_name="stated")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="members.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="members.agendaversion",
                        verbose_name="version",
                    ),
                ),
            ],
            options={
                "verbose_name": "support for the agenda",
                "verbose_name_plural": "support for the agenda",
            },
        ),
        migrations.AddConstraint(
            model_name="feeschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("adopted_on", None),
                    models.Q(("decision_reference", ""), _negated=True),
                    _connector="OR",
                ),
                name="an_adopted_schedule_names_its_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="feeschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("run_approved_at", None), ("adopted_on__isnull", False), _connector="OR"
                ),
                name="only_an_adopted_schedule_is_run",
            ),
        ),
        migrations.AddConstraint(
            model_name="feetier",
            constraint=models.UniqueConstraint(
                fields=("schedule", "from_employees"), name="one_tier_per_lower_bound"
            ),
        ),
        migrations.AddConstraint(
            model_name="feetier",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)), name="a_fee_is_never_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on", None)),
                fields=("organisation",),
                name="one_open_membership_per_organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="a_membership_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                ),
                name="a_membership_ends_for_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                django.db.models.functions.comparison.Collate("sort_name", "C"),
                models.F("id"),
                name="organisation_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(
                django.db.models.functions.comparison.Collate("sort_name", "C"),
                models.F("id"),
                name="person_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="one_person_per_email_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("group", "person"),
                name="one_open_group_membership_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="a_group_membership_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("person", "organisation", "role"),
                name="one_open_contact_per_person_organisation_and_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="a_contact_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("organisation", "kind"),
                name="one_open_relation_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None), ("until__gte", models.F("since")), _connector="OR"
                ),
                name="a_relation_ends_after_it_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="support",
            constraint=models.UniqueConstraint(
                fields=("organisation", "version"), name="one_support_per_organisation_and_version"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendaversion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_agendaversionevent" ("adopted_on", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "text_en") VALUES (NEW."adopted_on", NEW."id", NEW."label", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."text_en"); RETURN NULL;',
                    hash="cc7cec175b197c6f6f1d780698e40ad3948c7f36",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dba27",
                    table="members_agendaversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendaversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_agendaversionevent" ("adopted_on", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "text_en") VALUES (NEW."adopted_on", NEW."id", NEW."label", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."text_en"); RETURN NULL;',
                    hash="b2c27a803114a046c4031cb16530e405e068f121",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a0259",
                    table="members_agendaversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendaversion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_agendaversionevent" ("adopted_on", "id", "label", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "text_en") VALUES (OLD."adopted_on", OLD."id", OLD."label", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text", OLD."text_en"); RETURN NULL;',
                    hash="a34b1e97331132243460fcd57d4c8a8693a3e5be",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fce10",
                    table="members_agendaversion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_programmeevent" ("bankgiro", "city", "days_to_pay", "email", "id", "is_approved_for_f_tax", "name", "org_number", "our_reference", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "seat", "street", "vat_number", "website") VALUES (NEW."bankgiro", NEW."city", NEW."days_to_pay", NEW."email", NEW."id", NEW."is_approved_for_f_tax", NEW."name", NEW."org_number", NEW."our_reference", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."postal_code", NEW."seat", NEW."street", NEW."vat_number", NEW."website"); RETURN NULL;',
                    hash="165bdf7bb1740008c5b8fc745e135d300237a211",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_67c19",
                    table="members_programme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_programmeevent" ("bankgiro", "city", "days_to_pay", "email", "id", "is_approved_for_f_tax", "name", "org_number", "our_reference", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "seat", "street", "vat_number", "website") VALUES (NEW."bankgiro", NEW."city", NEW."days_to_pay", NEW."email", NEW."id", NEW."is_approved_for_f_tax", NEW."name", NEW."org_number", NEW."our_reference", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."postal_code", NEW."seat", NEW."street", NEW."vat_number", NEW."website"); RETURN NULL;',
                    hash="73263c5f8be656b19936fcb0c17827c07ecf8fa2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8cf4c",
                    table="members_programme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="programme",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_programmeevent" ("bankgiro", "city", "days_to_pay", "email", "id", "is_approved_for_f_tax", "name", "org_number", "our_reference", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "postal_code", "seat", "street", "vat_number", "website") VALUES (OLD."bankgiro", OLD."city", OLD."days_to_pay", OLD."email", OLD."id", OLD."is_approved_for_f_tax", OLD."name", OLD."org_number", OLD."our_reference", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."postal_code", OLD."seat", OLD."street", OLD."vat_number", OLD."website"); RETURN NULL;',
                    hash="3df754723f68b398cb7e538638e0f7f1070ba457",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a974e",
                    table="members_programme",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feeschedule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_feescheduleevent" ("adopted_on", "decision_reference", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "run_approved_at", "run_approved_by_id", "year") VALUES (NEW."adopted_on", NEW."decision_reference", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."run_approved_at", NEW."run_approved_by_id", NEW."year"); RETURN NULL;',
                    hash="7df6f415dc2a688b6dc19a269d6883fdfde4d644",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4873d",
                    table="members_feeschedule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feeschedule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_feescheduleevent" ("adopted_on", "decision_reference", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "run_approved_at", "run_approved_by_id", "year") VALUES (NEW."adopted_on", NEW."decision_reference", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."run_approved_at", NEW."run_approved_by_id", NEW."year"); RETURN NULL;',
                    hash="4f89b7c59981d528690930c5510223bf5f20fd7d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_fa8c6",
                    table="members_feeschedule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feeschedule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_feescheduleevent" ("adopted_on", "decision_reference", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "run_approved_at", "run_approved_by_id", "year") VALUES (OLD."adopted_on", OLD."decision_reference", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."run_approved_at", OLD."run_approved_by_id", OLD."year"); RETURN NULL;',
                    hash="65bac14924d6af31731fac7b116e36acd36e1afe",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b6035",
                    table="members_feeschedule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feetier",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_feetierevent" ("amount", "from_employees", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "schedule_id") VALUES (NEW."amount", NEW."from_employees", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."schedule_id"); RETURN NULL;',
                    hash="c7c8e7e157c5d7aabce7cf8cc403ee49d450db91",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ef74a",
                    table="members_feetier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feetier",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_feetierevent" ("amount", "from_employees", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "schedule_id") VALUES (NEW."amount", NEW."from_employees", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."schedule_id"); RETURN NULL;',
                    hash="d43d3193baa6429ef7a48cc58607cd7d403ac5a1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_78357",
                    table="members_feetier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feetier",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_feetierevent" ("amount", "from_employees", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "schedule_id") VALUES (OLD."amount", OLD."from_employees", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."schedule_id"); RETURN NULL;',
                    hash="e4723a666f5a7f411ef3c6e4961408a5ca6b5f76",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b174e",
                    table="members_feetier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_membershipevent" ("admitted_by", "end_asked_for_at", "end_reason", "ends_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."admitted_by", NEW."end_asked_for_at", NEW."end_reason", NEW."ends_on", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."starts_on"); RETURN NULL;',
                    hash="5b34aadc255f5dbeef15ec5d7d2645fe8bb3cd1c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_20243",
                    table="members_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_membershipevent" ("admitted_by", "end_asked_for_at", "end_reason", "ends_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."admitted_by", NEW."end_asked_for_at", NEW."end_reason", NEW."ends_on", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."starts_on"); RETURN NULL;',
                    hash="7a31f5d5d25a8a292b6932fa8b259e7f9ab20693",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f5071",
                    table="members_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="membership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_membershipevent" ("admitted_by", "end_asked_for_at", "end_reason", "ends_on", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."admitted_by", OLD."end_asked_for_at", OLD."end_reason", OLD."ends_on", OLD."id", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."starts_on"); RETURN NULL;',
                    hash="e5b3d8b27870c3d41d031def579095054927ce4c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_84b9f",
                    table="members_membership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_organisationevent" ("accepts_pdf_since", "buyer_reference", "city", "country", "einvoice_address", "employees", "id", "industry_id", "invoice_email", "is_for_profit", "is_important_prospect", "kind_id", "language", "name", "note", "org_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "region", "sort_name", "street", "website") VALUES (NEW."accepts_pdf_since", NEW."buyer_reference", NEW."city", NEW."country", NEW."einvoice_address", NEW."employees", NEW."id", NEW."industry_id", NEW."invoice_email", NEW."is_for_profit", NEW."is_important_prospect", NEW."kind_id", NEW."language", NEW."name", NEW."note", NEW."org_number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."postal_code", NEW."region", NEW."sort_name", NEW."street", NEW."website"); RETURN NULL;',
                    hash="61575c867300829e3bd58fb97f7ba54a179d2f6a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d68e8",
                    table="members_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_organisationevent" ("accepts_pdf_since", "buyer_reference", "city", "country", "einvoice_address", "employees", "id", "industry_id", "invoice_email", "is_for_profit", "is_important_prospect", "kind_id", "language", "name", "note", "org_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "region", "sort_name", "street", "website") VALUES (NEW."accepts_pdf_since", NEW."buyer_reference", NEW."city", NEW."country", NEW."einvoice_address", NEW."employees", NEW."id", NEW."industry_id", NEW."invoice_email", NEW."is_for_profit", NEW."is_important_prospect", NEW."kind_id", NEW."language", NEW."name", NEW."note", NEW."org_number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."postal_code", NEW."region", NEW."sort_name", NEW."street", NEW."website"); RETURN NULL;',
                    hash="a3fb446922458507bb1e484a11f83cb2a0667969",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f4b2a",
                    table="members_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_organisationevent" ("accepts_pdf_since", "buyer_reference", "city", "country", "einvoice_address", "employees", "id", "industry_id", "invoice_email", "is_for_profit", "is_important_prospect", "kind_id", "language", "name", "note", "org_number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "region", "sort_name", "street", "website") VALUES (OLD."accepts_pdf_since", OLD."buyer_reference", OLD."city", OLD."country", OLD."einvoice_address", OLD."employees", OLD."id", OLD."industry_id", OLD."invoice_email", OLD."is_for_profit", OLD."is_important_prospect", OLD."kind_id", OLD."language", OLD."name", OLD."note", OLD."org_number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."postal_code", OLD."region", OLD."sort_name", OLD."street", OLD."website"); RETURN NULL;',
                    hash="c03dd63869fbbae9042df71096f11b63f0c5c818",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5a0df",
                    table="members_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_personevent" ("email", "id", "language", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "sort_name", "user_id") VALUES (NEW."email", NEW."id", NEW."language", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."sort_name", NEW."user_id"); RETURN NULL;',
                    hash="54ac22afd800bee911ef2037a79afc0fc5fd6d21",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ccaf2",
                    table="members_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_personevent" ("email", "id", "language", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "sort_name", "user_id") VALUES (NEW."email", NEW."id", NEW."language", NEW."name", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."sort_name", NEW."user_id"); RETURN NULL;',
                    hash="509e2cf81bfa2f4506d5d64bbdac7a065fb064c8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a133a",
                    table="members_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_personevent" ("email", "id", "language", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "sort_name", "user_id") VALUES (OLD."email", OLD."id", OLD."language", OLD."name", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone", OLD."sort_name", OLD."user_id"); RETURN NULL;',
                    hash="0f1602b9773e720aa0cbd99ea977151135e4e4a5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b4a8d",
                    table="members_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_groupmembershipevent" ("group_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."group_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                    hash="b586be884b750ea1578f4806dad9ba480518f317",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_98074",
                    table="members_groupmembership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_groupmembershipevent" ("group_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."group_id", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                    hash="9ff3d15f2bb7841b921d3ed0539eb082b0d1bc8e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_33d8b",
                    table="members_groupmembership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmembership",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_groupmembershipevent" ("group_id", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (OLD."group_id", OLD."id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until"); RETURN NULL;',
                    hash="7fc82586158d0116ec5a5f1620073134ea3a8122",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2da8f",
                    table="members_groupmembership",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_contactevent" ("id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "until") VALUES (NEW."id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."since", NEW."until"); RETURN NULL;',
                    hash="289440cb38ee883dcb7c23879f657f4a8b8cdb61",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bd961",
                    table="members_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_contactevent" ("id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "until") VALUES (NEW."id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."since", NEW."until"); RETURN NULL;',
                    hash="1cc6acdb7c4d9e411c4bd6c96a3c3dd5df0c1c0b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7798f",
                    table="members_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_contactevent" ("id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "since", "until") VALUES (OLD."id", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."since", OLD."until"); RETURN NULL;',
                    hash="131e42e8f3802c6f09e19fd9618bf1574aa86725",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aff54",
                    table="members_contact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_relationevent" ("id", "kind", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."id", NEW."kind", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                    hash="9182d0785d007f6301eb506ce902535b756a1900",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_81232",
                    table="members_relation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "members_relationevent" ("id", "kind", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (NEW."id", NEW."kind", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."since", NEW."until"); RETURN NULL;',
                    hash="06aadf6224680874997f3db24e6deb8933434cf6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e70f9",
                    table="members_relation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "members_relationevent" ("id", "kind", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "until") VALUES (OLD."id", OLD."kind", OLD."organisation_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."since", OLD."until"); RETURN NULL;',
                    hash="cae2ebf8436b7b59e5830db0b7859fa1f60b31fd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_280e3",
                    table="members_relation",
                    when="AFTER",
                ),
            ),
        ),
    ]
