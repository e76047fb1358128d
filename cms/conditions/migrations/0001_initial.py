import django.core.validators
import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import modelsearch.index
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('media', '0001_initial'),
        ('points', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='The name that people use: “Back pain”.', max_length=200, unique=True)),
                ('slug', models.SlugField(help_text='What lists are filtered by: “back-pain”.', max_length=120, unique=True)),
                ('also_called', models.CharField(blank=True, help_text='Other names, with commas between them.', max_length=250)),
                ('body_area', models.CharField(choices=[('head', 'Head and face'), ('neck', 'Neck and shoulders'), ('back', 'Back'), ('chest', 'Chest'), ('abdomen', 'Belly and pelvis'), ('arm', 'Arms and hands'), ('leg', 'Legs and feet'), ('whole', 'Whole body')], max_length=10)),
            ],
            options={
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Protocol',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('live', models.BooleanField(default=True, editable=False, verbose_name='live')),
                ('has_unpublished_changes', models.BooleanField(default=False, editable=False, verbose_name='has unpublished changes')),
                ('first_published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='first published at')),
                ('last_published_at', models.DateTimeField(editable=False, null=True, verbose_name='last published at')),
                ('go_live_at', models.DateTimeField(blank=True, null=True, verbose_name='go live date/time')),
                ('expire_at', models.DateTimeField(blank=True, null=True, verbose_name='expiry date/time')),
                ('expired', models.BooleanField(default=False, editable=False, verbose_name='expired')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('kind', models.CharField(choices=[('general', 'General: for everybody with the condition'), ('specific', 'Specific: for one region or one type of pain'), ('adjunct', 'Adjunct: may be added')], max_length=10)),
                ('introduction', wagtail.fields.RichTextField(blank=True, help_text='What to know before one begins.')),
                ('source', models.TextField(help_text='Who put it together, and from what. Tradition is no proof; say so.')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
                ('live_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='live revision')),
            ],
            options={
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='PainTypePage',
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
                ('red_flags', wagtail.fields.StreamField([('care_card', 3)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 1: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 2: ('cms.core.blocks.base.RichTextBlock', (), {}), 3: ('wagtail.blocks.StructBlock', [[('level', 0), ('heading', 1), ('text', 2)]], {})}, help_text='Signs that need more than self-care, the most urgent first. Everybody may read them, also where the page itself is for members.')),
                ('overview', wagtail.fields.RichTextField(help_text='What it is, and what mostly becomes of it.')),
                ('self_care', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'})}, help_text='What people can do themselves.')),
                ('background', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'})}, help_text='Causes, course and what studies say.')),
                ('code', models.SlugField(help_text='What lists are filtered by, short and lasting: “low”.', max_length=60)),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('medical_reviewer', models.ForeignKey(blank=True, help_text='Who checked the health content. Not one of the authors.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='core.PageTag', to='taggit.Tag', verbose_name='Tags')),
                ('adjunct_protocol', models.ForeignKey(blank=True, help_text='Points that may be added. They are shown apart from the others.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conditions.protocol')),
                ('specific_protocol', models.ForeignKey(blank=True, help_text="Its points follow those of the hub's general protocol; a point of both is shown once.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conditions.protocol')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ConditionPage',
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
                ('red_flags', wagtail.fields.StreamField([('care_card', 3)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 1: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 2: ('cms.core.blocks.base.RichTextBlock', (), {}), 3: ('wagtail.blocks.StructBlock', [[('level', 0), ('heading', 1), ('text', 2)]], {})}, help_text='Signs that need more than self-care, the most urgent first. Everybody may read them, also where the page itself is for members.')),
                ('overview', wagtail.fields.RichTextField(help_text='What it is, and what mostly becomes of it.')),
                ('self_care', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'})}, help_text='What people can do themselves.')),
                ('background', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'})}, help_text='Causes, course and what studies say.')),
                ('condition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conditions.condition')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('medical_reviewer', models.ForeignKey(blank=True, help_text='Who checked the health content. Not one of the authors.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='core.PageTag', to='taggit.Tag', verbose_name='Tags')),
                ('adjunct_protocol', models.ForeignKey(blank=True, help_text='Points that may be added. They are shown apart from the others.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conditions.protocol')),
                ('general_protocol', models.ForeignKey(blank=True, help_text='Its points come first on this page and on every page below it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conditions.protocol')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ProtocolItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('side', models.CharField(choices=[('pair', 'Left and right'), ('midline', 'On the midline'), ('affected', 'The side that hurts'), ('opposite', 'The side that does not hurt')], default='pair', max_length=10)),
                ('role', models.CharField(choices=[('local', 'Near the pain'), ('distant', 'Away from the pain'), ('optional', 'Optional')], help_text='Why it belongs here.', max_length=10)),
                ('seconds', models.PositiveSmallIntegerField(default=60, help_text='How long, each time.', validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(300)])),
                ('repetitions', models.PositiveSmallIntegerField(default=1, help_text='How many times on each side.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)])),
                ('pressure', models.PositiveSmallIntegerField(choices=[(1, 'Light'), (2, 'Medium'), (3, 'Firm, but comfortable')], default=2)),
                ('note', models.CharField(blank=True, help_text='What to mind about this point here.', max_length=250)),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='points.pointpage')),
                ('protocol', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='conditions.protocol')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('question', models.CharField(max_length=250)),
                ('answer', wagtail.fields.RichTextField()),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='conditions.conditionpage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RegionPage',
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
                ('red_flags', wagtail.fields.StreamField([('care_card', 3)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 1: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 2: ('cms.core.blocks.base.RichTextBlock', (), {}), 3: ('wagtail.blocks.StructBlock', [[('level', 0), ('heading', 1), ('text', 2)]], {})}, help_text='Signs that need more than self-care, the most urgent first. Everybody may read them, also where the page itself is for members.')),
                ('overview', wagtail.fields.RichTextField(help_text='What it is, and what mostly becomes of it.')),
                ('self_care', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'})}, help_text='What people can do themselves.')),
                ('background', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'})}, help_text='Causes, course and what studies say.')),
                ('code', models.SlugField(help_text='What lists are filtered by, short and lasting: “low”.', max_length=60)),
                ('adjunct_protocol', models.ForeignKey(blank=True, help_text='Points that may be added. They are shown apart from the others.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conditions.protocol')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('medical_reviewer', models.ForeignKey(blank=True, help_text='Who checked the health content. Not one of the authors.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('specific_protocol', models.ForeignKey(blank=True, help_text="Its points follow those of the hub's general protocol; a point of both is shown once.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='conditions.protocol')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='core.PageTag', to='taggit.Tag', verbose_name='Tags')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SymptomIndexPage',
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
    ]
