import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('nominations', '0009_hold_reminder_extent'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchText',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='searched', serialize=False, to='nominations.entry')),
                ('text', models.TextField()),
            ],
        ),
        # Read whole with every search: unpacking it would cost more than the space that packing saves.
        migrations.RunSQL(
            "ALTER TABLE nominations_searchtext ALTER COLUMN text SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
