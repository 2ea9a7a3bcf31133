"""How easily a password is guessed by whoever has our table of hashes, and why, by
zxcvbn in words of ours.

zxcvbn knows English words and names and the keyboard's rows. Of Thai it knows nothing, so
the words below are told to it, as they are written and as they come out where the
keyboard stands on English.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST = 40  # signs that are looked at: enough to judge by, and quick
ENOUGH = 3  # of 4: ten thousand million guesses and more
WORDS = (
    _("Very easy to guess"),
    _("Easy to guess"),
    _("Still easy to guess"),
    _("Good"),
    _("Very good"),
)
THAI_WORDS = (
    ("รหัสผ่าน", "isylzjko"),
    ("ประเทศไทย", "xitgmLwmp"),
    ("กรุงเทพ", "di6'gmr"),
    ("สวัสดี", "l;ylfu"),
    ("ความรัก", ";k,iyd"),
    ("ฉันรักเธอ", "Cyoiydgmv"),
    ("ไม่บอก", "w,j[vd"),
    ("มหานคร", ",sko8i"),
)
SITE_WORDS = ("smart", "city", "solutions", "awards", "depa", "dsure", "smartcity")
REASONS: dict[str, Promise] = {
    "Use a few words, avoid common phrases.": _(
        "Use several words that do not belong together."
    ),
    "No need for symbols, digits, or uppercase letters.": _(
        "Signs, digits and capital letters are not needed."
    ),
    "Add another word or two. Uncommon words are better.": _(
        "Add a word or two, unusual ones if you can."
    ),
    "Straight rows of keys are easy to guess.": _(
        "Keys that stand in a row are easy to guess."
    ),
    "Short keyboard patterns are easy to guess.": _(
        "Short patterns on the keyboard are easy to guess."
    ),
    "Use a longer keyboard pattern with more turns.": _(
        "Use words instead of a pattern on the keyboard."
    ),
    'Repeats like "aaa" are easy to guess.': _(
        "The same sign again and again is easy to guess."
    ),
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': _(
        "Repeating a part makes it hardly harder to guess."
    ),
    "Avoid repeated words and characters.": _("Do not repeat words and signs."),
    'Sequences like "abc" or "6543" are easy to guess.': _(
        "Sequences such as abc or 6543 are easy to guess."
    ),
    "Avoid sequences.": _("Do not use sequences."),
    "Recent years are easy to guess.": _("Years of our time are easy to guess."),
    "Avoid recent years.": _("Do not use years of our time."),
    "Avoid years that are associated with you.": _(
        "Do not use years that have to do with you."
    ),
    "Dates are often easy to guess.": _("Dates are easy to guess."),
    "Avoid dates and years that are associated with you.": _(
        "Do not use dates and years that have to do with you."
    ),
    "This is a top-10 common password.": _("Very many people use this password."),
    "This is a top-100 common password.": _("Very many people use this password."),
    "This is a very common password.": _("Many people use this password."),
    "This is similar to a commonly used password.": _(
        "It is much like a password that many people use."
    ),
    "A word by itself is easy to guess.": _("A single word is easy to guess."),
    "Names and surnames by themselves are easy to guess.": _(
        "A name alone is easy to guess."
    ),
    "Common names and surnames are easy to guess.": _(
        "Names of people are easy to guess."
    ),
    "Capitalization doesn't help very much.": _("A capital letter hardly helps."),
    "All-uppercase is almost as easy to guess as all-lowercase.": _(
        "Capital letters alone hardly help."
    ),
    "Reversed words aren't much harder to guess.": _(
        "Words written backwards are hardly harder to guess."
    ),
    "Predictable substitutions like '@' instead of 'a' don't help very much.": _(
        "Signs such as @ for a hardly help."
    ),
}


@dataclass(frozen=True)
class Strength:
    """``score``: 0 to 4. ``reasons``: what is wrong and what would help, if anything."""

    score: int
    reasons: tuple[Promise, ...]

    @property
    def is_enough(self) -> bool:
        return self.score >= ENOUGH

    @property
    def word(self) -> Promise:
        return WORDS[self.score]


def measure(password: str, personal: Iterable[str] = ()) -> Strength:
    """``personal``: the person's own address and names, which others know."""
    from zxcvbn import zxcvbn  # its lists of words are large: only where they are used

    told = [*SITE_WORDS, *(word for pair in THAI_WORDS for word in pair)]
    told += parts_of(personal)
    found = zxcvbn(password[:LONGEST], user_inputs=told)
    feedback = found["feedback"]
    said = [feedback["warning"], *feedback["suggestions"]]
    reasons = dict.fromkeys(REASONS[text] for text in said if text in REASONS)
    return Strength(found["score"], tuple(reasons))


def parts_of(personal: Iterable[str]) -> list[str]:
    """Each text, and its parts of three signs and more."""
    found = []
    for text in personal:
        found += [text, *re.split(r"[\s@.,_-]+", text)]
    return list(dict.fromkeys(part for part in found if len(part) >= 3))
