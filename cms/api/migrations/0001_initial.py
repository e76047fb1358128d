import cms.api.models
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='Who uses this key, and for what.', max_length=100)),
                ('prefix', models.CharField(editable=False, max_length=8, unique=True, verbose_name='begins with')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('scopes', models.JSONField(default=cms.api.models.every_scope, help_text='What the key may be used for.')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('expires_at', models.DateTimeField(blank=True, help_text='From then on the key opens nothing. Left empty, it never expires.', null=True, verbose_name='expires')),
                ('revoked_at', models.DateTimeField(editable=False, null=True, verbose_name='revoked')),
                ('last_used_at', models.DateTimeField(editable=False, null=True, verbose_name='last used')),
                ('groups', models.ManyToManyField(blank=True, help_text='Besides public content, the key reads pages that are restricted to these groups.', related_name='+', to='auth.group', verbose_name='audiences')),
                ('replaces', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='successors', to='api.apikey')),
            ],
            options={
                'verbose_name': 'API key',
                'ordering': ['name', '-created_at'],
            },
        ),
    ]
