from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("judging", "0005_watching")]

    operations = [
        migrations.AddField(
            model_name="resulttable", name="fingerprint", field=models.CharField(blank=True, max_length=64)
        ),
    ]
