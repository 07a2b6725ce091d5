from django.db import migrations

# The kinds that the programme arranges (R13.1, R6.1, R13.13, R13.17, R13.29, R6.2). The
# secretariat adds to the list.
KINDS = [
    ("Nätverksträff", "Network meeting"),
    ("Studiebesök", "Study visit"),
    ("Medlemsmöte", "Member meeting"),
    ("Lokal träff", "Local meeting"),
    ("Konferens", "Conference"),
    ("Videomöte", "Video meeting"),
    ("Frågemöte", "Question meeting"),
]


def add_kinds(apps, schema_editor):
    kinds = apps.get_model("events", "EventKind").objects
    for place, (name, name_en) in enumerate(KINDS, 1):
        kinds.create(name=name, name_en=name_en, position=place * 10)


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunPython(add_kinds, migrations.RunPython.noop, elidable=False)]
