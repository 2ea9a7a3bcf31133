from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_delivery")]

    operations = [
        migrations.AddField(
            model_name="message", name="secrets", field=models.JSONField(blank=True, default=list)
        ),
    ]
