import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("board", "0004_bodies"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="meeting",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="meeting",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="meeting",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="meeting",
            name="chair",
            field=models.ForeignKey(
                blank=True,
                help_text="Presides over a matter when neither the chair nor the vice chair can take part in it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="board.seat",
                verbose_name="meeting chair",
            ),
        ),
        migrations.AddField(
            model_name="meetingevent",
            name="chair",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Presides over a matter when neither the chair nor the vice chair can take part in it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="board.seat",
                verbose_name="meeting chair",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "board_meetingevent" ("body_id", "chair_id", "held_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "year") VALUES (NEW."body_id", NEW."chair_id", NEW."held_on", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."year"); RETURN NULL;',
                    hash="a52cd24c5351353d35eebbd2e90fa55c8ea2e249",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ab899",
                    table="board_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "board_meetingevent" ("body_id", "chair_id", "held_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "year") VALUES (NEW."body_id", NEW."chair_id", NEW."held_on", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."year"); RETURN NULL;',
                    hash="7797ad3b19860dbeea6f1f56ce8e91251efc3706",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4187f",
                    table="board_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "board_meetingevent" ("body_id", "chair_id", "held_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "year") VALUES (OLD."body_id", OLD."chair_id", OLD."held_on", OLD."id", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."year"); RETURN NULL;',
                    hash="d59beda4ed3d09a800c3bd28cbbf48e5ba2a1d1b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8dcf8",
                    table="board_meeting",
                    when="AFTER",
                ),
            ),
        ),
    ]
