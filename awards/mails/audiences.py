"""Groups of people whom organisers may write to, each a rule from which the list is made
whenever it is asked for.

Each app says in a room of its own which groups it knows; who writes to them stands above
and is handed them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from awards.accounts.models import User
from awards.mails.kinds import Placeholder, Value
from awards.mails.placeholders import EDITION
from awards.models import Edition, Organiser
from awards.roles import Area

Values = dict[str, Value]
NAME = Placeholder("name", _("Name of the recipient"), _("Somchai Jaidee"))


@dataclass(frozen=True)
class Chosen:
    """What narrows a group down: ``filters`` by name, and who was selected one by one
    (references of entries, numbers of judges); neither for all of it.
    """

    filters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    picked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """A person, and the language of the mail to them: not theirs where it is written in
    the other one only.
    """

    user: User
    language: str

    @property
    def pk(self) -> int:
        return self.user.pk


@dataclass(frozen=True)
class Audience:
    """``areas``: whoever writes to them, or reads who they are, reads all of these.
    ``filters``: names of what narrows it down. ``private``: placeholders whose values
    are shown to nobody but the reader of the mail. ``section``: under what it is offered;
    empty where another page leads to it.
    """

    code: str
    label: str | Promise
    areas: tuple[Area, ...]
    section: str | Promise = ""
    placeholders: tuple[Placeholder, ...] = ()
    filters: tuple[str, ...] = ()
    private: frozenset[str] = frozenset()

    def people(self, edition: Edition, chosen: Chosen) -> QuerySet[User]:
        """Everybody in the group at this moment, once."""
        raise NotImplementedError

    def values(
        self, edition: Edition, chosen: Chosen, readers: Sequence[Reader]
    ) -> dict[int, Values]:
        """What each of them is told, by their number: a value for each placeholder but
        ``name`` and ``edition``. Whoever is no longer in the group may be absent. The
        same number of statements for one and for many.
        """
        raise NotImplementedError


def page_address(view: str, language: str, *args: object) -> str:
    """Of a page of this site, as a mail in this language names it."""
    with override(language):
        return settings.SITE_URL + reverse(view, args=args)


LINK = Placeholder(
    "link",
    _("Link to the award"),
    "https://awards.example.go.th/th/manage/scsa-2570/",
    is_link=True,
)


@dataclass(frozen=True)
class Organisers(Audience):
    """Who helps to run the edition, in any role."""

    def people(self, edition: Edition, chosen: Chosen) -> QuerySet[User]:
        roles = Organiser.objects.filter(edition=edition, user=OuterRef("pk"))
        return User.objects.filter(Exists(roles), is_active=True)

    def values(
        self, edition: Edition, chosen: Chosen, readers: Sequence[Reader]
    ) -> dict[int, Values]:
        return {
            reader.pk: {
                "link": page_address("edition-home", reader.language, edition.code)
            }
            for reader in readers
        }


ORGANISERS = Organisers(
    code="organisers",
    label=_("Organisers of this award"),
    areas=(Area.TEAM,),
    section=_("Organisers"),
    placeholders=(NAME, EDITION, LINK),
)
