"""Search texts are stored unpacked."""

from django.db import migrations


class Migration(migrations.Migration):

    replaces = [
        ('nominations', '0011_search_texts'),
        ('nominations', '0012_months_beside_their_date'),
        ('nominations', '0013_search_texts_again'),
        ('nominations', '0014_blind_copies_made_again'),
    ]

    dependencies = [
        ('nominations', '0001_schema'),
    ]

    operations = [
        # Read whole with every search: unpacking it would cost more than the space that packing saves.
        migrations.RunSQL(
            "ALTER TABLE nominations_searchtext ALTER COLUMN text SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
    ]
