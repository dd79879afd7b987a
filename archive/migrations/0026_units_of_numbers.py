from django.db import migrations, models


def forget_digests(apps, editor):
    # Rows have another column: the next load makes their digests again, with all rows.
    editor.execute("DELETE FROM archive_rowdigests")


class Migration(migrations.Migration):

    dependencies = [
        ("archive", "0025_stored_tokens"),
    ]

    operations = [
        migrations.RunPython(forget_digests, forget_digests),
        # The numbers of rows from before count persons.
        migrations.AddField(
            model_name="quantity",
            name="unit",
            field=models.CharField(default="persons", max_length=20),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="quantity", name="quantity_is_stated_once_by_its_words"),
        migrations.AddConstraint(
            model_name="quantity",
            constraint=models.UniqueConstraint(fields=("anchor", "counted", "unit"), name="quantity_is_stated_once_by_its_words"),
        ),
        migrations.AddConstraint(
            model_name="quantity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unit__in", ("persons", "families", "columns", "wagons", "trains", "ships", "percent-of-march", "percent-of-camp"))
                ),
                name="quantity_unit_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="quantity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("unit__in", ("percent-of-march", "percent-of-camp")), _negated=True),
                    models.Q(
                        ("order", ""),
                        models.Q(("lower", None), ("lower__lte", 100), _connector="OR"),
                        models.Q(("upper", None), ("upper__lte", 100), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="quantity_share_is_at_most_the_whole",
            ),
        ),
    ]
