from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("marches", "0004_movements"),
        # It forgets the digests of rows, which another column changes.
        ("archive", "0026_units_of_numbers"),
    ]

    operations = [
        # What the ledger's upgrade says of movements from before: the least that they claim (archive/ledger/formats.py).
        migrations.AddField(
            model_name="movement",
            name="certainty",
            field=models.CharField(default="possible", max_length=8),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ("certain", "probable", "possible"))), name="movement_certainty_is_known"
            ),
        ),
    ]
