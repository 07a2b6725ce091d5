from django.db import migrations

from lattvikt.lib.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("board", "0002_relations")]
    operations = [protect("board_decision")]
