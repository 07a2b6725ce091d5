from django.db import migrations


def add_the_programme(apps, schema_editor):
    apps.get_model("members", "Programme").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("members", "0002_lists")]
    operations = [migrations.RunPython(add_the_programme, migrations.RunPython.noop)]
