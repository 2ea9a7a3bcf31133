import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0013_privacy'),
    ]

    operations = [
        migrations.RenameField('retentionrun', 'began_at', 'created_at'),
        migrations.AddField('retentionrun', 'attempts', models.PositiveSmallIntegerField(default=0)),
        migrations.AddField('retentionrun', 'claimed_at', models.DateTimeField(blank=True, null=True)),
        migrations.AddField('retentionrun', 'due_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
        migrations.AddField('retentionrun', 'last_error', models.TextField(blank=True)),
        migrations.AddField('retentionrun', 'state', models.CharField(choices=[('draft', 'Draft'), ('queued', 'Queued'), ('claimed', 'Claimed'), ('done', 'Done'), ('failed', 'Failed'), ('dropped', 'Dropped')], default='queued', max_length=10)),
        migrations.AddIndex('retentionrun', models.Index(condition=models.Q(('state__in', ['queued', 'claimed'])), fields=['due_at'], name='retentionrun_due')),
    ]
