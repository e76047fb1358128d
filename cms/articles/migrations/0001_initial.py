import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('conditions', '0001_initial'),
        ('core', '0001_initial'),
        ('media', '0001_initial'),
        ('points', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticleIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(help_text='What this page says, in words that everybody understands. Lists, search engines and posts show it.', max_length=300, verbose_name='plain summary')),
                ('image_alt', models.CharField(blank=True, help_text='What the image shows, for people who cannot see it.', max_length=250, verbose_name='description of the image')),
                ('reviewed_on', models.DateField(blank=True, help_text='When it was last checked.', null=True)),
                ('next_review_on', models.DateField(blank=True, help_text='When it must be checked again.', null=True)),
                ('disclaimer', models.TextField(blank=True, help_text='What readers must know before they act on this page.')),
                ('funding_disclosure', models.TextField(blank=True, help_text='Who paid for this page, and what the authors gain from it, if anything.')),
                ('what_changed', models.CharField(blank=True, help_text='What is new in this version, for people who have read an earlier one.', max_length=250)),
                ('teaser', models.TextField(blank=True, help_text='For a page with restricted access: what everybody may read. Left empty, strangers are not told that this page exists.')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('medical_reviewer', models.ForeignKey(blank=True, help_text='Who checked the health content. Not one of the authors.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='core.PageTag', to='taggit.Tag', verbose_name='Tags')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ArticlePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(help_text='What this page says, in words that everybody understands. Lists, search engines and posts show it.', max_length=300, verbose_name='plain summary')),
                ('image_alt', models.CharField(blank=True, help_text='What the image shows, for people who cannot see it.', max_length=250, verbose_name='description of the image')),
                ('reviewed_on', models.DateField(blank=True, help_text='When it was last checked.', null=True)),
                ('next_review_on', models.DateField(blank=True, help_text='When it must be checked again.', null=True)),
                ('disclaimer', models.TextField(blank=True, help_text='What readers must know before they act on this page.')),
                ('funding_disclosure', models.TextField(blank=True, help_text='Who paid for this page, and what the authors gain from it, if anything.')),
                ('what_changed', models.CharField(blank=True, help_text='What is new in this version, for people who have read an earlier one.', max_length=250)),
                ('teaser', models.TextField(blank=True, help_text='For a page with restricted access: what everybody may read. Left empty, strangers are not told that this page exists.')),
                ('self_review_reason', models.TextField(blank=True, help_text='Only where one person may sign off alone: why nobody else has reviewed this page.', verbose_name='why its author reviewed it')),
                ('reviewed_text', models.CharField(blank=True, editable=False, max_length=64)),
                ('modality', models.CharField(blank=True, choices=[('self_acupressure', 'Acupressure, by oneself'), ('acupressure', 'Acupressure, by a therapist'), ('acupuncture', 'Acupuncture (needles)'), ('reflexology', 'Reflexology'), ('massage', 'Massage'), ('exercise', 'Exercise'), ('combined', 'Several treatments together'), ('other', 'Other')], help_text='What this text is about, if it is about one treatment. Studies of another are shown as indirect.', max_length=20, verbose_name='treatment')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30), ('points', 33)], block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'}), 31: ('wagtail.blocks.PageChooserBlock', (), {'page_type': ['points.PointPage']}), 32: ('cms.core.blocks.links.LinkListBlock', (31,), {'label': 'Points'}), 33: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 32)]], {'group': 'Links'})})),
                ('hub', models.ForeignKey(blank=True, help_text='The condition this text is about. Lists are filtered by it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conditions.conditionpage')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('medical_reviewer', models.ForeignKey(blank=True, help_text='Who checked the health content. Not one of the authors.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='core.PageTag', to='taggit.Tag', verbose_name='Tags')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ArticlePoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_points', to='articles.articlepage')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='points.pointpage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ArticleStudy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_studies', to='articles.articlepage')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AuthorIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(help_text='What this page says, in words that everybody understands. Lists, search engines and posts show it.', max_length=300, verbose_name='plain summary')),
                ('image_alt', models.CharField(blank=True, help_text='What the image shows, for people who cannot see it.', max_length=250, verbose_name='description of the image')),
                ('reviewed_on', models.DateField(blank=True, help_text='When it was last checked.', null=True)),
                ('next_review_on', models.DateField(blank=True, help_text='When it must be checked again.', null=True)),
                ('disclaimer', models.TextField(blank=True, help_text='What readers must know before they act on this page.')),
                ('funding_disclosure', models.TextField(blank=True, help_text='Who paid for this page, and what the authors gain from it, if anything.')),
                ('what_changed', models.CharField(blank=True, help_text='What is new in this version, for people who have read an earlier one.', max_length=250)),
                ('teaser', models.TextField(blank=True, help_text='For a page with restricted access: what everybody may read. Left empty, strangers are not told that this page exists.')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('medical_reviewer', models.ForeignKey(blank=True, help_text='Who checked the health content. Not one of the authors.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='core.PageTag', to='taggit.Tag', verbose_name='Tags')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='AuthorPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(help_text='What this page says, in words that everybody understands. Lists, search engines and posts show it.', max_length=300, verbose_name='plain summary')),
                ('image_alt', models.CharField(blank=True, help_text='What the image shows, for people who cannot see it.', max_length=250, verbose_name='description of the image')),
                ('reviewed_on', models.DateField(blank=True, help_text='When it was last checked.', null=True)),
                ('next_review_on', models.DateField(blank=True, help_text='When it must be checked again.', null=True)),
                ('disclaimer', models.TextField(blank=True, help_text='What readers must know before they act on this page.')),
                ('funding_disclosure', models.TextField(blank=True, help_text='Who paid for this page, and what the authors gain from it, if anything.')),
                ('what_changed', models.CharField(blank=True, help_text='What is new in this version, for people who have read an earlier one.', max_length=250)),
                ('teaser', models.TextField(blank=True, help_text='For a page with restricted access: what everybody may read. Left empty, strangers are not told that this page exists.')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('medical_reviewer', models.ForeignKey(blank=True, help_text='Who checked the health content. Not one of the authors.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('person', models.ForeignKey(help_text='Name, credentials and biography come from there. What this person wrote lists itself.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='core.PageTag', to='taggit.Tag', verbose_name='Tags')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='BlogIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(help_text='What this page says, in words that everybody understands. Lists, search engines and posts show it.', max_length=300, verbose_name='plain summary')),
                ('image_alt', models.CharField(blank=True, help_text='What the image shows, for people who cannot see it.', max_length=250, verbose_name='description of the image')),
                ('reviewed_on', models.DateField(blank=True, help_text='When it was last checked.', null=True)),
                ('next_review_on', models.DateField(blank=True, help_text='When it must be checked again.', null=True)),
                ('disclaimer', models.TextField(blank=True, help_text='What readers must know before they act on this page.')),
                ('funding_disclosure', models.TextField(blank=True, help_text='Who paid for this page, and what the authors gain from it, if anything.')),
                ('what_changed', models.CharField(blank=True, help_text='What is new in this version, for people who have read an earlier one.', max_length=250)),
                ('teaser', models.TextField(blank=True, help_text='For a page with restricted access: what everybody may read. Left empty, strangers are not told that this page exists.')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('medical_reviewer', models.ForeignKey(blank=True, help_text='Who checked the health content. Not one of the authors.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='core.PageTag', to='taggit.Tag', verbose_name='Tags')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='BlogPostPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('summary', models.CharField(help_text='What this page says, in words that everybody understands. Lists, search engines and posts show it.', max_length=300, verbose_name='plain summary')),
                ('image_alt', models.CharField(blank=True, help_text='What the image shows, for people who cannot see it.', max_length=250, verbose_name='description of the image')),
                ('reviewed_on', models.DateField(blank=True, help_text='When it was last checked.', null=True)),
                ('next_review_on', models.DateField(blank=True, help_text='When it must be checked again.', null=True)),
                ('disclaimer', models.TextField(blank=True, help_text='What readers must know before they act on this page.')),
                ('funding_disclosure', models.TextField(blank=True, help_text='Who paid for this page, and what the authors gain from it, if anything.')),
                ('what_changed', models.CharField(blank=True, help_text='What is new in this version, for people who have read an earlier one.', max_length=250)),
                ('teaser', models.TextField(blank=True, help_text='For a page with restricted access: what everybody may read. Left empty, strangers are not told that this page exists.')),
                ('modality', models.CharField(blank=True, choices=[('self_acupressure', 'Acupressure, by oneself'), ('acupressure', 'Acupressure, by a therapist'), ('acupuncture', 'Acupuncture (needles)'), ('reflexology', 'Reflexology'), ('massage', 'Massage'), ('exercise', 'Exercise'), ('combined', 'Several treatments together'), ('other', 'Other')], help_text='What this text is about, if it is about one treatment. Studies of another are shown as indirect.', max_length=20, verbose_name='treatment')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30), ('points', 33)], block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'}), 31: ('wagtail.blocks.PageChooserBlock', (), {'page_type': ['points.PointPage']}), 32: ('cms.core.blocks.links.LinkListBlock', (31,), {'label': 'Points'}), 33: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 32)]], {'group': 'Links'})})),
                ('hub', models.ForeignKey(blank=True, help_text='The condition this text is about. Lists are filtered by it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conditions.conditionpage')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('medical_reviewer', models.ForeignKey(blank=True, help_text='Who checked the health content. Not one of the authors.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='core.PageTag', to='taggit.Tag', verbose_name='Tags')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='BlogPostPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_points', to='articles.blogpostpage')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='points.pointpage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BlogPostStudy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_studies', to='articles.blogpostpage')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
