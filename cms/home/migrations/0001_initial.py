import cms.home.rules
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
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
            name='ContactPage',
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
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30), ('video', 33)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'}), 31: ('cms.home.blocks.AddressBlock', (), {'help_text': 'Where people watch it. It is shown as a link, never embedded.', 'label': 'Address'}), 32: ('cms.core.blocks.base.RichTextBlock', (), {'help_text': 'What is said and what can be seen, in words.'}), 33: ('wagtail.blocks.StructBlock', [[('title', 0), ('url', 31), ('transcript', 32)]], {})})),
                ('response_time', models.CharField(blank=True, help_text='When people may expect an answer, like “within three working days”.', max_length=200)),
                ('postal_address', models.TextField(blank=True)),
                ('email', models.EmailField(blank=True, help_text='Public. Left empty, people use the form.', max_length=254, verbose_name='e-mail address')),
                ('emergency_notice', models.CharField(default='Nobody reads messages around the clock. In an emergency, call the emergency number of your country.', help_text='Stands above the form: what to do when it cannot wait.', max_length=300)),
                ('privacy_notice', models.TextField(help_text='Stands beside the box that people tick before they send: who reads the message, what for, and how long it is kept.')),
                ('thanks', models.CharField(default='Thank you. Your message has arrived.', help_text='What people read once they have sent the form.', max_length=300, verbose_name='text after sending')),
                ('recipients', models.TextField(help_text='Not public. One e-mail address a line: who is told that a message waits. The message itself is never mailed.', validators=[cms.home.rules.validate_mail_addresses])),
                ('retention_days', models.PositiveSmallIntegerField(default=90, help_text='Messages that arrive from now on are deleted after so many days, answered or not.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(730)], verbose_name='days to keep messages')),
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
            name='ContactMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('once', models.CharField(editable=False, max_length=64, unique=True)),
                ('received_at', models.DateTimeField(auto_now_add=True, verbose_name='received')),
                ('forget_at', models.DateTimeField(db_index=True, verbose_name='to be deleted')),
                ('tell_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, editable=False, help_text='Empty: nobody is to be told.', null=True)),
                ('state', models.CharField(choices=[('new', 'New'), ('read', 'Read'), ('answered', 'Answered')], default='new', max_length=8)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('topic', models.CharField(blank=True, max_length=80)),
                ('message', models.TextField()),
                ('page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.contactpage')),
            ],
            options={
                'verbose_name': 'message',
                'ordering': ['-received_at', '-pk'],
                'default_permissions': ('view', 'change', 'delete'),
            },
        ),
        migrations.CreateModel(
            name='ContactTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(help_text='In a few words, like “An order”. Nothing about health.', max_length=80)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='home.contactpage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DisclaimerPage',
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
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30), ('video', 33)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'}), 31: ('cms.home.blocks.AddressBlock', (), {'help_text': 'Where people watch it. It is shown as a link, never embedded.', 'label': 'Address'}), 32: ('cms.core.blocks.base.RichTextBlock', (), {'help_text': 'What is said and what can be seen, in words.'}), 33: ('wagtail.blocks.StructBlock', [[('title', 0), ('url', 31), ('transcript', 32)]], {})})),
                ('edition', models.PositiveSmallIntegerField(default=1, help_text='Raise it whenever the wording changes, and say what is new under “Review and sources”.', validators=[django.core.validators.MinValueValidator(1)])),
                ('effective_from', models.DateField(help_text='The day from which this edition holds.', null=True)),
                ('short_form', models.CharField(help_text='In one sentence, for posts on social channels; it must hold without the rest.', max_length=140)),
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
            name='HistoryPage',
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
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30), ('video', 33)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'}), 31: ('cms.home.blocks.AddressBlock', (), {'help_text': 'Where people watch it. It is shown as a link, never embedded.', 'label': 'Address'}), 32: ('cms.core.blocks.base.RichTextBlock', (), {'help_text': 'What is said and what can be seen, in words.'}), 33: ('wagtail.blocks.StructBlock', [[('title', 0), ('url', 31), ('transcript', 32)]], {})})),
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
            name='HomePage',
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
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'})})),
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
            name='HowToPage',
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
                ('minutes', models.PositiveSmallIntegerField(blank=True, help_text='For all steps together.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='minutes needed')),
                ('needs', models.TextField(blank=True, help_text='Things, a place, a position.', verbose_name='what you need')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30), ('video', 33)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'}), 31: ('cms.home.blocks.AddressBlock', (), {'help_text': 'Where people watch it. It is shown as a link, never embedded.', 'label': 'Address'}), 32: ('cms.core.blocks.base.RichTextBlock', (), {'help_text': 'What is said and what can be seen, in words.'}), 33: ('wagtail.blocks.StructBlock', [[('title', 0), ('url', 31), ('transcript', 32)]], {})}, verbose_name='more about it')),
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
            name='HowToStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(help_text='What to do, in a few words.', max_length=150)),
                ('text', wagtail.fields.RichTextField(help_text='How to do it, and how to tell that it is right.')),
                ('image_alt', models.CharField(blank=True, help_text='What the image shows, for people who cannot see it.', max_length=250, verbose_name='description of the image')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='home.howtopage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OrderPage',
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
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30), ('video', 33)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'}), 31: ('cms.home.blocks.AddressBlock', (), {'help_text': 'Where people watch it. It is shown as a link, never embedded.', 'label': 'Address'}), 32: ('cms.core.blocks.base.RichTextBlock', (), {'help_text': 'What is said and what can be seen, in words.'}), 33: ('wagtail.blocks.StructBlock', [[('title', 0), ('url', 31), ('transcript', 32)]], {})})),
                ('seller', models.CharField(help_text='Who sells, takes the payment and answers for both.', max_length=200, verbose_name='sold by')),
                ('checkout_url', models.URLField(help_text="The shop's own page. Readers leave this site to pay.", validators=[django.core.validators.URLValidator(message='Give an address that begins with https://.', schemes=['https'])], verbose_name='address of the checkout')),
                ('checkout_label', models.CharField(default='Order and pay at the shop', max_length=60, verbose_name='text of the link')),
                ('delivery', models.TextField(blank=True, help_text='Where to, how long it takes and what it costs.')),
                ('returns', models.TextField(blank=True, help_text='How to send something back.')),
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
            name='StandardPage',
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
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('image', 7), ('quote', 10), ('inset', 11), ('warning', 14), ('care_card', 17), ('do', 21), ('dont', 21), ('table', 23), ('expander', 25), ('page_links', 28), ('references', 29), ('claims', 30), ('video', 33)], blank=True, block_lookup={0: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 150}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')]}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('cms.core.blocks.text.ParagraphBlock', (), {}), 4: ('wagtail.images.blocks.ImageChooserBlock', (), {}), 5: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What the image shows, for people who cannot see it.', 'label': 'Description', 'max_length': 250}), 6: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 4), ('alt', 5), ('caption', 6)]], {}), 8: ('cms.core.blocks.base.PlainTextBlock', (), {}), 9: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Who said or wrote it, and where.', 'required': False}), 10: ('wagtail.blocks.StructBlock', [[('text', 8), ('source', 9)]], {}), 11: ('cms.core.blocks.callouts.InsetBlock', (), {'group': 'Callouts'}), 12: ('cms.core.blocks.base.PlainTextBlock', (), {'default': 'Important', 'max_length': 100}), 13: ('cms.core.blocks.base.RichTextBlock', (), {}), 14: ('wagtail.blocks.StructBlock', [[('heading', 12), ('text', 13)]], {'group': 'Callouts'}), 15: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('non-urgent', 'See a clinician'), ('urgent', 'Get help today'), ('emergency', 'Call for help now')]}), 16: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 120}), 17: ('wagtail.blocks.StructBlock', [[('level', 15), ('heading', 16), ('text', 13)]], {'group': 'Callouts'}), 18: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 100, 'required': False}), 19: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 250}), 20: ('cms.core.blocks.base.ApiListBlock', (19,), {'min_num': 1}), 21: ('wagtail.blocks.StructBlock', [[('heading', 18), ('items', 20)]], {'group': 'Callouts'}), 22: ('cms.core.blocks.base.PlainTextBlock', (), {'label': 'Text', 'required': False}), 23: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 22)]], {}), 24: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'What readers see before they open it.', 'max_length': 150}), 25: ('wagtail.blocks.StructBlock', [[('summary', 24), ('text', 13)]], {}), 26: ('wagtail.blocks.PageChooserBlock', (), {}), 27: ('cms.core.blocks.links.LinkListBlock', (26,), {}), 28: ('wagtail.blocks.StructBlock', [[('heading', 18), ('pages', 27)]], {'group': 'Links'}), 29: ('cms.core.blocks.links.ReferenceListBlock', (), {'group': 'Links'}), 30: ('cms.core.blocks.links.ClaimListBlock', (), {'group': 'Links'}), 31: ('cms.home.blocks.AddressBlock', (), {'help_text': 'Where people watch it. It is shown as a link, never embedded.', 'label': 'Address'}), 32: ('cms.core.blocks.base.RichTextBlock', (), {'help_text': 'What is said and what can be seen, in words.'}), 33: ('wagtail.blocks.StructBlock', [[('title', 0), ('url', 31), ('transcript', 32)]], {})})),
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
            name='TimelineEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('date', models.CharField(help_text='The year, or as exactly as you know: 1989, 1989-10 or 1989-10-30. The page puts entries in order.', max_length=10, validators=[cms.home.rules.validate_partial_date])),
                ('title', models.CharField(help_text='What happened.', max_length=150)),
                ('text', wagtail.fields.RichTextField(blank=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='home.historypage')),
                ('source', models.ForeignKey(blank=True, help_text='Where readers can check it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.reference')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
    ]
