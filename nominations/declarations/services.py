"""What entrants declare and consent to: its words in versions, and who agreed to which, when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from awards.accounts.models import User
from awards.language.bilingual import reader_language
from awards.language.thai import clean_text
from awards.ledger.acts import Act
from awards.ledger.services import NewRow, append, append_many, database_now
from awards.models import Edition
from nominations import acts
from nominations.checklist.questions_asked import current_texts, texts_in
from nominations.checklist.standard import DECLARATIONS
from nominations.guard import check_not_closed, lock_entry
from nominations.models import Agreement, Declaration, DeclarationText, Entry
from nominations.refusals import DeclarationOutdatedError
from nominations.statuses import DeclarationKind, EntryState

TEXTS = ("title_th", "title_en", "text_th", "text_en")
SETTINGS = ("kind", "required", "asks_detail")


@dataclass(frozen=True)
class Declared:
    """A declaration as it stands now, and what was agreed to for one entry: perhaps an
    older version of it.
    """

    text: DeclarationText
    agreement: Agreement | None

    @property
    def declaration(self) -> Declaration:
        return self.text.declaration

    @property
    def field(self) -> str:
        return f"d-{self.declaration.code}"

    @property
    def is_current(self) -> bool:
        return self.agreement is not None and self.agreement.text_id == self.text.pk


def standing_agreements(entry: Entry) -> QuerySet[Agreement]:
    """Those that were not withdrawn, each with its text, declaration and person."""
    return entry.agreements.filter(withdrawn_at=None).select_related(
        "text__declaration", "user"
    )


def declared(
    entry: Entry, agreements: Iterable[Agreement] | None = None
) -> list[Declared]:
    """Every declaration that the edition asks for, with the newest of what stands of it
    for this entry. ``agreements``: those that stand, oldest first, where they are known.
    """
    if agreements is None:
        agreements = standing_agreements(entry)
    stand = {agreement.text.declaration_id: agreement for agreement in agreements}
    return [
        Declared(text, stand.get(text.declaration_id))
        for text in texts_in(entry.edition.form_stamp, entry.edition_id)
    ]


@transaction.atomic
def declare(
    *,
    entry: Entry,
    user: User,
    agreed: Collection[int],
    seen: Collection[int],
    details: Mapping[int, str] | None = None,
) -> int:
    """Agree to, or take back, what stood on the page; how many were changed.

    ``seen``: ids of the texts shown; ``agreed``: those ticked; ``details`` in the
    entrant's words by text. Before sending everything may change; afterwards consents
    alone, at any time. Raises DeclarationOutdatedError when a text has a newer version
    than the one shown, ClosedError for a draft after closing.
    """
    entry, details = lock_entry(entry), details or {}
    known = {one.text.pk: one for one in declared(entry)}
    if not set(seen) <= set(known):
        raise DeclarationOutdatedError
    new: list[NewRow] = []
    rows: list[Agreement] = []
    for pk in seen:
        one, detail = known[pk], clean_text(details.get(pk, ""))
        if pk in agreed:
            row = agreement_to(entry, user, one, detail)
            rows += [row] if row else []
            act = acts.DECLARATION_AGREED if row else None
        else:
            act = take_back(entry, one)
        if act:
            new.append(NewRow(act, user, said(entry, one), f"entry:{entry.reference}"))
    Agreement.objects.bulk_create(rows)
    if new and entry.state == EntryState.DRAFT:
        check_not_closed(entry)
    append_many(entry.edition.code, new)
    return len(new)


def said(entry: Entry, one: Declared) -> dict[str, object]:
    """For the ledger: which words, not what anybody wrote to them."""
    said = {
        "entry": entry.reference,
        "declaration": one.declaration.code,
        "version": one.text.version,
    }
    return {**said, "language": reader_language()}


def agreement_to(
    entry: Entry, user: User, one: Declared, detail: str
) -> Agreement | None:
    """A row for exactly these words, not stored yet; None where one stands. Agreements
    to older versions keep theirs.
    """
    detail = detail if one.declaration.asks_detail else ""
    if one.agreement and one.is_current:
        if one.agreement.detail == detail or entry.state != EntryState.DRAFT:
            return None
        entry.agreements.filter(pk=one.agreement.pk).update(withdrawn_at=Now())
    return Agreement(
        entry=entry, text=one.text, user=user, language=reader_language(), detail=detail
    )


def may_take_back(entry: Entry, one: Declared) -> bool:
    """Consents always; declarations while the entry is a draft."""
    return (
        entry.state == EntryState.DRAFT
        or one.declaration.kind == DeclarationKind.CONSENT
    )


def take_back(entry: Entry, one: Declared) -> Act | None:
    """The rows stay and say how long it held. Of what an entry was sent in with only
    consents are taken back.
    """
    if not may_take_back(entry, one):
        return None
    stands = entry.agreements.filter(
        text__declaration=one.declaration, withdrawn_at=None
    )
    return acts.DECLARATION_TAKEN_BACK if stands.update(withdrawn_at=Now()) else None


@transaction.atomic
def withdraw_consents(*, user: User) -> int:
    """All that this person consented to with entries, as each chain says; how many."""
    consents = Agreement.objects.filter(
        user=user,
        withdrawn_at=None,
        text__declaration__kind=DeclarationKind.CONSENT,
    )
    given = list(consents.select_related("entry__edition", "text__declaration"))
    chains: dict[str, list[NewRow]] = {}
    for one in given:
        entry, words = one.entry, said(one.entry, Declared(one.text, one))
        row = NewRow(
            acts.DECLARATION_TAKEN_BACK, user, words, f"entry:{entry.reference}"
        )
        chains.setdefault(entry.edition.code, []).append(row)
    consents.filter(pk__in=[one.pk for one in given]).update(withdrawn_at=Now())
    for code, new in sorted(chains.items()):
        append_many(code, new)
    return len(given)


@transaction.atomic
def add_standard_declarations(*, edition: Edition, actor: User | None) -> int:
    """Give the edition those standard declarations whose codes it does not have yet."""
    Edition.objects.select_for_update().get(pk=edition.pk)
    known = set(edition.declarations.values_list("code", flat=True))
    new = [standard for standard in DECLARATIONS if standard.code not in known]
    made = Declaration.objects.bulk_create(
        Declaration(
            edition=edition,
            order=order,
            code=standard.code,
            **columns(standard, SETTINGS),
        )
        for order, standard in enumerate(new, len(known) + 1)
    )
    DeclarationText.objects.bulk_create(
        DeclarationText(
            declaration=row, version=1, written_by=actor, **columns(standard, TEXTS)
        )
        for row, standard in zip(made, new, strict=True)
    )
    if new:
        codes = [standard.code for standard in new]
        append(
            edition.code,
            acts.DECLARATIONS_ADDED,
            actor,
            {"declarations": codes},
            subject="form",
        )
    return len(new)


def columns(thing: object, names: Iterable[str]) -> dict[str, object]:
    """These fields by name."""
    return {name: getattr(thing, name) for name in names}


@transaction.atomic
def save_declaration(
    *,
    edition: Edition,
    declaration: Declaration | None,
    values: dict[str, Any],
    actor: User,
) -> DeclarationText:
    """Make or change a declaration. Other words are a new version; who agreed to the
    old one agreed to that.

    ``values``: the four texts, ``kind``, ``required``, ``asks_detail``, and ``code`` of a new one.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    words = {name: clean_text(values[name]) for name in TEXTS}
    if declaration is None:
        declaration = Declaration(
            edition=edition, code=values["code"], order=edition.declarations.count() + 1
        )
    for name in SETTINGS:
        setattr(declaration, name, values[name])
    declaration.required = (
        declaration.required and declaration.kind != DeclarationKind.CONSENT
    )
    declaration.save()
    text = declaration.texts.first()
    if text is None or any(getattr(text, name) != words[name] for name in TEXTS):
        version = text.version + 1 if text else 1
        text = DeclarationText.objects.create(
            declaration=declaration, version=version, written_by=actor, **words
        )
    write_declaration(text, acts.DECLARATION_SAVED, actor)
    return text


@transaction.atomic
def retire_declaration(*, declaration: Declaration, actor: User) -> None:
    """Asked no longer. Its words and what was agreed to are kept, and it can be asked again."""
    Declaration.objects.filter(pk=declaration.pk).update(retired_at=database_now())
    if text := declaration.texts.first():
        write_declaration(text, acts.DECLARATION_RETIRED, actor)


@transaction.atomic
def ask_declaration_again(*, declaration: Declaration, actor: User) -> None:
    """What was asked no longer, with the words that it had. Who has sent in meanwhile
    is not asked to agree.
    """
    Declaration.objects.filter(pk=declaration.pk).update(retired_at=None)
    if text := declaration.texts.first():
        write_declaration(text, acts.DECLARATION_ASKED_AGAIN, actor)


@transaction.atomic
def copy_declarations(*, source: Edition, target: Edition, actor: User) -> int:
    """Take over another edition's declarations as they read now, as version 1; codes
    that are there stay.
    """
    known = set(target.declarations.values_list("code", flat=True))
    texts = [
        text for text in current_texts(source.pk) if text.declaration.code not in known
    ]
    made = Declaration.objects.bulk_create(
        Declaration(
            edition=target, **columns(text.declaration, ("code", "order", *SETTINGS))
        )
        for text in texts
    )
    DeclarationText.objects.bulk_create(
        DeclarationText(
            declaration=row, version=1, written_by=actor, **columns(text, TEXTS)
        )
        for row, text in zip(made, texts, strict=True)
    )
    if made:
        append(
            target.code,
            acts.DECLARATIONS_COPIED,
            actor,
            {"from": source.code, "count": len(made)},
            subject="form",
        )
    return len(made)


def write_declaration(text: DeclarationText, act: Act, actor: User) -> None:
    """The declaration and its newest text, into the chain of its edition."""
    row = text.declaration
    values = {
        "declaration": {
            "code": row.code,
            "version": text.version,
            **columns(row, SETTINGS),
            **columns(text, TEXTS),
        }
    }
    append(row.edition.code, act, actor, values, subject=f"declaration:{row.code}")
