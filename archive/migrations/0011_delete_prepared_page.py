from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("archive", "0010_prepared_pages")]

    operations = [migrations.DeleteModel(name="PreparedPage")]
