from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('judging', '0006_reminders'),
    ]

    operations = [
        migrations.AddField(
            model_name='roundrules',
            name='earlier',
            field=models.CharField(blank=True, choices=[('', "nothing, only this round's ballots"), ('edition', 'the last edition in which they judged'), ('calibration', "this round's calibration")], default='', max_length=12, verbose_name="judges' strictness known beforehand"),
        ),
    ]
