"""One way of writing for each text, for comparing and finding."""

from __future__ import annotations

import re
import unicodedata

from awards.language.thai import INVISIBLE, ascii_digits

# SARA AM, and what stands for it while compatibility forms are taken apart
AM, HELD_AM = (
    "\u0e33",
    "\ue033",
)
MARKS = "\u0e3a\u0e47-\u0e4c\u0e4e"  # tones and the like: typed, left out and misplaced as it comes
# SARA AM typed as two letters, or before its tone
TAKEN_APART = re.compile(f"\u0e4d([{MARKS}]*)\u0e32|{AM}([{MARKS}]+)")
ACCENTS = re.compile("[\u0300-\u036f]")
LOOK_LATIN = (
    "АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЅS аa еe оo рp сc уy хx іi ѕs ΑA ΒB ΕE "
    "ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX οo"
)
LOOKALIKES = {ord(pair[0]): pair[1] for pair in LOOK_LATIN.split()}


def plain(text: str) -> str:
    """One way of writing for each text, still readable.

    Compatibility forms ("ﬁ", "Ａ") and accents of Latin letters are taken apart, letters
    of other scripts that look Latin are Latin, digits are 0–9, SARA AM is one letter
    after its tone.
    """
    text = unicodedata.normalize(
        "NFKD", INVISIBLE.sub("", text).replace(AM, HELD_AM)
    ).replace(HELD_AM, AM)
    text = unicodedata.normalize("NFC", ACCENTS.sub("", text)).translate(LOOKALIKES)
    return ascii_digits(TAKEN_APART.sub(rf"\1\2{AM}", text)).replace("เเ", "แ")
