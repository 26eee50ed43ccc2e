"""Numbers of purchase requests: short, rising, never given twice."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("parts", "0001_spare_parts")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE purchase_request_number_seq START 1001",
            "DROP SEQUENCE IF EXISTS purchase_request_number_seq",
        )
    ]
