from django.db import migrations, models


def forget(apps, schema_editor):
    """What is held in the old form cannot be compared; the next load keeps it anew."""
    apps.get_model("archive", "Published").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_published")]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.RemoveField("published", "fields"),
        migrations.AddField(
            "published",
            "record",
            models.TextField(default="", help_text="JSON, without the fields that have their defaults"),
            preserve_default=False,
        ),
    ]
