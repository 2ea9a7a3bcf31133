from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('judging', '0013_lines_of_results'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='resulttable',
            name='lines',
        ),
        migrations.RemoveField(
            model_name='resulttable',
            name='steps',
        ),
    ]
