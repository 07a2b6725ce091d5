from django.db import migrations

BODIES = [
    ("styrelsen", "Styrelsen", "The board"),
    ("verksamhetsledningen", "Verksamhetsledningen", "The management"),
    ("ledningsgruppen", "Ledningsgruppen", "The steering committee for checks"),
    ("teknikgruppen", "Teknikgruppen", "The technical group"),
    ("styrgruppen", "Styrgruppen", "The steering group"),
]


def add_bodies(apps, schema_editor):
    bodies = apps.get_model("board", "Body").objects
    for slug, name, name_en in BODIES:
        bodies.create(slug=slug, name=name, name_en=name_en)


class Migration(migrations.Migration):
    dependencies = [("board", "0003_decisions_are_final")]
    operations = [migrations.RunPython(add_bodies, migrations.RunPython.noop, elidable=False)]
