import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('camps', '0001_initial'),
        ('camps', '0002_spellings_met'),
        ('camps', '0003_place_shapes'),
        ('camps', '0004_plain_names'),
        ('camps', '0005_today'),
    ]

    initial = True

    dependencies = [
        ('archive', '0001_squashed_0022_movements'),
    ]

    operations = [
        migrations.CreateModel(
            name='Authority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=80, unique=True)),
                ('name', models.TextField()),
                ('name_ar', models.TextField(null=True)),
                ('name_en', models.TextField(null=True)),
                ('address', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name_ar__isnull', False), ('name_en__isnull', False), models.Q(('name_ar', ''), _negated=True), models.Q(('name_en', ''), _negated=True)), name='authority_is_named_in_both_languages'), models.CheckConstraint(condition=models.Q(('address__contains', '{}')), name='authority_address_has_a_placeholder')],
            },
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('subject', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='place', serialize=False, to='archive.subject')),
                ('kind', models.CharField(max_length=8)),
                ('latitude', models.DecimalField(decimal_places=4, max_digits=7, null=True)),
                ('longitude', models.DecimalField(decimal_places=4, max_digits=7, null=True)),
                ('confidence', models.CharField(blank=True, choices=[('high', 'High'), ('medium', 'Medium'), ('low', 'Low'), ('symbolic', 'Symbolic')], max_length=8)),
                ('reference', models.TextField(blank=True)),
                ('reference_ar', models.TextField(blank=True, null=True)),
                ('reference_en', models.TextField(blank=True, null=True)),
                ('recorded', models.DateField(null=True)),
                ('is_named', models.BooleanField()),
                ('precision', models.PositiveSmallIntegerField(null=True)),
                ('city', models.TextField(blank=True)),
                ('city_ar', models.TextField(blank=True, null=True)),
                ('city_distance', models.PositiveSmallIntegerField(null=True)),
                ('city_distance_by', models.CharField(blank=True, choices=[('computed', 'Computed'), ('stated', 'Stated')], max_length=8)),
                ('city_en', models.TextField(blank=True, null=True)),
                ('country', models.CharField(blank=True, help_text='ISO 3166-1 alpha-2', max_length=2)),
                ('today_recorded', models.DateField(null=True)),
                ('today_reference', models.TextField(blank=True)),
                ('today_reference_ar', models.TextField(blank=True, null=True)),
                ('today_reference_en', models.TextField(blank=True, null=True)),
                ('part_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='camps.place')),
            ],
            options={
                'ordering': ['subject'],
                'constraints': [models.CheckConstraint(condition=models.Q(('latitude__range', (-90, 90))), name='place_latitude_is_on_the_globe'), models.CheckConstraint(condition=models.Q(('longitude__range', (-180, 180))), name='place_longitude_is_on_the_globe'), models.CheckConstraint(condition=models.Q(('kind__in', ('camp', 'subcamp', 'ghetto', 'prison', 'city', 'town', 'village', 'station', 'site', 'cemetery', 'region', 'sea', 'river'))), name='place_kind_is_known'), models.CheckConstraint(condition=models.Q(('confidence__in', ['', 'high', 'medium', 'low', 'symbolic'])), name='place_confidence_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', False), ('longitude__isnull', False), ('recorded__isnull', False), ('reference_ar__isnull', False), ('reference_en__isnull', False), models.Q(('reference_ar', ''), _negated=True), models.Q(('reference_en', ''), _negated=True), models.Q(('confidence', ''), _negated=True)), models.Q(('confidence', ''), ('latitude', None), ('longitude', None), ('precision', None), ('recorded', None), ('reference_ar', ''), ('reference_en', '')), _connector='OR'), name='place_position_is_complete'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(models.Q(('country', ''), _negated=True), models.Q(('city_ar__isnull', False), ('city_en__isnull', False), models.Q(('city_ar', ''), _negated=True), models.Q(('city_en', ''), _negated=True)), _connector='OR'), ('today_reference_ar__isnull', False), ('today_reference_en__isnull', False), models.Q(('today_reference_ar', ''), _negated=True), models.Q(('today_reference_en', ''), _negated=True), ('today_recorded__isnull', False)), models.Q(('city_ar', ''), ('city_en', ''), ('country', ''), ('today_recorded', None), ('today_reference_ar', ''), ('today_reference_en', '')), _connector='OR'), name='place_today_is_complete'), models.CheckConstraint(condition=models.Q(models.Q(('city_distance__isnull', False), ('city_distance_by__in', ['computed', 'stated']), ('city_ar__isnull', False), ('city_en__isnull', False), models.Q(('city_ar', ''), _negated=True), models.Q(('city_en', ''), _negated=True)), models.Q(('city_distance', None), ('city_distance_by', '')), _connector='OR'), name='place_city_distance_is_complete'), models.CheckConstraint(condition=models.Q(('part_of', models.F('subject')), _negated=True), name='place_is_not_part_of_itself')],
            },
        ),
        migrations.CreateModel(
            name='PlaceAuthority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=40)),
                ('recorded', models.DateField()),
                ('authority', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='camps.authority')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authorities', to='camps.place')),
            ],
            options={
                'ordering': ['place', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('place', 'authority'), name='place_has_one_identifier_an_authority')],
            },
        ),
        migrations.CreateModel(
            name='PlaceName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(help_text='BCP 47', max_length=35)),
                ('kind', models.CharField(choices=[('label', 'Label'), ('variant', 'Variant')], max_length=7)),
                ('name', models.TextField()),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='camps.place')),
                ('met', models.TextField(blank=True, help_text='where a variant was met')),
                ('met_ar', models.TextField(blank=True, help_text='where a variant was met', null=True)),
                ('met_en', models.TextField(blank=True, help_text='where a variant was met', null=True)),
                ('recorded', models.DateField(null=True)),
                ('time', models.CharField(blank=True, help_text='EDTF', max_length=64)),
                ('usage', models.CharField(blank=True, max_length=12)),
            ],
            options={
                'ordering': ['place', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('place', 'language', 'name'), name='place_name_is_unique'), models.UniqueConstraint(condition=models.Q(('kind', 'label')), fields=('place', 'language'), name='place_has_one_label_a_language'), models.CheckConstraint(condition=models.Q(('usage__in', ['', 'official', 'exonym', 'romanised', 'as-in-source'])), name='place_name_usage_is_known')],
            },
        ),
    ]
