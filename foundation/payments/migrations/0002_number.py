"""Numbers of payments: short, rising, never given twice."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE payment_number_seq START 1001",
            "DROP SEQUENCE IF EXISTS payment_number_seq",
        )
    ]
