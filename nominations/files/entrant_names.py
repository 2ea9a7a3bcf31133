"""The names by which an entrant could be known, and where they stand in a text.

Thai is written without spaces and comes out of PDFs with spaces and marks in odd
places; Latin names are letter-spaced in headings and broken at the ends of lines. So
every name is looked for letter by letter, with anything but letters between; Latin
names begin and end where words do. Kinds of organisation ("เทศบาลนคร", "Co., Ltd.") are
taken off: what is left is what people would write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache

from awards.accounts.models import User
from awards.language.plain_text import AM, MARKS, plain
from awards.language.thai import ascii_digits
from nominations.models import Entry

SHORTEST = 4  # shorter ones are parts of ordinary words
AROUND = 30  # letters shown on each side
MOST_FINDINGS = 50
THAI = re.compile("[\u0e01-\u0e5b]")
SHORT_THAI = 4  # letters without marks: "น่าน" must not be found in "นาน"
VOWELS = "\u0e31\u0e34-\u0e39"  # written above and below: letters, though Unicode calls them marks
AA = re.compile(f"[า{AM}]+")
NO_LETTERS = re.compile(rf"(?:[^\w{VOWELS}]|[_\u0e46])+")
NO_LETTERS_BUT_MARKS = re.compile(rf"(?:[^\w{VOWELS}{MARKS}]|[_\u0e46])+")
BETWEEN = rf"(?:[^\w{VOWELS}]|[_\u0e46])*"
LETTER_FORMS = {
    # PDFs often lose the ring of SARA AM, or give it back as both letters
    "า": f"[า{AM}](?:{BETWEEN}[า{AM}])*",
    "แ": r"(?:แ|เ\s*เ)",
    **{
        digit: f"[{digit}{thai}]"
        for digit, thai in zip("0123456789", "๐๑๒๓๔๕๖๗๘๙", strict=True)
    },
}
KINDS_TH = (
    "สำนักงาน", "องค์การบริหารส่วนจังหวัด", "องค์การบริหารส่วนตำบล", "เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "เทศบาล",
    "มหาวิทยาลัย", "บริษัท", "ห้างหุ้นส่วนจำกัด", "จำกัด", "(มหาชน)", "มหาชน", "จังหวัด", "กรม", "โรงเรียน",
)  # fmt: skip
KINDS_EN = re.compile(
    r"\b(company limited|co|ltd|limited|inc|plc|public|city|town|subdistrict|municipality|university|"
    r"provincial administrative organi[sz]ation|office of|department of|the)\b\.?,?",
    re.IGNORECASE,
)
TITLES = re.compile(
    r"^(นางสาว|นาง|นาย|น\.ส\.|ผศ\.|รศ\.|ศ\.|ดร\.|mr\.?|mrs\.?|ms\.?|dr\.?|\s)+",
    re.IGNORECASE,
)
FREE_DOMAINS = frozenset(
    (
        "gmail.com hotmail.com outlook.com yahoo.com icloud.com live.com example.org "
        "example.com example.net"
    ).split()
)


# Next to no text; a picture; outlines that could be letters; letters of no alphabet;
# more than is read. For a person.
UNSEARCHED = ("silent", "picture", "drawing", "letters", "unread")


@dataclass(frozen=True)
class Finding:
    """``where``: ``name`` (of the file), ``text``, ``hidden`` (in the file, on no
    page), ``answer``, ``unreadable``, or
    one of UNSEARCHED.

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

    # Thai name, English name, 13-digit number, web site
    organisation: tuple[str, str, str, str]
    contact: tuple[str, str]  # name, telephone
    people: tuple[tuple[str, str, str], ...]  # Thai name, English name, e-mail


def names_of(entry: Entry) -> list[str]:
    """Every name that tells who the entrant is, the longest first."""
    people = tuple(
        (person.name_th, person.name_en, person.email) for person in people_of(entry)
    )
    return list(names_of_bearer(bearer_of(entry, people)))


def bearer_of(entry: Entry, people: Iterable[tuple[str, str, str]]) -> Bearer:
    body = entry.organisation
    organisation = (body.name_th, body.name_en, body.number, body.website)
    return Bearer(
        organisation, (entry.contact_name, entry.contact_phone), tuple(people)
    )


@lru_cache(maxsize=4096)
def names_of_bearer(bearer: Bearer) -> tuple[str, ...]:
    name_th, name_en, number, address = bearer.organisation
    website = re.sub(r"^https?://(www\.)?", "", address).strip("/")
    names = [name_th, name_en, number, website, core_th(name_th), core_en(name_en)]
    for person in bearer.people:
        names += names_of_person(*person)
    names += [*person_names(bearer.contact[0]), *telephone_forms(bearer.contact[1])]
    kept = {
        name.strip()
        for name in names
        if len(name.strip()) >= SHORTEST and skeleton(name)
    }
    return tuple(sorted(kept - FREE_DOMAINS, key=lambda name: (-len(name), name)))


def people_of(entry: Entry) -> list[User]:
    """Who wrote it, and whoever else enters for the organisation."""
    members = User.objects.filter(memberships__organisation=entry.organisation_id)
    return list(User.objects.filter(pk=entry.owner_id).union(members))


def names_of_person(name_th: str, name_en: str, email: str) -> list[str]:
    return [
        *person_names(name_th),
        *person_names(name_en),
        email,
        email.rpartition("@")[2],
    ]


def person_names(name: str) -> list[str]:
    """The whole name without titles, and the family name alone where it is long enough
    to be one person's.
    """
    bare = TITLES.sub("", name).strip()
    words = bare.split()
    return [bare, words[-1]] if len(words) > 1 and len(words[-1]) > SHORTEST else [bare]


def telephone_forms(telephone: str) -> list[str]:
    """As typed, and as it is written for callers from abroad."""
    digits = "".join(letter for letter in ascii_digits(telephone) if letter.isdigit())
    return [telephone, f"66{digits[1:]}"] if digits.startswith("0") else [telephone]


def core_th(name: str) -> str:
    name = plain(name)
    for kind in KINDS_TH:
        name = name.replace(kind, " ")
    return " ".join(name.split())


def core_en(name: str) -> str:
    return " ".join(KINDS_EN.sub(" ", name).replace(",", " ").split())


def skeleton(text: str) -> str:
    """Letters and digits alone: without case, spaces, points, tone marks.

    A name whose skeleton is not in that of a text is not in the text, however it is
    spaced, broken or spelt.
    """
    return AA.sub("า", NO_LETTERS.sub("", plain(text).casefold()))


skeleton_of_name = lru_cache(maxsize=20_000)(skeleton)


def pattern_of(name: str) -> str:
    """Letter by letter, with anything between that may stand there: spaces, a line's
    end, hyphens, points, tone marks.

    The marks of a short Thai name are looked at: without them it would be part of ordinary words.
    """
    thai, letters = bool(THAI.search(name)), skeleton(name)
    if thai and len(letters) <= SHORT_THAI:
        letters = NO_LETTERS_BUT_MARKS.sub("", plain(name).casefold())
    body = BETWEEN.join(
        LETTER_FORMS.get(letter) or re.escape(letter) for letter in letters
    )
    return body if thai else rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])"


@lru_cache(maxsize=4096)
def compiled(name: str) -> re.Pattern[str]:
    return re.compile(pattern_of(name), re.IGNORECASE)


def find_names(
    names: Iterable[str], text: str, where: str, place: str = ""
) -> Iterator[Finding]:
    """Each name in the text once, with the words around it; a part of a name that was
    found is not found again.
    """
    text, letters = plain(text), skeleton(text)
    seen: list[str] = []
    for name in sorted(names, key=len, reverse=True):
        own = skeleton_of_name(name)
        if not own or own not in letters or any(own in other for other in seen):
            continue
        hit = compiled(name).search(text)
        if hit:
            seen.append(own)
            around = text[max(0, hit.start() - AROUND) : hit.end() + AROUND]
            yield Finding(
                where, " ".join(hit[0].split()), place, " ".join(around.split())
            )
