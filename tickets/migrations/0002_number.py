"""Ticket numbers: short, rising, never given twice."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tickets", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE ticket_number_seq START 48001",
            "DROP SEQUENCE IF EXISTS ticket_number_seq",
        )
    ]
