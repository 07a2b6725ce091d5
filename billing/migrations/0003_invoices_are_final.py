from django.db import migrations

from lattvikt.lib.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_relations")]
    operations = [protect("billing_invoice", "billing_invoiceline", "billing_invoicedocument")]
