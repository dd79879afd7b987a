import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('marches', '0001_initial'),
        ('marches', '0002_plain_names'),
        ('marches', '0003_march_stops'),
        ('marches', '0004_movements'),
    ]

    initial = True

    dependencies = [
        ('archive', '0001_squashed_0022_movements'),
        ('camps', '0001_squashed_0005_today'),
    ]

    operations = [
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=80, unique=True)),
                ('name', models.TextField()),
                ('name_ar', models.TextField(null=True)),
                ('name_en', models.TextField(null=True)),
                ('reason', models.TextField()),
                ('reason_ar', models.TextField(null=True)),
                ('reason_en', models.TextField(null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name_ar__isnull', False), ('name_en__isnull', False), models.Q(('name_ar', ''), _negated=True), models.Q(('name_en', ''), _negated=True)), name='movement_is_named_in_both_languages'), models.CheckConstraint(condition=models.Q(('reason_ar__isnull', False), ('reason_en__isnull', False), models.Q(('reason_ar', ''), _negated=True), models.Q(('reason_en', ''), _negated=True)), name='movement_has_a_reason_in_both_languages')],
            },
        ),
        migrations.CreateModel(
            name='Route',
            fields=[
                ('subject', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='route', serialize=False, to='archive.subject')),
                ('direction', models.CharField(blank=True, choices=[('north', 'North'), ('north-east', 'North East'), ('east', 'East'), ('south-east', 'South East'), ('south', 'South'), ('south-west', 'South West'), ('west', 'West'), ('north-west', 'North West')], max_length=10)),
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='route', to='archive.claim')),
                ('direction_anchor', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='directed_route', to='archive.anchor')),
                ('form', models.CharField(choices=[('sets', 'Sets'), ('stops', 'Stops')], default='sets', max_length=5)),
            ],
            options={
                'ordering': ['subject'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('direction', ''), ('direction_anchor', None)), models.Q(models.Q(('direction', ''), _negated=True), ('direction_anchor__isnull', False)), _connector='OR'), name='route_direction_has_words'), models.CheckConstraint(condition=models.Q(('form__in', ['sets', 'stops'])), name='route_form_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Means',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('on-foot', 'On Foot'), ('rail', 'Rail'), ('ship', 'Ship')], max_length=7)),
                ('anchor', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='means', to='archive.anchor')),
                ('route', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='means', to='marches.route')),
            ],
            options={
                'ordering': ['route', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('route', 'kind'), name='means_is_unique_in_its_route')],
            },
        ),
        migrations.CreateModel(
            name='MarchStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('identifier', models.CharField(max_length=80)),
                ('event', models.CharField(choices=[('departure', 'departure'), ('halt', 'halt'), ('night', 'night'), ('killing', 'killing'), ('burial', 'burial'), ('death', 'death'), ('entrainment', 'entrainment'), ('transfer', 'transfer'), ('joined', 'joined'), ('split', 'split'), ('arrival', 'arrival'), ('liberation', 'liberation')], max_length=11)),
                ('description', models.TextField(blank=True)),
                ('description_ar', models.TextField(blank=True, null=True)),
                ('description_en', models.TextField(blank=True, null=True)),
                ('after', models.JSONField(default=list, help_text='positions of the stops that precede, in ascending order')),
                ('omission', models.BooleanField(default=False)),
                ('status', models.CharField(choices=[('plain', 'Plain'), ('emended', 'Emended'), ('supplied', 'Supplied'), ('uncertain', 'Uncertain')], max_length=9)),
                ('edtf', models.CharField(blank=True, max_length=64)),
                ('sense', models.CharField(blank=True, choices=[('not-before', 'Not Before'), ('by', 'By'), ('until', 'Until')], max_length=10)),
                ('earliest', models.DateField(null=True)),
                ('latest', models.DateField(null=True)),
                ('date_words', models.TextField(blank=True)),
                ('date_words_ar', models.TextField(blank=True, null=True)),
                ('date_words_en', models.TextField(blank=True, null=True)),
                ('date_note', models.TextField(blank=True)),
                ('date_note_ar', models.TextField(blank=True, null=True)),
                ('date_note_en', models.TextField(blank=True, null=True)),
                ('means', models.CharField(blank=True, choices=[('on-foot', 'on-foot'), ('rail', 'rail'), ('ship', 'ship')], max_length=7)),
                ('direction', models.CharField(blank=True, choices=[('north', 'North'), ('north-east', 'North East'), ('east', 'East'), ('south-east', 'South East'), ('south', 'South'), ('south-west', 'South West'), ('west', 'West'), ('north-west', 'North West')], max_length=10)),
                ('anchor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='march_stops', to='archive.anchor')),
                ('date_anchor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='dated_stops', to='archive.anchor')),
                ('direction_anchor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.anchor')),
                ('means_anchor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='archive.anchor')),
                ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='march_stops', to='camps.place')),
                ('route', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='itinerary', to='marches.route')),
            ],
            options={
                'ordering': ['route', 'position'],
                'constraints': [models.UniqueConstraint(fields=('route', 'position'), name='march_stop_position_is_unique_in_its_route'), models.UniqueConstraint(fields=('route', 'identifier'), name='march_stop_identifier_is_unique_in_its_route'), models.CheckConstraint(condition=models.Q(('event__in', ('departure', 'halt', 'night', 'killing', 'burial', 'death', 'entrainment', 'transfer', 'joined', 'split', 'arrival', 'liberation'))), name='march_stop_event_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('place__isnull', False), ('description_ar', ''), ('description_en', '')), models.Q(('place', None), ('description_ar__isnull', False), ('description_en__isnull', False), models.Q(('description_ar', ''), _negated=True), models.Q(('description_en', ''), _negated=True)), _connector='OR'), name='march_stop_has_a_place_or_a_description'), models.CheckConstraint(condition=models.Q(('status__in', ['plain', 'emended', 'supplied', 'uncertain'])), name='march_stop_status_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('date_anchor', None), ('earliest', None), ('edtf', ''), ('latest', None), ('sense', '')), models.Q(models.Q(('edtf', ''), _negated=True), ('date_anchor__isnull', False)), _connector='OR'), name='march_stop_date_has_words'), models.CheckConstraint(condition=models.Q(models.Q(('means', ''), ('means_anchor', None)), models.Q(models.Q(('means', ''), _negated=True), ('means_anchor__isnull', False)), _connector='OR'), name='march_stop_means_have_words'), models.CheckConstraint(condition=models.Q(models.Q(('direction', ''), ('direction_anchor', None)), models.Q(models.Q(('direction', ''), _negated=True), ('direction_anchor__isnull', False)), _connector='OR'), name='march_stop_direction_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('route', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='account', to='marches.route')),
                ('movement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='accounts', to='marches.movement')),
            ],
            options={
                'ordering': ['movement', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('origin', 'Origin'), ('destination', 'Destination')], max_length=11)),
                ('anchor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='archive.anchor')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='camps.place')),
                ('route', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='marches.route')),
            ],
            options={
                'ordering': ['route', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('route', 'role', 'place'), name='stop_is_unique_in_its_role'), models.CheckConstraint(condition=models.Q(('role__in', ['origin', 'destination'])), name='stop_role_is_known')],
            },
        ),
        migrations.CreateModel(
            name='StopQuantity',
            fields=[
                ('quantity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='at_stop', serialize=False, to='archive.quantity')),
                ('stop', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stop_quantities', to='marches.marchstop')),
            ],
            options={
                'ordering': ['stop', 'pk'],
            },
        ),
    ]
