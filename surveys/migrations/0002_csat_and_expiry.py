"""The survey every shop starts with, and an index for what may expire."""

from django.db import migrations, models


def add_csat(apps, schema_editor):
    survey = apps.get_model("surveys", "Survey")
    survey.objects.get_or_create(code="csat", defaults={"name": "Hài lòng sau xử lý"})


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]
    operations = [
        migrations.RunPython(add_csat, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(
                condition=models.Q(("state__in", ["owed", "sent"])),
                fields=["expires_at"],
                name="invitation_expiring",
            ),
        ),
        migrations.AddIndex(
            model_name="invitation",
            index=models.Index(fields=["sent_at"], name="invitation_sent"),
        ),
    ]
