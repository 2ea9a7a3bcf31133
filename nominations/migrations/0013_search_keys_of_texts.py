"""Texts that stand get the keys by which an index finds them."""

from zlib import crc32

from django.db import migrations

BATCH = 500
GIVE = "UPDATE nominations_searchtext SET keys = %s WHERE entry_id = %s"


def keys_of(text, edition):
    """As ``nominations.models.search_keys`` had it."""
    groups = {word[start : start + 3] for word in text.split() for start in range(len(word) - 2)}
    return [-edition, *sorted({crc32(group.encode()) >> 1 for group in groups})]


def give_keys(apps, schema_editor):
    texts = apps.get_model("nominations", "SearchText").objects
    rows = texts.values_list("entry__edition_id", "text", "entry_id").order_by("pk")
    waiting = []
    with schema_editor.connection.cursor() as cursor:
        for edition, text, entry in rows.iterator(chunk_size=BATCH):
            waiting.append((keys_of(text, edition), entry))
            if len(waiting) == BATCH:
                cursor.executemany(GIVE, waiting)
                waiting = []
        if waiting:
            cursor.executemany(GIVE, waiting)


class Migration(migrations.Migration):

    dependencies = [("nominations", "0012_search_keys")]
    operations = [
        # Numbers by chance do not get smaller by packing.
        migrations.RunSQL(
            "ALTER TABLE nominations_searchtext ALTER COLUMN keys SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
    ]
