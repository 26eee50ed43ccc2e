from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("warranty", "0002_claims_and_repairs")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE claim_number_seq START 1001",
            "DROP SEQUENCE claim_number_seq",
        ),
        migrations.RunSQL(
            "CREATE SEQUENCE recovery_number_seq START 101",
            "DROP SEQUENCE recovery_number_seq",
        ),
    ]
