"""All tables of the app as they stood before the first release."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('outbox', '0001_initial'),
        ('outbox', '0002_files'),
        ('outbox', '0003_delivery'),
        ('outbox', '0004_secrets'),
    ]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Relay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('busy_until', models.DateTimeField(blank=True, null=True)),
                ('away_since', models.DateTimeField(blank=True, null=True)),
                ('next_try_at', models.DateTimeField(blank=True, null=True)),
                ('failures', models.PositiveIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, unique=True)),
                ('reason', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('queued', 'Queued'), ('claimed', 'Claimed'), ('done', 'Done'), ('failed', 'Failed'), ('dropped', 'Dropped')], default='queued', max_length=10)),
                ('due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('last_error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('dedupe_key', models.CharField(max_length=200, unique=True)),
                ('event', models.CharField(max_length=60)),
                ('to_email', models.EmailField(max_length=254)),
                ('language', models.CharField(max_length=2)),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField()),
                ('html', models.TextField(blank=True)),
                ('headers', models.JSONField(blank=True, default=dict)),
                ('edition_code', models.CharField(blank=True, db_index=True, max_length=40)),
                ('attachments', models.JSONField(blank=True, default=list)),
                ('priority', models.PositiveSmallIntegerField(db_default=5, default=5)),
                ('waiting_since', models.DateTimeField(blank=True, null=True)),
                ('secrets', models.JSONField(blank=True, default=list)),
                ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='messages', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
                'abstract': False,
                'indexes': [models.Index(condition=models.Q(('state__in', ['queued', 'claimed'])), fields=['priority', 'due_at', 'id'], name='message_next')],
            },
        ),
    ]
