"""An edition words its mails: checked before it is kept, each time a new version, and
back to the default at any time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from awards import acts
from awards.accounts.models import User
from awards.mails.kinds import LANGUAGES, Source, WordedKind
from awards.mails.wording import PLACEHOLDER, Place, tidy
from awards.models import Edition, MailWording
from awards.refusals import ChangedMeanwhile, Refused
from awards.site.services import record

ADDRESS = re.compile(r'href="([^"]+)"')
WHOLE = ("https://", "http://", "mailto:", "tel:")
FIELDS = ("subject_th", "text_th", "subject_en", "text_en")


class UnusableWording(Refused):
    """``field`` names what is to be changed."""


@transaction.atomic
def save_wording(
    *,
    edition: Edition,
    kind: WordedKind,
    actor: User,
    seen: int,
    **texts: str,
) -> MailWording:
    """A new version, in force at once. ``texts`` by ``FIELDS``; those of a language that
    are empty are its default. ``seen``: the number of the version that was changed, 0
    for none.

    Raises UnusableWording, and ChangedMeanwhile where somebody saved another version.
    """
    tidied = {name: tidy(texts.get(name, "")) for name in FIELDS}
    for language in LANGUAGES:
        source = Source(tidied[f"subject_{language}"], tidied[f"text_{language}"])
        for field, problem in problems_of(kind, source):
            raise UnusableWording(problem, f"{field}_{language}")
    return write_version(edition, kind, actor, seen, tidied)


@transaction.atomic
def back_to_default(
    *, edition: Edition, kind: WordedKind, actor: User, seen: int
) -> MailWording:
    return write_version(edition, kind, actor, seen, dict.fromkeys(FIELDS, ""))


def write_version(
    edition: Edition,
    kind: WordedKind,
    actor: User,
    seen: int,
    texts: Mapping[str, str],
) -> MailWording:
    Edition.objects.select_for_update().get(pk=edition.pk)
    newest = newest_of(edition, kind)
    number = newest.number if newest else 0
    if number != seen:
        raise ChangedMeanwhile(
            _("Another person saved other words in the meantime. Read them first.")
        )
    version = MailWording.objects.create(
        edition=edition, event=kind.event, number=number + 1, author=actor, **texts
    )
    values = {"kind": kind.event, "version": version.number, **texts}
    record(acts.MAIL_WORDED, edition, actor, values)
    return version


def newest_of(edition: Edition, kind: WordedKind) -> MailWording | None:
    versions = edition.mail_wordings.filter(event=kind.event)
    return versions.order_by("-number").first()


def problems_of(kind: WordedKind, source: Source) -> Iterator[tuple[str, str]]:
    """The field (``subject`` or ``text``) and what to change there; nothing where both
    are empty.
    """
    if not source.subject and not source.text:
        return
    for field, typed in (("subject", source.subject), ("text", source.text)):
        if not typed:
            yield field, _("Write a subject and a text, or leave both empty.")
    known = ", ".join(f"{{{name}}}" for name in kind.names)
    for field, typed in (("subject", source.subject), ("text", source.text)):
        for name in PLACEHOLDER.findall(typed):
            if name not in kind.names:
                words = _("{%(name)s} is not a placeholder here. There are: %(known)s")
                yield field, words % {"name": name, "known": known}
    used = set(PLACEHOLDER.findall(source.text))
    for name in kind.needed:
        if name not in used:
            words = _("This email is of no use without {%(name)s}.")
            yield "text", words % {"name": name}
    if wrong_links(kind, source):
        yield (
            "text",
            _(
                "A link can lead to a whole address or to a placeholder for a link, and "
                "to nothing else."
            ),
        )


def wrong_links(kind: WordedKind, source: Source) -> bool:
    """Whether the address of a link is none that a mail can lead to, is put together,
    or has a placeholder for something else.
    """
    pieces = kind.read(source).html
    places = [piece for piece in pieces if isinstance(piece, Place)]
    typed = [
        address
        for piece in pieces
        if isinstance(piece, str)
        for address in ADDRESS.findall(piece)
    ]
    return any(
        place.where == "address" and place.name not in kind.links for place in places
    ) or any(not address.startswith(WHOLE) or "%EE" in address for address in typed)
