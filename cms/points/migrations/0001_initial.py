import cms.core.models.listed
import cms.points.codes
import django.core.validators
import django.db.models.deletion
import modelcluster.contrib.taggit
import modelsearch.index
import uuid
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
            name='Meridian',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(blank=True, help_text='The last part of the address. Left empty, it is made from the name.', max_length=120, unique=True)),
                ('code', models.CharField(choices=[('LU', 'Lung'), ('LI', 'Large Intestine'), ('ST', 'Stomach'), ('SP', 'Spleen'), ('HT', 'Heart'), ('SI', 'Small Intestine'), ('BL', 'Bladder'), ('KI', 'Kidney'), ('PC', 'Pericardium'), ('TE', 'Triple Energizer'), ('GB', 'Gallbladder'), ('LR', 'Liver'), ('GV', 'Governor Vessel'), ('CV', 'Conception Vessel')], max_length=2, unique=True)),
                ('pinyin', models.CharField(blank=True, max_length=100)),
                ('hanzi_traditional', models.CharField(blank=True, max_length=40, verbose_name='Han characters, traditional')),
                ('hanzi_simplified', models.CharField(blank=True, max_length=40, verbose_name='Han characters, simplified')),
                ('description', wagtail.fields.RichTextField(blank=True)),
            ],
            options={
                'ordering': ['code'],
            },
            bases=(cms.core.models.listed.Listed, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='CautionRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(blank=True, help_text='The last part of the address. Left empty, it is made from the name.', max_length=120, unique=True)),
                ('caution', models.CharField(choices=[('pregnancy', 'Pregnancy'), ('neck', 'Neck injury or dizziness'), ('spine', 'On the bone of the spine'), ('osteoporosis', 'Osteoporosis or risk of fracture'), ('nerve', 'Near a nerve'), ('vessel', 'Near a blood vessel'), ('dvt', 'Suspected blood clot in a leg'), ('varicose', 'Varicose veins'), ('skin', 'Broken or fragile skin'), ('local', 'Lump, inflammation or unexplained tenderness')], max_length=20)),
                ('sides', models.CharField(blank=True, choices=[('pair', 'Left and right'), ('midline', 'On the midline'), ('several', 'Several places')], help_text='Left empty: for all with this caution.', max_length=10, verbose_name='only for points')),
                ('severity', models.CharField(choices=[('leave_out', 'Leave the point out'), ('ask', 'Ask a clinician first'), ('lighten', 'Press lightly')], max_length=10)),
                ('advice', models.TextField(help_text='What to do, said to the reader.')),
                ('source', models.TextField(help_text='Where it comes from: a guideline, a textbook, tradition, our own reasoning.')),
                ('evidence_note', models.TextField(blank=True, help_text='Also when the answer is: nothing.', verbose_name='what studies say')),
            ],
            options={
                'ordering': ['caution', '-sides'],
                'constraints': [models.UniqueConstraint(fields=('caution', 'sides'), name='one_rule_a_caution', violation_error_message='There is a rule for this caution and these points already: change that one.')],
            },
            bases=(cms.core.models.listed.Listed, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='PointIndexPage',
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
            name='PointPage',
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
                ('code', cms.points.codes.PointCodeField(help_text='The WHO code, like BL40 or EX-UE7. Other spellings (UB 40, Du4) are turned into it.', max_length=10)),
                ('pinyin', models.CharField(help_text='Without tone marks, as in the WHO standard.', max_length=60, verbose_name='name in pinyin')),
                ('hanzi_traditional', models.CharField(max_length=20, verbose_name='Han characters, traditional')),
                ('hanzi_simplified', models.CharField(max_length=20, verbose_name='Han characters, simplified')),
                ('regions', models.JSONField(blank=True, default=list, help_text='What this point is used for on this site.')),
                ('sides', models.CharField(choices=[('pair', 'Left and right'), ('midline', 'On the midline'), ('several', 'Several places')], default='pair', max_length=10)),
                ('location', models.TextField(help_text='In words that a reader can follow on their own body.', verbose_name='where it is')),
                ('how_to_find', wagtail.fields.RichTextField(verbose_name='how to find it')),
                ('how_to_press', wagtail.fields.RichTextField(verbose_name='how to press it')),
                ('seconds', models.PositiveSmallIntegerField(help_text='How long to press, each time.', validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(300)])),
                ('repetitions', models.PositiveSmallIntegerField(default=1, help_text='How many times on each side.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)])),
                ('pressure', models.PositiveSmallIntegerField(choices=[(1, 'Light'), (2, 'Medium'), (3, 'Firm, but comfortable')], default=2)),
                ('traditional_use', models.TextField(help_text='What it has been used for. Tradition is no proof; do not claim an effect.')),
                ('evidence_note', models.TextField(help_text='Also when the answer is: nothing about this point alone.', verbose_name='what studies say')),
                ('caution_flags', models.JSONField(blank=True, default=list, help_text='Who should leave it out or be careful.')),
                ('cautions', models.TextField(blank=True, help_text='The same in words. Needed when a caution is ticked.', verbose_name='take care')),
                ('drawing_alt', models.CharField(blank=True, max_length=250, verbose_name='description of the drawing')),
                ('confidence', models.CharField(choices=[('A', 'Checked against the WHO standard'), ('B', 'From secondary sources'), ('C', 'From general knowledge')], default='C', help_text='How well they are checked.', max_length=1, verbose_name='name and place')),
                ('checked_by_clinician', models.BooleanField(default=False, help_text='A clinician has signed dose and cautions.')),
                ('drawing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('medical_reviewer', models.ForeignKey(blank=True, help_text='Who checked the health content. Not one of the authors.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.person')),
                ('meridian', models.ForeignKey(blank=True, help_text='The one the code begins with. Extra points (EX-…) have none.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='points.meridian')),
                ('tags', modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='A comma-separated list of tags.', through='core.PageTag', to='taggit.Tag', verbose_name='Tags')),
            ],
            options={
                'abstract': False,
            },
            bases=('wagtailcore.page',),
        ),
    ]
