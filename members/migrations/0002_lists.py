from django.db import migrations

# The kinds that the programme's own description names (R1.6), and authorities (R1.8). The
# secretariat adds to the list.
KINDS = [
    ("Litet företag", "Small company", "company", False),
    ("Stort företag", "Large company", "company", False),
    ("Industriforskningsinstitut", "Industrial research institute", "institute", False),
    ("Universitet", "University", "academia", True),
    ("Högskola", "University college", "academia", True),
    ("Branschförening", "Trade association", "other", False),
    ("Ekonomisk förening", "Economic association", "other", False),
    ("Teknikpark", "Technology park", "other", False),
    ("Myndighet", "Authority", "other", True),
    ("Annat", "Other", "other", False),
]
INDUSTRIES = [
    ("Fordon", "Vehicles"),
    ("Flyg och rymd", "Aerospace"),
    ("Sjöfart", "Maritime"),
    ("Järnväg", "Railway"),
    ("Bygg och anläggning", "Construction"),
    ("Energi", "Energy"),
    ("Maskin och verkstad", "Machinery and workshop"),
    ("Material", "Materials"),
    ("Förpackning", "Packaging"),
    ("Medicinteknik", "Medical technology"),
    ("Försvar", "Defence"),
    ("Konsulttjänster", "Consultancy"),
    ("Forskning och utbildning", "Research and education"),
    ("Annan bransch", "Other industry"),
]


def add_lists(apps, schema_editor):
    kinds = apps.get_model("members", "OrganisationKind").objects
    industries = apps.get_model("members", "Industry").objects
    for place, (name, name_en, sector, is_public) in enumerate(KINDS, 1):
        kinds.create(
            name=name,
            name_en=name_en,
            sector=sector,
            is_public_body=is_public,
            position=place * 10,
        )
    for place, (name, name_en) in enumerate(INDUSTRIES, 1):
        industries.create(name=name, name_en=name_en, position=place * 10)


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [migrations.RunPython(add_lists, migrations.RunPython.noop, elidable=False)]
