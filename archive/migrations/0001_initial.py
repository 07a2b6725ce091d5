from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        max_length=64, unique=True, verbose_name="fingerprint (SHA-256)"
                    ),
                ),
                ("content", models.BinaryField()),
                ("keep_until", models.DateField(db_index=True, verbose_name="kept until")),
                ("stored_at", models.DateTimeField(auto_now_add=True, verbose_name="stored")),
            ],
            options={
                "verbose_name": "archived document",
                "verbose_name_plural": "archived documents",
            },
        ),
    ]
