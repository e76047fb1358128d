import cms.core.models.listed
import django.db.models.deletion
import modelsearch.index
import uuid
import wagtail.fields
import wagtail.models.i18n
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
    ]

    operations = [
        migrations.CreateModel(
            name='Redirect',
            fields=[
            ],
            options={
                'ordering': ['old_path', 'pk'],
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=(cms.core.models.listed.Listed, 'wagtailredirects.redirect'),
        ),
        migrations.CreateModel(
            name='Menu',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(help_text='What it is, for editors and for the sites that show it: “Main menu”.', max_length=100, verbose_name='name')),
                ('slug', models.SlugField(blank=True, help_text='By which a site knows the menu. Left empty, it is made from the name.', max_length=120)),
                ('items', wagtail.fields.StreamField([('page', 2), ('address', 5), ('section', 7)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {}), 1: ('cms.core.blocks.base.PlainTextBlock', (), {'help_text': 'Left empty, it is the title of the page.', 'max_length': 60, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('page', 0), ('label', 1)]], {}), 3: ('cms.core.blocks.base.PlainTextBlock', (), {'max_length': 60}), 4: ('wagtail.blocks.URLBlock', (), {'label': 'Address'}), 5: ('wagtail.blocks.StructBlock', [[('label', 3), ('url', 4)]], {}), 6: ('wagtail.blocks.StreamBlock', [[('page', 2), ('address', 5)]], {}), 7: ('wagtail.blocks.StructBlock', [[('label', 3), ('entries', 6)]], {})}, help_text='A page with restricted access is there for its readers. Others see its teaser, if it has one.')),
                ('locked_entries', models.CharField(choices=[('leave_out', 'Leave them out'), ('show', 'Show their label with a lock, where you have written one')], default='leave_out', help_text='What readers see of pages that are not for them. The title of such a page is never shown.', max_length=10, verbose_name='entries for other readers')),
                ('locale', models.ForeignKey(default=wagtail.models.i18n.Locale.get_default, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('site', models.ForeignKey(blank=True, help_text='Left empty, the menu is there for every site.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.site')),
            ],
            options={
                'ordering': ['title', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('slug', 'locale', 'site'), name='one_menu_a_slug_of_a_site', violation_error_message='This site has a menu of that slug in this language.'), models.UniqueConstraint(condition=models.Q(('site', None)), fields=('slug', 'locale'), name='one_menu_a_slug_of_all_sites', violation_error_message='There is a menu of that slug in this language for all sites.')],
            },
            bases=(cms.core.models.listed.Listed, modelsearch.index.Indexed, models.Model),
        ),
    ]
