import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=512, unique=True)),
                ('incoming', models.CharField(help_text='Hash of what the archive said.', max_length=64)),
                ('local', models.CharField(help_text='Hash of what the row was after it.', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='ImportedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(editable=False, max_length=500, unique=True)),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('page', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='imported', to=settings.WAGTAIL_PAGE_MODEL)),
                ('revision', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision')),
            ],
        ),
    ]
