import django.core.validators
import django.db.models.deletion
import integrations.models
import integrations.secrets
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('publications', '0001_initial'),
        ('users', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PeriodicRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True)),
                ('due_at', models.DateTimeField()),
                ('ran_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Destination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('most_at_once', models.PositiveSmallIntegerField(blank=True, help_text='How many messages may be under way.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='at once')),
                ('per_minute', models.PositiveIntegerField(blank=True, help_text='How many messages may be sent.', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='a minute')),
                ('in_order', models.BooleanField(default=False, help_text='A message about a page waits until the earlier one has ended.', verbose_name='one after the other')),
                ('last_served_at', models.DateTimeField(editable=False, null=True)),
                ('paced_until', models.DateTimeField(editable=False, null=True)),
                ('failures', models.PositiveIntegerField(default=0, editable=False)),
                ('is_slow', models.BooleanField(default=False, editable=False)),
                ('rests_until', models.DateTimeField(editable=False, null=True)),
                ('ramp', models.PositiveSmallIntegerField(default=1, editable=False, null=True)),
                ('failing_since', models.DateTimeField(editable=False, null=True)),
                ('warnings', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('warned_at', models.DateTimeField(editable=False, null=True)),
                ('name', models.CharField(max_length=100, unique=True)),
                ('channel', models.CharField(max_length=32)),
                ('config', models.JSONField(blank=True, default=dict)),
                ('secret', integrations.secrets.EncryptedJSONField(blank=True, default=dict)),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demonstration')),
                ('state', models.CharField(choices=[('active', 'Active'), ('paused', 'Paused'), ('closed', 'Closed')], default='active', max_length=8)),
                ('state_reason', models.CharField(blank=True, max_length=255)),
                ('trouble', models.TextField(blank=True, help_text='Why its changes could not be considered lately.')),
                ('audiences', models.JSONField(default=integrations.models.public_only)),
                ('types', models.JSONField(blank=True, default=list)),
                ('causes', models.JSONField(default=integrations.models.usual_causes)),
                ('locale', models.CharField(blank=True, max_length=16)),
                ('facets', models.JSONField(blank=True, default=dict)),
                ('announce_delay', models.PositiveIntegerField(default=120)),
                ('hourly_cap', models.PositiveIntegerField(default=5)),
                ('on_correction', models.CharField(choices=[('update', 'Change the post'), ('reply', 'Reply to the post'), ('leave', 'Leave the post as it is')], default='leave', max_length=8)),
                ('cursor', models.PositiveBigIntegerField(default=0)),
                ('told', models.PositiveBigIntegerField(default=0)),
                ('renewal_token', models.UUIDField(editable=False, null=True)),
                ('renewal_expires_at', models.DateTimeField(editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('owner', models.ForeignKey(blank=True, help_text='Gets a mail when nothing arrives there any more.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'permissions': [('grant_destination', 'Can grant gated content to destinations')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('tell', 'Message'), ('update', 'Correction'), ('reply', 'Reply with a correction'), ('retract', 'Retraction'), ('test', 'Test'), ('resync', 'Call to begin again')], default='tell', max_length=8)),
                ('released', models.BooleanField(default=False, help_text='A person let it go out: neither age nor cap hold it back.')),
                ('dedupe_key', models.CharField(max_length=128)),
                ('message_id', models.CharField(db_index=True, max_length=64)),
                ('marker', models.CharField(default=integrations.models.new_marker, editable=False, max_length=16)),
                ('state', models.CharField(choices=[('waiting', 'Waiting for a decision'), ('ready', 'Ready'), ('leased', 'Being sent'), ('uncertain', 'Uncertain'), ('needs_person', 'Needs a person'), ('sent', 'Sent'), ('dead', 'Failed'), ('canceled', 'Canceled')], default='ready', max_length=12)),
                ('detail', models.CharField(blank=True, max_length=500)),
                ('due_at', models.DateTimeField()),
                ('created_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('tries', models.PositiveIntegerField(default=0)),
                ('crashes', models.PositiveIntegerField(default=0)),
                ('lease_token', models.UUIDField(null=True)),
                ('lease_expires_at', models.DateTimeField(null=True)),
                ('slot', models.PositiveIntegerField(null=True)),
                ('settles_at', models.DateTimeField(null=True)),
                ('absences', models.PositiveIntegerField(default=0)),
                ('blind_looks', models.PositiveIntegerField(default=0)),
                ('unknown_since', models.DateTimeField(help_text='The moment of a restored backup: look before sending.', null=True)),
                ('cursor', models.PositiveBigIntegerField(null=True)),
                ('previous_cursor', models.PositiveBigIntegerField(null=True)),
                ('left_with', models.CharField(blank=True, help_text='Whose version is told in place of what is gone.', max_length=64)),
                ('body', models.BinaryField(null=True)),
                ('content_type', models.CharField(blank=True, max_length=100)),
                ('text', models.TextField(blank=True)),
                ('share_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('uploads', models.JSONField(default=dict, editable=False)),
                ('remote_id', models.CharField(blank=True, max_length=200)),
                ('remote_url', models.CharField(blank=True, max_length=2048)),
                ('amends', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='amendments', to='integrations.delivery')),
                ('change', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publications.change')),
                ('retracts', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='retractions', to='integrations.delivery')),
                ('destination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='integrations.destination')),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('lease_token', models.UUIDField()),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=20)),
                ('detail', models.CharField(blank=True, max_length=500)),
                ('method', models.CharField(blank=True, max_length=8)),
                ('url', models.TextField(blank=True)),
                ('request_headers', models.JSONField(default=list)),
                ('status', models.PositiveIntegerField(null=True)),
                ('response_headers', models.JSONField(default=list)),
                ('response_body', models.TextField(blank=True)),
                ('truncated', models.BooleanField(default=False)),
                ('peer', models.CharField(blank=True, max_length=64)),
                ('milliseconds', models.JSONField(default=dict)),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempt_rows', to='integrations.delivery')),
            ],
            options={
                'ordering': ['delivery', 'number'],
                'constraints': [models.UniqueConstraint(fields=('delivery', 'number'), name='attempts_are_numbered')],
            },
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'ready')), fields=['destination', 'due_at'], name='delivery_due'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'leased')), fields=['lease_expires_at'], name='delivery_leases'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(condition=models.Q(('state', 'uncertain')), fields=['due_at'], name='delivery_to_look_up'),
        ),
        migrations.AddIndex(
            model_name='delivery',
            index=models.Index(fields=['destination', 'state'], name='delivery_report'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(fields=('destination', 'dedupe_key'), name='delivered_once'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'leased')), fields=('destination', 'slot'), name='one_lease_a_slot'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lease_expires_at__isnull', False), ('lease_token__isnull', False), ('slot__isnull', False), ('state', 'leased')), models.Q(models.Q(('state', 'leased'), _negated=True), ('lease_expires_at__isnull', True), ('lease_token__isnull', True), ('slot__isnull', True)), _connector='OR'), name='leased_has_token_slot_and_expiry'),
        ),
    ]
