import django.core.validators
import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('media', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='ResearchIndexPage',
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
            name='ResearchSummaryPage',
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
                ('verified', models.BooleanField(default=False, help_text='With the whole paper or its abstract; say which below.', verbose_name='compared with the paper')),
                ('verification_note', models.TextField(blank=True, help_text='What was compared with what; what could not be found.')),
                ('design', models.CharField(choices=[('systematic_review', 'Systematic review or meta-analysis'), ('randomised_trial', 'Randomised controlled trial'), ('non_randomised', 'Controlled, not randomised'), ('cohort', 'Cohort study'), ('before_after', 'Before and after, no comparison'), ('case_series', 'Case series'), ('qualitative', 'Qualitative study'), ('other', 'Other')], max_length=20)),
                ('evidence_level', models.PositiveSmallIntegerField(choices=[(1, '1: review of randomised trials'), (2, '2: randomised trial'), (3, '3: controlled, not randomised'), (4, '4: case series, before and after'), (5, '5: reasoning from mechanism')], help_text='For the benefit of a treatment (Oxford, 2011).', null=True, verbose_name='OCEBM level')),
                ('modality', models.CharField(choices=[('self_acupressure', 'Acupressure, by oneself'), ('acupressure', 'Acupressure, by a therapist'), ('acupuncture', 'Acupuncture (needles)'), ('reflexology', 'Reflexology'), ('massage', 'Massage'), ('exercise', 'Exercise'), ('combined', 'Several treatments together'), ('other', 'Other')], help_text='What was studied, not what we write about.', max_length=20)),
                ('n_enrolled', models.PositiveIntegerField(blank=True, null=True, verbose_name='people enrolled')),
                ('n_analysed', models.PositiveIntegerField(blank=True, help_text='Left empty: the paper does not report it, and the page says so.', null=True, verbose_name='people analysed')),
                ('n_not_reported', models.BooleanField(default=False, verbose_name='number of people not reported')),
                ('age_min', models.PositiveSmallIntegerField(blank=True, help_text='Years.', null=True, verbose_name='youngest')),
                ('age_mean', models.DecimalField(blank=True, decimal_places=1, help_text='Years.', max_digits=4, null=True, verbose_name='mean age')),
                ('age_max', models.PositiveSmallIntegerField(blank=True, help_text='Years.', null=True, verbose_name='oldest')),
                ('population', models.TextField(help_text='Who took part, and where.')),
                ('intervention', models.TextField(help_text='What was done: how often, how long, by whom.')),
                ('comparator', models.TextField(blank=True, help_text='Left empty: with nothing.', verbose_name='compared with')),
                ('harms', models.TextField(blank=True, help_text='Left empty: the paper does not report it, and the page says so.', verbose_name='unwanted effects')),
                ('study_funding', models.TextField(blank=True, help_text='Left empty: the paper does not report it, and the page says so.', verbose_name='who paid for the study')),
                ('conclusion', models.TextField(help_text='What it found, in plain and careful words.', verbose_name='in short')),
                ('limitations', wagtail.fields.RichTextField(help_text='Every study has some.')),
                ('does_not_show', wagtail.fields.RichTextField(help_text='What readers might wrongly conclude.', verbose_name='what it does not show')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'})}, verbose_name='more about it')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('medical_reviewer', models.ForeignKey(blank=True, help_text='Who checked the health content. Not one of the authors.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('reference', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.reference')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='core.PageTag', to='taggit.Tag', verbose_name='Tags')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('measure', models.CharField(help_text='What was measured, and on which scale.', max_length=200)),
                ('time_point', models.CharField(blank=True, help_text='When, like “after 6 weeks”.', max_length=100)),
                ('effect', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True)),
                ('effect_unit', models.CharField(blank=True, help_text='What the number is: “difference in points, treated minus control”.', max_length=200)),
                ('ci_low', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, verbose_name='interval from')),
                ('ci_high', models.DecimalField(blank=True, decimal_places=3, max_digits=9, null=True, verbose_name='interval to')),
                ('ci_level', models.PositiveSmallIntegerField(default=95, validators=[django.core.validators.MinValueValidator(50), django.core.validators.MaxValueValidator(99)], verbose_name='confidence (%)')),
                ('numerator', models.PositiveIntegerField(blank=True, help_text='For a share of people.', null=True, verbose_name='people with it')),
                ('denominator', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='of how many')),
                ('direction', models.CharField(choices=[('intervention', 'In favour of the intervention'), ('none', 'No clear difference'), ('comparator', 'In favour of the comparison'), ('not_compared', 'Not compared with anything')], max_length=20)),
                ('note', models.TextField(blank=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='outcomes', to='research.researchsummarypage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('time_point', models.CharField(help_text='Like “6 months after the start”.', max_length=100)),
                ('n_followed', models.PositiveIntegerField(blank=True, help_text='Empty: not reported.', null=True, verbose_name='people followed')),
                ('finding', models.TextField()),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='research.researchsummarypage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
