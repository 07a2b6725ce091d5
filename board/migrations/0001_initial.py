import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="As in /organ/styrelsen/.", unique=True, verbose_name="address"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name in Swedish")),
                ("name_en", models.CharField(max_length=80, verbose_name="name in English")),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many must be present. Empty: more than half of all seats.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="quorum",
                    ),
                ),
                (
                    "one_seat_suffices",
                    models.BooleanField(
                        default=False,
                        help_text="For a body that decides by delegation.",
                        verbose_name="one seat may decide alone",
                    ),
                ),
                (
                    "may_decide_between_meetings",
                    models.BooleanField(default=True, verbose_name="may decide between meetings"),
                ),
            ],
            options={
                "verbose_name": "body",
                "verbose_name_plural": "bodies",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="DecisionSeries",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Interest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("org_number", models.CharField(max_length=10, verbose_name="organisation number")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "nature",
                    models.CharField(
                        help_text="Employed, on the board, owner …",
                        max_length=200,
                        verbose_name="what the interest is",
                    ),
                ),
                (
                    "since",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "declared interest",
                "verbose_name_plural": "declared interests",
            },
        ),
        migrations.CreateModel(
            name="InterestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("org_number", models.CharField(max_length=10, verbose_name="organisation number")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "nature",
                    models.CharField(
                        help_text="Employed, on the board, owner …",
                        max_length=200,
                        verbose_name="what the interest is",
                    ),
                ),
                (
                    "since",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "presented_by",
                    models.CharField(blank=True, max_length=120, verbose_name="presented by"),
                ),
                ("resolution", models.TextField(verbose_name="proposed resolution")),
                ("background", models.TextField(blank=True, verbose_name="background and motives")),
                (
                    "answer_by",
                    models.DateField(
                        blank=True,
                        help_text="Between meetings. Who has not answered by then sends it to a meeting.",
                        null=True,
                        verbose_name="answer by",
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="opened")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                ),
            ],
            options={
                "verbose_name": "matter",
                "verbose_name_plural": "matters",
                "ordering": ["opened_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MatterEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=250, verbose_name="title")),
                (
                    "presented_by",
                    models.CharField(blank=True, max_length=120, verbose_name="presented by"),
                ),
                ("resolution", models.TextField(verbose_name="proposed resolution")),
                ("background", models.TextField(blank=True, verbose_name="background and motives")),
                (
                    "answer_by",
                    models.DateField(
                        blank=True,
                        help_text="Between meetings. Who has not answered by then sends it to a meeting.",
                        null=True,
                        verbose_name="answer by",
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True, verbose_name="opened")),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number in the year")),
                ("held_on", models.DateField(verbose_name="date")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "ordering": ["-held_on", "-number"],
            },
        ),
        migrations.CreateModel(
            name="MeetingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number in the year")),
                ("held_on", models.DateField(verbose_name="date")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "org_number",
                    models.CharField(blank=True, max_length=10, verbose_name="organisation number"),
                ),
            ],
            options={
                "verbose_name": "party",
                "verbose_name_plural": "parties",
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_declared", models.BooleanField(default=False, verbose_name="declared")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="noted")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted")),
                (
                    "lifted_because",
                    models.CharField(blank=True, max_length=300, verbose_name="why it was lifted"),
                ),
            ],
            options={
                "verbose_name": "recusal",
                "verbose_name_plural": "recusals",
            },
        ),
        migrations.CreateModel(
            name="Seat",
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
                            ("chair", "chair"),
                            ("vice_chair", "vice chair"),
                            ("member", "member of the body"),
                            ("secretary", "secretary"),
                            ("co_opted", "co-opted"),
                        ],
                        default="member",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "since",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "seat",
                "verbose_name_plural": "seats",
            },
        ),
        migrations.CreateModel(
            name="SeatEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "chair"),
                            ("vice_chair", "vice chair"),
                            ("member", "member of the body"),
                            ("secretary", "secretary"),
                            ("co_opted", "co-opted"),
                        ],
                        default="member",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                (
                    "since",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="since"),
                ),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("for", "for"),
                            ("against", "against"),
                            ("abstain", "abstains"),
                            ("meeting", "wants a meeting"),
                        ],
                        max_length=10,
                        verbose_name="vote",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("cast_at", models.DateTimeField(auto_now=True, verbose_name="cast")),
                (
                    "is_changed",
                    models.BooleanField(
                        default=False, verbose_name="changed after the others' votes were shown"
                    ),
                ),
            ],
            options={
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
            },
        ),
        migrations.CreateModel(
            name="BodyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "slug",
                    models.SlugField(
                        db_index=False, help_text="As in /organ/styrelsen/.", verbose_name="address"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name in Swedish")),
                ("name_en", models.CharField(max_length=80, verbose_name="name in English")),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="How many must be present. Empty: more than half of all seats.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="quorum",
                    ),
                ),
                (
                    "one_seat_suffices",
                    models.BooleanField(
                        default=False,
                        help_text="For a body that decides by delegation.",
                        verbose_name="one seat may decide alone",
                    ),
                ),
                (
                    "may_decide_between_meetings",
                    models.BooleanField(default=True, verbose_name="may decide between meetings"),
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
                        to="board.body",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("approved", "approved"), ("rejected", "rejected")],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("decided_on", models.DateField(verbose_name="decided")),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="written")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("resolution", models.TextField(verbose_name="resolution")),
                ("tally", models.JSONField(verbose_name="tally")),
                ("ballots", models.JSONField(verbose_name="each seat's vote")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="board.body",
                        verbose_name="body",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
                "ordering": ["-year", "-number"],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="body",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "board_bodyevent" ("id", "may_decide_between_meetings", "name", "name_en", "one_seat_suffices", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum", "slug") VALUES (NEW."id", NEW."may_decide_between_meetings", NEW."name", NEW."name_en", NEW."one_seat_suffices", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quorum", NEW."slug"); RETURN NULL;',
                    hash="7e2aef5fb28618944d6865b26ee3e3f1b37bc9fd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3209e",
                    table="board_body",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="body",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "board_bodyevent" ("id", "may_decide_between_meetings", "name", "name_en", "one_seat_suffices", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum", "slug") VALUES (NEW."id", NEW."may_decide_between_meetings", NEW."name", NEW."name_en", NEW."one_seat_suffices", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quorum", NEW."slug"); RETURN NULL;',
                    hash="42ed43ffb014ad90ef718a6fa3288373a36e7957",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d719f",
                    table="board_body",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="body",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "board_bodyevent" ("id", "may_decide_between_meetings", "name", "name_en", "one_seat_suffices", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum", "slug") VALUES (OLD."id", OLD."may_decide_between_meetings", OLD."name", OLD."name_en", OLD."one_seat_suffices", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quorum", OLD."slug"); RETURN NULL;',
                    hash="00995acd6e3e41eb8bca62cc73627ee2f484e2f3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2f40b",
                    table="board_body",
                    when="AFTER",
                ),
            ),
        ),
    ]
