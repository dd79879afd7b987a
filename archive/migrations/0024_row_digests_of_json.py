from django.db import migrations


class Migration(migrations.Migration):
    """Forget the digests of rows, which are computed otherwise: the next load makes them again, with all rows."""

    dependencies = [
        ("archive", "0023_claims_in_order_of_time"),
    ]

    operations = [
        migrations.RunSQL("DELETE FROM archive_rowdigests", migrations.RunSQL.noop),
    ]
