import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STATUSES = ["plain", "emended", "supplied", "uncertain"]
COLUMNS = ("passage_id", "language", "status", "text", "note", "note_ar", "note_en")


def copy_readings(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Copy the only reading of each sentence, as its first, into the table that holds several."""
    rows = apps.get_model("archive", "Reading").objects.order_by("passage_id").values(*COLUMNS)
    numbered = apps.get_model("archive", "NumberedReading")
    numbered.objects.bulk_create((numbered(pk=number, **row) for number, row in enumerate(rows.iterator(), 1)), batch_size=1000)


class Migration(migrations.Migration):
    """A sentence has any number of readings. PostgreSQL has no way to change the primary key of a table, so it is made again."""

    dependencies = [("archive", "0014_plain_names")]

    operations = [
        migrations.CreateModel(
            name="NumberedReading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("language", models.CharField(help_text="BCP 47", max_length=35)),
                ("status", models.CharField(choices=[(status, status.capitalize()) for status in STATUSES], max_length=9)),
                ("text", models.TextField()),
                ("note", models.TextField(blank=True)),
                ("note_ar", models.TextField(blank=True, null=True)),
                ("note_en", models.TextField(blank=True, null=True)),
                ("by", models.TextField(blank=True, help_text="who read so, if not the archive")),
                ("by_ar", models.TextField(blank=True, help_text="who read so, if not the archive", null=True)),
                ("by_en", models.TextField(blank=True, help_text="who read so, if not the archive", null=True)),
                (
                    "passage",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="archive.passage"),
                ),
            ],
        ),
        migrations.RunPython(copy_readings, migrations.RunPython.noop),
        migrations.DeleteModel("Reading"),
        migrations.RenameModel("NumberedReading", "Reading"),
        migrations.AlterModelOptions("reading", {"ordering": ["passage", "number"]}),
        migrations.AddConstraint(
            "reading", models.UniqueConstraint(fields=("passage", "number"), name="reading_has_its_own_number")
        ),
        migrations.AddConstraint(
            "reading", models.CheckConstraint(condition=models.Q(("status__in", STATUSES)), name="reading_status_is_known")
        ),
        migrations.AddConstraint(
            "reading", models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="reading_has_words")
        ),
    ]
