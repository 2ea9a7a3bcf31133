"""The names by which an entrant could be known, and where they stand in a text.

Thai is written without spaces and comes out of PDFs with spaces and marks in odd places, so Thai names are looked for
letter by letter with any space between; Latin names as whole words. Kinds of organisation ("เทศบาลนคร", "Co., Ltd.")
are taken off: what is left is what people would write.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache

from django.db.models import Q

from awards.accounts.models import User
from awards.accounts.thai import INVISIBLE, ascii_digits
from nominations.models import Entry

SHORTEST = 4  # shorter ones are parts of ordinary words
AROUND = 30  # letters shown on each side
MOST_FINDINGS = 50
THAI = re.compile("[\u0e01-\u0e5b]")
KINDS_TH = (
    "สำนักงาน", "องค์การบริหารส่วนจังหวัด", "องค์การบริหารส่วนตำบล", "เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "เทศบาล",
    "มหาวิทยาลัย", "บริษัท", "ห้างหุ้นส่วนจำกัด", "จำกัด", "(มหาชน)", "มหาชน", "จังหวัด", "กรม", "โรงเรียน",
)  # fmt: skip
KINDS_EN = re.compile(
    r"\b(company limited|co|ltd|limited|inc|plc|public|city|town|subdistrict|municipality|university|"
    r"provincial administrative organi[sz]ation|office of|department of|the)\b\.?,?",
    re.IGNORECASE,
)
TITLES = re.compile(r"^(นางสาว|นาง|นาย|น\.ส\.|ผศ\.|รศ\.|ศ\.|ดร\.|mr\.?|mrs\.?|ms\.?|dr\.?|\s)+", re.IGNORECASE)
FREE_DOMAINS = frozenset(
    "gmail.com hotmail.com outlook.com yahoo.com icloud.com live.com example.org example.com example.net".split()
)


@dataclass(frozen=True)
class Finding:
    """``where``: ``name``, ``text``, ``bookmarks``, ``answer`` or ``silent`` (a page that cannot be searched).

    ``place`` is a page's number or a field's label, ``around`` the words on both sides.
    """

    where: str
    name: str = ""
    place: str = ""
    around: str = ""

    def as_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass(frozen=True)
class Bearer:
    """Whom nobody may recognise, as plain texts: an organisation, its contact, its people."""

    organisation: tuple[str, str, str, str]  # Thai name, English name, 13-digit number, web site
    contact: tuple[str, str]  # name, telephone
    people: tuple[tuple[str, str, str], ...]  # Thai name, English name, e-mail


def names_of(entry: Entry) -> list[str]:
    """Every name that tells who the entrant is, the longest first."""
    people = tuple((person.name_th, person.name_en, person.email) for person in people_of(entry))
    return list(names_of_bearer(bearer_of(entry, people)))


def bearer_of(entry: Entry, people: Iterable[tuple[str, str, str]]) -> Bearer:
    body = entry.organisation
    organisation = (body.name_th, body.name_en, body.number, body.website)
    return Bearer(organisation, (entry.contact_name, entry.contact_phone), tuple(people))


@lru_cache(maxsize=4096)
def names_of_bearer(bearer: Bearer) -> tuple[str, ...]:
    name_th, name_en, number, address = bearer.organisation
    website = re.sub(r"^https?://(www\.)?", "", address).strip("/")
    names = [name_th, name_en, number, website, core_th(name_th), core_en(name_en)]
    for person in bearer.people:
        names += names_of_person(*person)
    names += [*person_names(bearer.contact[0]), bearer.contact[1]]
    kept = {name.strip() for name in names if len(name.strip()) >= SHORTEST}
    return tuple(sorted(kept - FREE_DOMAINS, key=lambda name: (-len(name), name)))


def people_of(entry: Entry) -> list[User]:
    """Who wrote it, and whoever else enters for the organisation."""
    members = Q(memberships__organisation=entry.organisation_id)
    return list(User.objects.filter(members | Q(pk=entry.owner_id)).distinct())


def names_of_person(name_th: str, name_en: str, email: str) -> list[str]:
    return [*person_names(name_th), *person_names(name_en), email, email.rpartition("@")[2]]


def person_names(name: str) -> list[str]:
    """The whole name without titles, and the family name alone where it is long enough to be one person's."""
    bare = TITLES.sub("", name).strip()
    words = bare.split()
    return [bare, words[-1]] if len(words) > 1 and len(words[-1]) > SHORTEST else [bare]


def core_th(name: str) -> str:
    for kind in KINDS_TH:
        name = name.replace(kind, " ")
    return " ".join(name.split())


def core_en(name: str) -> str:
    return " ".join(KINDS_EN.sub(" ", name).replace(",", " ").split())


def plain(text: str) -> str:
    """For comparison: NFC, no invisible letters, Thai AM in one piece, digits as 0–9."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return ascii_digits(text.replace("\u0e4d\u0e32", "\u0e33"))


def pattern_of(name: str) -> str:
    name = plain(name)
    if THAI.search(name):
        return r"\s*".join(re.escape(letter) for letter in name if not letter.isspace())
    words = r"[\s_-]*".join(re.escape(word) for word in re.split(r"[\s-]+", name) if word)
    return rf"(?<![A-Za-z0-9]){words}(?![A-Za-z0-9])"


def compiled(names: Iterable[str]) -> re.Pattern[str] | None:
    patterns = [pattern_of(name) for name in names]
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def find_names(names: Iterable[str], text: str, where: str, place: str = "") -> Iterator[Finding]:
    """Each name in the text once, with the words around it."""
    pattern = compiled(names)
    text, seen = plain(text), set()
    for hit in pattern.finditer(text) if pattern else ():
        name = " ".join(hit[0].split())
        if name.casefold() not in seen:
            seen.add(name.casefold())
            around = text[max(0, hit.start() - AROUND) : hit.end() + AROUND]
            yield Finding(where, name, place, " ".join(around.split()))
