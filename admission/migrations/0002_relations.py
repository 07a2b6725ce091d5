import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("admission", "0001_initial"),
        ("board", "0001_initial"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="agenda_version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="members.agendaversion",
                verbose_name="supported version of Lättviktsagendan",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="applicant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to=settings.AUTH_USER_MODEL,
                verbose_name="applicant",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="industry",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="members.industry",
                verbose_name="industry",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="kind",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="members.organisationkind",
                verbose_name="kind of organisation",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="matter",
            field=models.OneToOneField(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(app_label)s_%(class)s",
                to="board.matter",
                verbose_name="matter",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="admission.application",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="by",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                models.F("status"), models.F("submitted_at"), name="application_queue"
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["submitted", "returned", "referred"])),
                fields=("org_number",),
                name="one_open_application_per_org_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "draft")),
                fields=("applicant",),
                name="one_draft_per_applicant",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "withdrawn"]),
                    models.Q(
                        models.Q(("org_number", ""), _negated=True),
                        ("employees__gte", 1),
                        ("support_stated_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="an_application_that_is_sent_is_filled_in",
            ),
        ),
    ]
