import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models


# Written from the models, with the columns in the order of the migrations it replaces, which take eight times as long.
# SQLite: a full-text table without a copy of the texts, whose tokens we make ourselves: white space and nothing else divides them.
# PostgreSQL: the tokens as they are made, and an index for each part of the documents (archive/searching/parts.py).
SQLITE = (
    """CREATE VIRTUAL TABLE archive_searchindex USING fts5(
        tokens, content='', columnsize=0, tokenize="ascii tokenchars '~#=!:-.'"
    )""",
)
POSTGRESQL = (
    "CREATE TABLE archive_searchindex (id bigint PRIMARY KEY, part smallint NOT NULL, tokens tsvector NOT NULL)",
    *(f"CREATE INDEX archive_searchindex_{part} ON archive_searchindex USING gin (tokens) WHERE part = {part}"
      for part in (0, 60, 61, 62, 70, 71, 72)),
)


def make(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def drop(apps, editor):
    editor.execute("DROP TABLE archive_searchindex")


class Migration(migrations.Migration):

    replaces = [
        ('archive', '0001_initial'),
        ('archive', '0002_published'),
        ('archive', '0003_published_records_whole'),
        ('archive', '0004_disagreement'),
        ('archive', '0005_claim_label'),
        ('archive', '0006_primer'),
        ('archive', '0007_search'),
        ('archive', '0008_fingerprints'),
        ('archive', '0009_covered_and_standing'),
        ('archive', '0010_prepared_pages'),
        ('archive', '0011_delete_prepared_page'),
        ('archive', '0012_editions'),
        ('archive', '0013_tombstones_from_versions'),
        ('archive', '0014_plain_names'),
        ('archive', '0015_readings'),
        ('archive', '0016_scholarship'),
        ('archive', '0017_row_digests'),
        ('archive', '0018_source_left_out'),
        ('archive', '0019_version_references_and_seals'),
        ('archive', '0020_quantities'),
        ('archive', '0021_stop_anchors'),
        ('archive', '0022_movements'),
    ]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60, unique=True)),
                ('spelling', models.TextField()),
                ('documents', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=80, unique=True)),
                ('text', models.TextField()),
                ('language', models.CharField(help_text='BCP 47', max_length=35)),
                ('sha256', models.CharField(max_length=64)),
                ('byte_length', models.PositiveIntegerField()),
                ('character_length', models.PositiveIntegerField()),
                ('title', models.TextField()),
                ('title_ar', models.TextField(null=True)),
                ('title_en', models.TextField(null=True)),
                ('title_supplied', models.BooleanField()),
                ('author', models.TextField(blank=True)),
                ('author_ar', models.TextField(blank=True, null=True)),
                ('author_en', models.TextField(blank=True, null=True)),
                ('publisher', models.TextField()),
                ('publisher_ar', models.TextField(null=True)),
                ('publisher_en', models.TextField(null=True)),
                ('published_in', models.TextField(blank=True)),
                ('published_in_ar', models.TextField(blank=True, null=True)),
                ('published_in_en', models.TextField(blank=True, null=True)),
                ('published', models.CharField(blank=True, help_text='EDTF, if the document states it', max_length=64)),
                ('origin_address', models.URLField(max_length=500)),
                ('origin_note', models.TextField()),
                ('origin_note_ar', models.TextField(null=True)),
                ('origin_note_en', models.TextField(null=True)),
                ('remark', models.TextField(blank=True)),
                ('remark_ar', models.TextField(blank=True, null=True)),
                ('remark_en', models.TextField(blank=True, null=True)),
                ('rights_statement', models.URLField(max_length=500)),
                ('rights_note', models.TextField()),
                ('rights_note_ar', models.TextField(null=True)),
                ('rights_note_en', models.TextField(null=True)),
                ('accessioned', models.DateField()),
                ('left_out', models.JSONField(default=list, help_text='elements of the document as received that the text is without')),
                ('supersedes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='superseded_by', to='archive.source')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('character_length', django.db.models.functions.text.Length('text'))), name='source_text_has_its_length'), models.CheckConstraint(condition=models.Q(('byte_length__gte', models.F('character_length'))), name='source_has_a_byte_a_character'), models.CheckConstraint(condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length('sha256'), 64), name='source_has_a_digest')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('published', models.CharField(help_text='instant in UTC, as the ledger states it', max_length=20)),
                ('note', models.TextField()),
                ('note_ar', models.TextField(null=True)),
                ('note_en', models.TextField(null=True)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('file_digest', models.CharField(max_length=64)),
                ('changes', models.CharField(help_text='SHA-256 over the versions that are new in the edition', max_length=64)),
                ('state', models.CharField(help_text='SHA-256 over all versions in force in the edition', max_length=64)),
                ('format', models.PositiveIntegerField(default=1, help_text='format of the records in the ledger file')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='edition_number_is_positive'), models.CheckConstraint(condition=models.Q(('note_ar__isnull', False), ('note_en__isnull', False), models.Q(('note_ar', ''), _negated=True), models.Q(('note_en', ''), _negated=True)), name='edition_note_is_in_both_languages')],
            },
        ),
        migrations.CreateModel(
            name='LoadedState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archive.edition')),
                ('newest', models.PositiveIntegerField(default=0)),
                ('newest_digest', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='loaded_state_is_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Load',
            fields=[
                ('state', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='load', serialize=False, to='archive.loadedstate')),
                ('instant', models.CharField(help_text='in UTC', max_length=20)),
                ('is_repair', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('paragraph', 'Paragraph'), ('sentence', 'Sentence')], max_length=9)),
                ('ref', models.CharField(max_length=20)),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='archive.source')),
                ('paragraph', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sentences', to='archive.passage')),
            ],
            options={
                'ordering': ['source', 'start', 'kind'],
                'constraints': [models.UniqueConstraint(fields=('source', 'ref'), name='passage_ref_is_unique_in_its_source'), models.UniqueConstraint(fields=('source', 'kind', 'start'), name='passages_of_a_kind_start_apart'), models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='passage_has_characters'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'paragraph'), ('paragraph', None)), models.Q(('kind', 'sentence'), ('paragraph__isnull', False)), _connector='OR'), name='passage_sentences_alone_have_a_paragraph')],
            },
        ),
        migrations.CreateModel(
            name='PostingBucket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('block', models.PositiveIntegerField()),
                ('postings', models.BinaryField()),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('number', 'block'), name='posting_bucket_is_unique_in_its_block')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=80, unique=True)),
                ('asked_of', models.JSONField(help_text='kinds of record, such as camp, evacuated-camp, route')),
                ('text', models.TextField()),
                ('text_ar', models.TextField(null=True)),
                ('text_en', models.TextField(null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text_ar__isnull', False), ('text_en__isnull', False), models.Q(('text_ar', ''), _negated=True), models.Q(('text_en', ''), _negated=True)), name='question_is_in_both_languages')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(default=1)),
                ('language', models.CharField(help_text='BCP 47', max_length=35)),
                ('status', models.CharField(choices=[('plain', 'Plain'), ('emended', 'Emended'), ('supplied', 'Supplied'), ('uncertain', 'Uncertain')], max_length=9)),
                ('text', models.TextField()),
                ('note', models.TextField(blank=True)),
                ('note_ar', models.TextField(blank=True, null=True)),
                ('note_en', models.TextField(blank=True, null=True)),
                ('by', models.TextField(blank=True, help_text='who read so, if not the archive')),
                ('by_ar', models.TextField(blank=True, help_text='who read so, if not the archive', null=True)),
                ('by_en', models.TextField(blank=True, help_text='who read so, if not the archive', null=True)),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='archive.passage')),
            ],
            options={
                'ordering': ['passage', 'number'],
                'constraints': [models.UniqueConstraint(fields=('passage', 'number'), name='reading_has_its_own_number'), models.CheckConstraint(condition=models.Q(('status__in', ['plain', 'emended', 'supplied', 'uncertain'])), name='reading_status_is_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='reading_has_words')],
            },
        ),
        migrations.CreateModel(
            name='RecordVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=9)),
                ('identifier', models.CharField(max_length=120)),
                ('version', models.CharField(max_length=64, unique=True)),
                ('previous', models.CharField(blank=True, max_length=64)),
                ('outcome', models.CharField(choices=[('record', 'Record'), ('withdrawn', 'Withdrawn'), ('renamed', 'Renamed'), ('suppressed', 'Suppressed')], max_length=10)),
                ('line', models.TextField(help_text='the line of the ledger without its line feed: canonical JSON (RFC 8785)')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='archive.edition')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('outcome', 'withdrawn')), fields=['version'], name='withdrawals')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'identifier', 'edition'), name='record_has_one_version_an_edition'), models.CheckConstraint(condition=models.Q(('outcome__in', ['record', 'withdrawn', 'renamed', 'suppressed'])), name='version_outcome_is_known')],
            },
        ),
        migrations.CreateModel(
            name='RowDigests',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=63)),
                ('block', models.BigIntegerField()),
                ('digests', models.BinaryField()),
                ('checksum', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('table', 'block'), name='block_of_digests_is_unique_in_its_table')],
            },
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=8)),
                ('identifier', models.CharField(max_length=120)),
                ('record', models.BigIntegerField(null=True)),
                ('marks', models.TextField(blank=True)),
                ('earliest', models.DateField(null=True)),
                ('latest', models.DateField(null=True)),
                ('dated', models.BooleanField(default=False)),
                ('fields', models.JSONField(default=list)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'identifier'), name='search_document_is_unique'), models.CheckConstraint(condition=models.Q(('kind__in', ('camp', 'place', 'route', 'term', 'source', 'page', 'movement', 'claim', 'passage'))), name='search_document_kind_is_known')],
            },
        ),
        migrations.CreateModel(
            name='SearchName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('folded', models.CharField(db_index=True, help_text='folded words, a space between them', max_length=240)),
                ('spelling', models.TextField()),
                ('kind', models.CharField(max_length=8)),
                ('identifier', models.CharField(max_length=120)),
                ('language', models.CharField(help_text='BCP 47', max_length=35)),
                ('where_ar', models.TextField(blank=True)),
                ('where_en', models.TextField(blank=True)),
                ('origin', models.CharField(choices=[('gazetteer-label', 'Label'), ('gazetteer-variant', 'Variant'), ('source', 'Source')], max_length=17)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'identifier', 'folded'), name='search_name_is_unique_in_its_place'), models.CheckConstraint(condition=models.Q(('origin__in', ['gazetteer-label', 'gazetteer-variant', 'source'])), name='search_name_origin_is_known')],
            },
        ),
        migrations.CreateModel(
            name='SearchTrigram',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('letters', models.CharField(max_length=3)),
                ('length', models.PositiveSmallIntegerField()),
                ('word', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='trigrams', to='archive.searchword')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('letters', 'length', 'word'), name='search_trigram_is_unique_in_its_word')],
            },
        ),
        migrations.CreateModel(
            name='SourceCoverage',
            fields=[
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='coverage', serialize=False, to='archive.source')),
                ('sentences', models.PositiveIntegerField()),
                ('covered_letters', models.PositiveIntegerField()),
                ('covered_characters', models.PositiveIntegerField()),
                ('letters', models.PositiveIntegerField()),
                ('characters', models.PositiveIntegerField()),
                ('sentences_with_claims', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('covered_characters__lte', models.F('characters')), ('covered_letters__lte', models.F('letters')), ('sentences_with_claims__lte', models.F('sentences'))), name='coverage_is_within_its_total')],
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('camp', 'Camp'), ('place', 'Place'), ('route', 'Route')], max_length=5)),
                ('identifier', models.CharField(max_length=80)),
                ('name', models.TextField()),
                ('name_ar', models.TextField(null=True)),
                ('name_en', models.TextField(null=True)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'identifier'), name='subject_identifier_is_unique_in_its_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['camp', 'place', 'route'])), name='subject_kind_is_known'), models.CheckConstraint(condition=models.Q(('name_ar__isnull', False), ('name_en__isnull', False), models.Q(('name_ar', ''), _negated=True), models.Q(('name_en', ''), _negated=True)), name='subject_is_named_in_both_languages')],
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=80, unique=True)),
                ('statement', models.TextField()),
                ('statement_ar', models.TextField(null=True)),
                ('statement_en', models.TextField(null=True)),
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
                ('label', models.TextField(blank=True)),
                ('label_ar', models.TextField(blank=True, null=True)),
                ('label_en', models.TextField(blank=True, null=True)),
                ('answers', models.ManyToManyField(related_name='answers', to='archive.question')),
                ('subjects', models.ManyToManyField(related_name='claims', to='archive.subject')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('statement_ar__isnull', False), ('statement_en__isnull', False), models.Q(('statement_ar', ''), _negated=True), models.Q(('statement_en', ''), _negated=True)), name='claim_is_stated_in_both_languages'), models.CheckConstraint(condition=models.Q(('sense', ''), models.Q(('edtf', ''), _negated=True), _connector='OR'), name='claim_sense_is_of_a_date'), models.CheckConstraint(condition=models.Q(('earliest', None), ('latest', None), ('earliest__lte', models.F('latest')), _connector='OR'), name='claim_begins_before_it_ends'), models.CheckConstraint(condition=models.Q(models.Q(('edtf', ''), _negated=True), models.Q(('earliest', None), ('latest', None)), _connector='OR'), name='claim_without_a_date_has_no_days')],
            },
        ),
        migrations.CreateModel(
            name='Anchor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('exact', models.TextField()),
                ('prefix', models.TextField(blank=True)),
                ('suffix', models.TextField(blank=True)),
                ('role', models.CharField(choices=[('statement', 'Statement'), ('date', 'Date'), ('origin', 'Origin'), ('destination', 'Destination'), ('direction', 'Direction'), ('means', 'Means'), ('stop', 'Stop'), ('quantity', 'Quantity')], max_length=11)),
                ('status', models.CharField(choices=[('plain', 'Plain'), ('emended', 'Emended'), ('supplied', 'Supplied'), ('uncertain', 'Uncertain')], max_length=9)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='anchors', to='archive.claim')),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='archive.passage')),
            ],
            options={
                'ordering': ['claim', 'pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='anchor_has_characters'), models.CheckConstraint(condition=models.Q(('end', django.db.models.expressions.CombinedExpression(models.F('start'), '+', django.db.models.functions.text.Length('exact')))), name='anchor_covers_as_many_characters_as_it_quotes'), models.UniqueConstraint(fields=('claim', 'role', 'passage', 'start', 'end'), name='anchor_is_unique_in_its_claim'), models.CheckConstraint(condition=models.Q(('role__in', ['statement', 'date', 'origin', 'destination', 'direction', 'means', 'stop', 'quantity'])), name='anchor_role_is_known'), models.CheckConstraint(condition=models.Q(('status__in', ['plain', 'emended', 'supplied', 'uncertain'])), name='anchor_status_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Quantity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rank', models.PositiveSmallIntegerField()),
                ('counted', models.CharField(max_length=20)),
                ('lower', models.PositiveIntegerField(null=True)),
                ('upper', models.PositiveIntegerField(null=True)),
                ('is_about', models.BooleanField()),
                ('order', models.CharField(blank=True, max_length=24)),
                ('note', models.TextField(blank=True)),
                ('note_ar', models.TextField(blank=True, null=True)),
                ('note_en', models.TextField(blank=True, null=True)),
                ('anchor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quantities', to='archive.anchor')),
                ('claim', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='quantities', to='archive.claim')),
            ],
            options={
                'ordering': ['rank', 'claim', 'pk'],
                'indexes': [models.Index(fields=['rank', 'claim', 'id'], name='quantities_in_order'), models.Index(fields=['claim'], name='quantities_of_claim')],
                'constraints': [models.CheckConstraint(condition=models.Q(('counted__in', ('evacuated', 'on-march', 'left-behind', 'fired-on', 'killed', 'died', 'buried', 'escaped', 'arrived', 'survived', 'liberated', 'guards'))), name='quantity_counts_what_is_known'), models.CheckConstraint(condition=models.Q(('order__in', ['', 'dozens', 'hundreds', 'thousands', 'tens-of-thousands', 'hundreds-of-thousands', 'millions'])), name='quantity_order_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('lower__isnull', False), ('order', '')), models.Q(('order', ''), ('upper__isnull', False)), models.Q(models.Q(('order', ''), _negated=True), ('lower__isnull', True), ('upper__isnull', True)), _connector='OR'), name='quantity_has_a_bound_or_an_order'), models.CheckConstraint(condition=models.Q(('lower__isnull', True), ('upper__isnull', True), ('lower__lte', models.F('upper')), _connector='OR'), name='quantity_bounds_are_in_order'), models.CheckConstraint(condition=models.Q(('is_about', False), models.Q(('lower', models.F('upper')), ('lower__isnull', False), ('upper__isnull', False)), _connector='OR'), name='quantity_about_is_of_one_number'), models.UniqueConstraint(fields=('anchor', 'counted'), name='quantity_is_stated_once_by_its_words')],
            },
        ),
        migrations.CreateModel(
            name='StoryLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('heading', models.TextField(blank=True)),
                ('heading_ar', models.TextField(blank=True, null=True)),
                ('heading_en', models.TextField(blank=True, null=True)),
                ('text', models.TextField()),
                ('text_ar', models.TextField(null=True)),
                ('text_en', models.TextField(null=True)),
                ('identifier', models.CharField(blank=True, max_length=120)),
                ('claims', models.ManyToManyField(related_name='stories', to='archive.claim')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text_ar__isnull', False), ('text_en__isnull', False), models.Q(('text_ar', ''), _negated=True), models.Q(('text_en', ''), _negated=True)), name='story_is_in_both_languages')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('exact', models.TextField()),
                ('prefix', models.TextField(blank=True)),
                ('suffix', models.TextField(blank=True)),
                ('form', models.CharField(choices=[('name', 'Name'), ('description', 'Description')], max_length=11)),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='archive.passage')),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='archive.subject')),
            ],
            options={
                'ordering': ['passage', 'start'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('start__lt', models.F('end'))), name='mention_has_characters'), models.CheckConstraint(condition=models.Q(('end', django.db.models.expressions.CombinedExpression(models.F('start'), '+', django.db.models.functions.text.Length('exact')))), name='mention_covers_as_many_characters_as_it_quotes'), models.UniqueConstraint(fields=('passage', 'start', 'end'), name='mention_words_mean_one_subject')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.CharField(max_length=80, unique=True)),
                ('name', models.TextField()),
                ('name_ar', models.TextField(null=True)),
                ('name_en', models.TextField(null=True)),
                ('forms', models.JSONField()),
                ('meaning', models.TextField()),
                ('meaning_ar', models.TextField(null=True)),
                ('meaning_en', models.TextField(null=True)),
                ('reference', models.TextField(blank=True)),
                ('beside', models.JSONField(default=list, help_text='sentences with which it is shown, source:ref')),
                ('questions', models.JSONField(default=list, help_text='identifiers of questions on which it says more than the sources')),
                ('shown_on', models.JSONField(default=list, help_text='pages that show it')),
                ('standing', models.ManyToManyField(related_name='explained', to='archive.passage')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name_ar__isnull', False), ('name_en__isnull', False), models.Q(('name_ar', ''), _negated=True), models.Q(('name_en', ''), _negated=True), ('meaning_ar__isnull', False), ('meaning_en__isnull', False), models.Q(('meaning_ar', ''), _negated=True), models.Q(('meaning_en', ''), _negated=True)), name='term_is_explained_in_both_languages')],
            },
        ),
        migrations.CreateModel(
            name='TextChunk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('text', 'Text'), ('reading', 'Reading')], max_length=7)),
                ('start', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='chunks', to='archive.passage')),
                ('sentence_start', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['text', 'reading'])), name='text_chunk_kind_is_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='text_chunk_has_characters'), models.CheckConstraint(condition=models.Q(('sentence_start__lte', models.F('start'))), name='text_chunk_begins_in_its_sentence')],
            },
        ),
        migrations.CreateModel(
            name='VersionReference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(max_length=130)),
                ('version', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='references', to='archive.recordversion')),
            ],
            options={
                'indexes': [models.Index(fields=['version'], name='references_of_version')],
                'constraints': [models.UniqueConstraint(fields=('target', 'version'), name='version_refers_to_a_record_once')],
            },
        ),
        migrations.CreateModel(
            name='Disagreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.CharField(max_length=11)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disagreements_with_later', to='archive.claim')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disagreements_with_earlier', to='archive.claim')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('claim__lt', models.F('other'))), name='disagreement_claims_are_ordered'), models.UniqueConstraint(fields=('claim', 'other', 'matter'), name='disagreement_is_unique'), models.CheckConstraint(condition=models.Q(('matter__in', ('occurrence', 'date', 'place', 'origin', 'destination', 'direction', 'means', 'number', 'persons', 'cause'))), name='disagreement_matter_is_known')],
            },
        ),
        migrations.CreateModel(
            name='EditionSeal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('suffix', models.CharField(max_length=3)),
                ('content', models.BinaryField()),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seals', to='archive.edition')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'suffix'), name='edition_has_one_seal_of_a_sort')],
            },
        ),
        migrations.RunPython(make, drop),
    ]
