
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0017_row_digests'),
    ]

    operations = [
        migrations.AddField(
            model_name='source',
            name='left_out',
            field=models.JSONField(default=list, help_text='elements of the document as received that the text is without'),
        ),
    ]
