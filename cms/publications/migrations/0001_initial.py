import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Head',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sequence', models.PositiveBigIntegerField(default=0)),
                ('epoch', models.UUIDField(default=uuid.uuid4, help_text='Cursors of another epoch have expired.')),
            ],
        ),
        migrations.CreateModel(
            name='Installation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identity', models.CharField(max_length=64)),
                ('generation', models.PositiveBigIntegerField(default=0)),
                ('risen_at', models.DateTimeField(auto_now_add=True)),
                ('suspended_at', models.DateTimeField(null=True)),
                ('suspicion', models.CharField(blank=True, choices=[('copy', "It belongs to another installation, or this one's data folder is new."), ('old', 'It is older than what this installation has done since.')], max_length=8)),
                ('restored_at', models.DateTimeField(help_text='When somebody last said that a backup was restored.', null=True)),
                ('unknown_since', models.DateTimeField(help_text='The moment of that backup.', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('sequence', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('uid', models.UUIDField()),
                ('audience', models.CharField(max_length=64)),
                ('access', models.CharField(choices=[('full', 'Full'), ('teaser', 'Teaser')], max_length=8)),
                ('action', models.CharField(choices=[('published', 'Published'), ('updated', 'Updated'), ('unpublished', 'Unpublished'), ('deleted', 'Deleted')], max_length=12)),
                ('cause', models.CharField(choices=[('content', 'Content'), ('path', 'Path'), ('privacy', 'Privacy'), ('render', 'Render')], max_length=8)),
                ('kind', models.CharField(max_length=16)),
                ('type', models.CharField(max_length=64)),
                ('object_id', models.CharField(max_length=64)),
                ('site_id', models.PositiveBigIntegerField(null=True)),
                ('locale', models.CharField(max_length=16)),
                ('path', models.CharField(max_length=2048)),
                ('previous_path', models.CharField(blank=True, max_length=2048)),
                ('facets', models.JSONField(default=dict, help_text='Under which lists and feeds show it; of a tombstone, did.')),
                ('version', models.PositiveBigIntegerField()),
                ('etag', models.CharField(max_length=64)),
                ('content_hash', models.CharField(max_length=64)),
                ('renderer_version', models.PositiveIntegerField()),
                ('published_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['sequence'],
                'indexes': [models.Index(fields=['uid', 'audience', 'sequence'], name='change_memory'), models.Index(fields=['kind', 'object_id', 'sequence'], name='change_of_object'), models.Index(fields=['audience', 'sequence'], name='change_feed')],
            },
        ),
        migrations.CreateModel(
            name='Dependency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('object_id', models.CharField(max_length=64)),
                ('model', models.CharField(help_text="Label of the row's root model.", max_length=100)),
                ('row', models.CharField(max_length=64)),
            ],
            options={
                'indexes': [models.Index(fields=['model', 'row'], name='readers_of_row')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id', 'model', 'row'), name='one_dependency_a_row')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField()),
                ('audience', models.CharField(max_length=64)),
                ('access', models.CharField(choices=[('full', 'Full'), ('teaser', 'Teaser')], max_length=8)),
                ('kind', models.CharField(max_length=16)),
                ('type', models.CharField(help_text='The API name of the type: articles, people, …', max_length=64)),
                ('object_id', models.CharField(max_length=64)),
                ('locale', models.CharField(max_length=16)),
                ('path', models.CharField(max_length=2048)),
                ('title', models.CharField(max_length=255)),
                ('facets', models.JSONField(default=dict)),
                ('etag', models.CharField(max_length=64)),
                ('content_hash', models.CharField(max_length=64)),
                ('renderer_version', models.PositiveIntegerField()),
                ('version', models.PositiveBigIntegerField()),
                ('published_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('body', models.BinaryField()),
                ('summary', models.BinaryField()),
                ('references', models.JSONField(default=dict)),
                ('share', models.JSONField(null=True)),
                ('cache_keys', models.TextField(help_text='By which shared caches know a detail, with spaces between them.')),
                ('checked_at', models.DateTimeField(auto_now_add=True, db_index=True)),
                ('site', models.ForeignKey(help_text='Empty: every site.', null=True, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
        ),
        migrations.CreateModel(
            name='DocumentFacet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64)),
                ('value', models.CharField(max_length=255)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facet_rows', to='publications.document')),
            ],
        ),
        migrations.CreateModel(
            name='PublicAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_base_url', models.URLField(blank=True, help_text='Address of the site that shows this content, such as https://www.example.org. Left empty, links lead to the plain pages that this installation serves itself.', verbose_name='public address')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'public address',
            },
        ),
        migrations.CreateModel(
            name='RenderFailure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('object_id', models.CharField(max_length=64)),
                ('error', models.TextField()),
                ('attempts', models.PositiveIntegerField(default=1)),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('retry_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='one_failure_an_object')],
            },
        ),
        migrations.CreateModel(
            name='ShownMedia',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('medium', models.CharField(choices=[('image', 'Image'), ('file', 'File')], max_length=8)),
                ('row', models.PositiveBigIntegerField(help_text='Its primary key.')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shown_rows', to='publications.document')),
            ],
        ),
        migrations.CreateModel(
            name='StaleMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=16)),
                ('object_id', models.CharField(max_length=64)),
                ('marked_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'object_id'], name='marks_of_object')],
            },
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['kind', 'object_id'], name='document_of_object'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['audience', 'type', '-published_at', '-id'], name='document_list_of_type'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['audience', '-published_at', '-id'], name='document_list'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['audience', '-updated_at', '-id'], name='document_list_by_update'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['audience', 'title', 'id'], name='document_list_by_title'),
        ),
        migrations.AddIndex(
            model_name='document',
            index=models.Index(fields=['path', 'site'], name='document_by_path'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(fields=('uid', 'audience'), name='one_document_an_audience'),
        ),
        migrations.AddIndex(
            model_name='documentfacet',
            index=models.Index(fields=['name', 'value', 'document'], name='facet_look_up'),
        ),
        migrations.AddConstraint(
            model_name='shownmedia',
            constraint=models.UniqueConstraint(fields=('medium', 'row', 'document'), name='one_row_a_shown_medium'),
        ),
    ]
