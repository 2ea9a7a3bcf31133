"""All tables of the app as they stood before the first release."""

from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('ledger', '0001_initial'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('length', models.PositiveIntegerField(default=0)),
                ('head', models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Value',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=60)),
                ('value', models.JSONField()),
                ('salt', models.CharField(max_length=32)),
                ('subject', models.CharField(blank=True, max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name='Actor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(max_length=40)),
                ('user_id', models.BigIntegerField()),
                ('pseudonym', models.CharField(max_length=40, unique=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('chain', 'user_id'), name='one_pseudonym_per_chain')],
            },
        ),
        migrations.CreateModel(
            name='Row',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(max_length=40)),
                ('number', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('act', models.CharField(max_length=60)),
                ('actor', models.CharField(max_length=40)),
                ('commitments', models.JSONField()),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['chain', 'number'],
                'constraints': [models.UniqueConstraint(fields=('chain', 'number'), name='row_number_unique_in_chain')],
            },
        ),
        migrations.AddIndex(
            model_name='value',
            index=models.Index(fields=['chain', 'subject'], name='ledger_value_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='value',
            constraint=models.UniqueConstraint(fields=('chain', 'number', 'name'), name='one_value_per_commitment'),
        ),
    ]
