from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("judging", "0014_links_of_judges")]

    operations = [
        migrations.RemoveField(model_name="judge", name="invitation_expires_at"),
        migrations.RemoveField(model_name="judge", name="invitation_hash"),
    ]
