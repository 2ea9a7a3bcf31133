from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_privacy'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='restricted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
