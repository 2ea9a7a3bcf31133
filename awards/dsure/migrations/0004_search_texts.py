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


def folded(text):
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    text = MARKS.sub(tones_last, text.replace("\u0e40\u0e40", "\u0e41"))
    text = TONE_TOO_LATE.sub(tones_first, PARTED_AM.sub("\\1\u0e33", text))
    return SPACES.sub(" ", text).strip().casefold().translate(DIGITS)


def tones_last(run):
    return "".join(sorted(run[0], key=lambda sign: sign in TONES))


def tones_first(run):
    return "".join(sorted(run[0], key=lambda sign: sign not in TONES))


def fill(apps, schema_editor):
    """One spelling of Thai: what was stored is found by it too."""
    Certificate = apps.get_model("dsure", "Certificate")
    for certificate in Certificate.objects.select_related("maker").iterator(500):
        words = [certificate.number, certificate.number_key, certificate.name_th, certificate.name_en, certificate.kind]
        words += [certificate.maker.name_th, certificate.maker.name_en]
        text = "\n".join(folded(word) for word in words)
        Certificate.objects.filter(pk=certificate.pk).update(search_text=text)


class Migration(migrations.Migration):
    dependencies = [("dsure", "0003_event_words")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
