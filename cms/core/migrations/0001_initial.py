import cms.core.models.listed
import cms.core.models.sites
import cms.core.social
import cms.core.validators
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('media', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('users', '0001_initial'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='HealthClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(blank=True, help_text='The last part of the address. Left empty, it is made from the name.', max_length=120, unique=True)),
                ('statement', models.CharField(help_text='One sentence, as people say it.', max_length=300, verbose_name='claim')),
                ('kind', models.CharField(choices=[('benefit', 'Benefit'), ('harm', 'Harm'), ('mechanism', 'How it works'), ('comparison', 'Comparison'), ('statistic', 'Number')], max_length=12)),
                ('modality', models.CharField(choices=[('self_acupressure', 'Acupressure, by oneself'), ('acupressure', 'Acupressure, by a therapist'), ('acupuncture', 'Acupuncture (needles)'), ('reflexology', 'Reflexology'), ('massage', 'Massage'), ('exercise', 'Exercise'), ('combined', 'Several treatments together'), ('other', 'Other')], max_length=20, verbose_name='about')),
                ('population', models.CharField(blank=True, help_text='Left empty: for anybody.', max_length=200, verbose_name='for whom')),
                ('status', models.CharField(choices=[('supported', 'Supported: it may help, in the short term'), ('limited', 'Limited: small early studies, not enough to know'), ('traditional', 'Tradition: used for it, not proven'), ('unsupported', 'Not supported: no evidence that we could find'), ('outdated', 'Outdated: known better by now')], help_text='Readers see it beside the claim.', max_length=12)),
                ('explanation', wagtail.fields.RichTextField(help_text='What is known, what is not, and how sure that is.')),
                ('checked_on', models.DateField(help_text='When the evidence was last looked for.')),
            ],
            options={
                'verbose_name': 'claim',
                'ordering': ['statement'],
            },
            bases=(cms.core.models.listed.Listed, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('website', models.URLField(blank=True)),
            ],
            options={
                'ordering': ['name'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Reference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(blank=True, help_text='The last part of the address. Left empty, it is made from the name.', max_length=120, unique=True)),
                ('csl', models.JSONField(default=dict, verbose_name='CSL-JSON')),
            ],
            options={
                'ordering': ['slug'],
            },
            bases=(cms.core.models.listed.Listed, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='ReviewPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('solo', models.BooleanField(default=False, help_text='For a site of one person: authors may review their own pages if they give a reason. Readers are told that such a page was reviewed by its author.', verbose_name='one person may sign off alone')),
            ],
            options={
                'verbose_name': 'medical review',
            },
        ),
        migrations.CreateModel(
            name='PageTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_object', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_tags', to=settings.WAGTAIL_PAGE_MODEL)),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='page_tags', to='taggit.tag')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('slug', models.SlugField(blank=True, help_text='The last part of the address. Left empty, it is made from the name.', max_length=120, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('credentials', models.CharField(blank=True, help_text='Degrees and registrations, as after a name: “MSc, registered physiotherapist”.', max_length=200)),
                ('role', models.CharField(blank=True, help_text='What this person does here, in a few words.', max_length=200)),
                ('biography', wagtail.fields.RichTextField(blank=True)),
                ('photo_alt', models.CharField(blank=True, max_length=250, verbose_name='description of the photo')),
                ('orcid', models.CharField(blank=True, help_text="The researcher's public number, like 0000-0002-1825-0097.", max_length=19, validators=[cms.core.validators.validate_orcid], verbose_name='ORCID iD')),
                ('website', models.URLField(blank=True, help_text='A public page about this person.')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='core.organisation')),
                ('photo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
            ],
            options={
                'verbose_name_plural': 'people',
                'ordering': ['name'],
            },
            bases=(cms.core.models.listed.Listed, modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Authorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='authorships', to=settings.WAGTAIL_PAGE_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.person')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClaimEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('claim', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='core.healthclaim')),
                ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.reference')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to=settings.WAGTAIL_PAGE_MODEL)),
                ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.reference')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SharePreference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=cms.core.social.channel_choices, max_length=32)),
                ('posting', models.CharField(blank=True, choices=[('', 'As usual'), ('wait', 'Wait for a decision'), ('never', 'Never')], default='', help_text='As usual: by itself, soon after the page is first published.', max_length=8, verbose_name='post it')),
                ('text', models.TextField(blank=True, help_text='Instead of title and summary. The link is added by itself.', verbose_name='own text')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='share_preferences', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SiteDetails',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.CharField(blank=True, help_text='Who stands behind this site.', max_length=200)),
                ('description', models.CharField(blank=True, help_text='What this site is for, in one sentence.', max_length=300)),
                ('publisher', models.CharField(blank=True, help_text='Who answers for the content, where that is somebody else.', max_length=200)),
                ('contact_email', models.EmailField(blank=True, help_text='Everybody may read it.', max_length=254, verbose_name='e-mail address')),
                ('postal_address', models.TextField(blank=True)),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='media.customimage')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'site details',
            },
        ),
        migrations.CreateModel(
            name='EmergencyNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('label', models.CharField(help_text='What the number is for: “Emergency”, “Doctor on call”.', max_length=80)),
                ('number', models.CharField(max_length=40, validators=[django.core.validators.RegexValidator('^[+*#(\\d][\\d ()/*#-]*\\Z', 'Write the number as it is dialled, such as 112 or +49 30 123456.')])),
                ('hours', models.CharField(blank=True, help_text='When somebody answers: “day and night”.', max_length=80)),
                ('note', models.CharField(blank=True, help_text='What callers should know, such as “free of charge”.', max_length=200)),
                ('locale', models.ForeignKey(default=cms.core.models.sites.main_locale, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('details', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='emergency_numbers', to='core.sitedetails')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SocialProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('network', models.CharField(choices=[('bluesky', 'Bluesky'), ('facebook', 'Facebook'), ('instagram', 'Instagram'), ('linkedin', 'LinkedIn'), ('mastodon', 'Mastodon'), ('tiktok', 'TikTok'), ('x', 'X'), ('youtube', 'YouTube'), ('other', 'Another network')], max_length=20)),
                ('handle', models.CharField(blank=True, help_text='The name there, such as @example.', max_length=100)),
                ('url', models.URLField(verbose_name='address')),
                ('label', models.CharField(blank=True, help_text='The text of the link. Left empty, sites show the name of the network.', max_length=80)),
                ('details', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='social_profiles', to='core.sitedetails')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ClaimAcceptance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(editable=False)),
                ('language', models.CharField(editable=False, max_length=100)),
                ('rule', models.CharField(editable=False, max_length=50)),
                ('sentence', models.TextField(editable=False)),
                ('reason', models.TextField(help_text='Why this sentence may stand: which evidence, which context.')),
                ('accepted_by_name', models.CharField(editable=False, max_length=255)),
                ('accepted_at', models.DateTimeField(auto_now_add=True)),
                ('accepted_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['translation_key', 'language'], name='claim_acceptance_of_page')],
            },
        ),
    ]
