import re
import unicodedata

from django.db import migrations

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SPACES = re.compile(r"[^\S\n]+")
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
FIELDS = ("reference", "title_th", "title_en", "summary_th", "summary_en")
BATCH = 500


def folded(text):
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return SPACES.sub(" ", INVISIBLE.sub("", text)).strip().casefold().translate(DIGITS)


def words_in(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from words_in(part)
    elif value not in (None, ""):
        yield str(value)


def search_text(entry, answers):
    own = [*(getattr(entry, name) for name in FIELDS), entry.organisation.name_th, entry.organisation.name_en]
    said = sorted(folded(word) for answer in answers for word in words_in(answer))
    return "\n".join([*(folded(text) for text in own), *said])


def write(apps, schema_editor):
    """As the services keep it from now on, for what was sent in before."""
    Entry, SearchText = apps.get_model("nominations", "Entry"), apps.get_model("nominations", "SearchText")
    sent = Entry.objects.exclude(state="draft").order_by("pk")
    numbers = list(sent.values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        entries = sent.filter(pk__in=numbers[start : start + BATCH])
        entries = entries.select_related("organisation").prefetch_related("answers")
        texts = [(entry.pk, search_text(entry, [a.value for a in entry.answers.all()])) for entry in entries]
        SearchText.objects.bulk_create([SearchText(entry_id=pk, text=text) for pk, text in texts])


class Migration(migrations.Migration):
    dependencies = [("nominations", "0010_search_text")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
