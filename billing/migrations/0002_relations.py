import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("archive", "0001_initial"),
        ("billing", "0001_initial"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="annualfee",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fees",
                to="members.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="credits",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="credit_notes",
                to="billing.invoice",
                verbose_name="credits",
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="fee",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invoices",
                to="billing.annualfee",
                verbose_name="annual fee",
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="issued_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty when the clock wrote it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="written by",
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invoices",
                to="members.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="allocation",
            name="invoice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allocations",
                to="billing.invoice",
                verbose_name="invoice",
            ),
        ),
        migrations.AddField(
            model_name="invoicedocument",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="archive.document"
            ),
        ),
        migrations.AddField(
            model_name="invoicedocument",
            name="invoice",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="document",
                to="billing.invoice",
                verbose_name="invoice",
            ),
        ),
        migrations.AddField(
            model_name="invoiceline",
            name="invoice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="billing.invoice",
                verbose_name="invoice",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="registered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="registered by",
            ),
        ),
        migrations.AddField(
            model_name="allocation",
            name="payment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allocations",
                to="billing.payment",
                verbose_name="payment",
            ),
        ),
        migrations.AddIndex(
            model_name="annualfee",
            index=models.Index(
                models.F("year"), models.F("organisation"), name="annual_fee_by_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="annualfee",
            constraint=models.UniqueConstraint(
                fields=("organisation", "year"), name="one_fee_per_organisation_and_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="annualfee",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)), name="an_annual_fee_is_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="annualfee",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_employees", None),
                    ("to_employees__gte", models.F("from_employees")),
                    _connector="OR",
                ),
                name="a_tier_ends_after_it_began",
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(models.F("due_on"), name="invoice_by_due_date"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credits", None), ("total__gte", 0)),
                    models.Q(("credits__isnull", False), ("total__lt", 0)),
                    _connector="OR",
                ),
                name="only_credit_notes_are_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "total",
                        django.db.models.expressions.CombinedExpression(
                            models.F("net"), "+", models.F("vat")
                        ),
                    )
                ),
                name="an_invoice_adds_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("credits", None),
                    models.Q(("credit_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_credit_note_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoiceline",
            constraint=models.UniqueConstraint(
                fields=("invoice", "position"), name="one_line_per_place_on_an_invoice"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="a_payment_is_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="an_allocation_is_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="allocation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reversed_at", None),
                    models.Q(("reversed_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="an_allocation_is_reversed_for_a_reason",
            ),
        ),
    ]
