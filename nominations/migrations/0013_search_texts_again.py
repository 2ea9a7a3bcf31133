import re
import unicodedata

from django.db import migrations

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SPACES = re.compile(r"[^\S\n]+")
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
TONES = "\u0e48\u0e49\u0e4a\u0e4b"
MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4b\u0e4d]{2,}")
PARTED_AM = re.compile("\u0e4d([\u0e48-\u0e4b]*)\u0e32")
TONE_TOO_LATE = re.compile("[\u0e30\u0e32\u0e33\u0e45][\u0e30\u0e32\u0e33\u0e45\u0e48-\u0e4b]*[\u0e48-\u0e4b]")
FIELDS = ("reference", "title_th", "title_en", "summary_th", "summary_en")
BATCH = 500


def folded(text):
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    text = MARKS.sub(tones_last, text.replace("\u0e40\u0e40", "\u0e41"))
    text = TONE_TOO_LATE.sub(tones_first, PARTED_AM.sub("\\1\u0e33", text))
    return SPACES.sub(" ", text).strip().casefold().translate(DIGITS)


def tones_last(run):
    return "".join(sorted(run[0], key=lambda sign: sign in TONES))


def tones_first(run):
    return "".join(sorted(run[0], key=lambda sign: sign not in TONES))


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
    """One spelling of Thai: what was stored is found by it too."""
    Entry, SearchText = apps.get_model("nominations", "Entry"), apps.get_model("nominations", "SearchText")
    sent = Entry.objects.exclude(state="draft").order_by("pk")
    numbers = list(sent.values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        entries = sent.filter(pk__in=numbers[start : start + BATCH])
        entries = entries.select_related("organisation").prefetch_related("answers")
        texts = [(entry.pk, search_text(entry, [a.value for a in entry.answers.all()])) for entry in entries]
        rows = [SearchText(entry_id=pk, text=text) for pk, text in texts]
        SearchText.objects.bulk_create(rows, update_conflicts=True, unique_fields=["entry"], update_fields=["text"])


class Migration(migrations.Migration):
    dependencies = [("nominations", "0012_months_beside_their_date")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
