"""Making certificates: words frozen at once, PDFs by the worker, invisible until the
edition's list is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet, Value
from django.db.models.functions import Concat, Now

from awards import acts
from awards.accounts.models import User
from awards.certificates.emails import tell_of_revocation
from awards.certificates.pdf import make_pdf
from awards.certificates.wording import (
    DEFAULTS,
    bare_level,
    filled,
    filled_in_thai_digits,
    without_category,
)
from awards.language.bilingual import Localized
from awards.language.seen_form import check_seen, standing_of
from awards.language.thai import ERA
from awards.ledger.services import append
from awards.models import (
    CertificateKind,
    Credential,
    Edition,
    Winner,
    WinnerList,
    Wording,
    new_code,
    whose,
)
from awards.outbox.work import WorkState
from awards.paper.fonts import lacking, named
from awards.site.face import face_of
from awards.site.letterhead import ACCENT, organiser_in

NOTHING: Mapping[str, bytes | None] = {}
LOCK = 0x43455254  # one at a time may number certificates (an advisory lock of the database)
# What organisers write for certificates of a kind.
WORDED = (
    "title_th",
    "title_en",
    "text_th",
    "text_en",
    "signer_th",
    "signer_en",
    "office_th",
    "office_en",
    "second_signer_th",
    "second_signer_en",
    "second_office_th",
    "second_office_en",
    "thai_digits",
)


@dataclass(frozen=True)
class Recipient:
    """Whose certificate, in both languages; ``reference`` says which of them it is when
    asked for again.
    """

    reference: str
    name_th: str
    name_en: str
    work_th: str = ""
    work_en: str = ""
    level_th: str = ""
    level_en: str = ""
    category_th: str = ""
    category_en: str = ""
    winner: Winner | None = None
    holder: User | None = None

    name, work = Localized("name"), Localized("work")
    level, category = Localized("level"), Localized("category")

    @property
    def whose(self) -> str:
        """As people know it: see ``Credential.whose``."""
        return whose(self.reference, "")

    @property
    def lacking(self) -> tuple[str, ...]:
        """Letters that no font of ours can write, of any of the texts that the
        certificate would say.
        """
        names = ("name", "work", "level", "category")
        return lacking(
            *(
                getattr(self, f"{name}_{language}")
                for name in names
                for language in ("th", "en")
            )
        )

    @property
    def lacking_named(self) -> str:
        """``😀 (U+1F600), …`` for whoever decides about it; empty where every letter can
        be written.
        """
        return ", ".join(map(named, self.lacking))

    def words(self, language: str, edition: Edition) -> dict[str, str]:
        names = ("name", "work", "level", "category")
        found = {
            name: getattr(self, f"{name}_{language}") or getattr(self, f"{name}_th")
            for name in names
        }
        if language == "th":
            found["level"] = bare_level(found["level"])
        year = edition.year + ERA if language == "th" else edition.year
        return {
            **found,
            "edition": getattr(edition, f"name_{language}"),
            "year": str(year),
        }


def without_certificate(edition: Edition) -> QuerySet[Winner]:
    """Of the standing list, those for whom none was ever made; ``recipient_of`` writes
    the reference.
    """
    reference = Concat(OuterRef("category_code"), Value(":"), OuterRef("reference"))
    made = Credential.objects.filter(
        edition=edition, kind=CertificateKind.WINNER, reference=reference
    )
    winners = Winner.objects.filter(
        winner_list__edition=edition,
        winner_list__published_at__isnull=False,
        winner_list__superseded_at=None,
    )
    return winners.exclude(Exists(made))


def recipient_of(winner: Winner, holder: User | None = None) -> Recipient:
    """A winner's line as a certificate says it; English falls back to Thai, and a prize
    across categories names none.
    """
    return Recipient(
        holder=holder,
        reference=f"{winner.category_code}:{winner.reference}",
        name_th=winner.organisation_th,
        name_en=winner.organisation_en or winner.organisation_th,
        work_th=winner.title_th,
        work_en=winner.title_en,
        level_th=winner.level_th,
        level_en=winner.level_en,
        category_th="" if winner.across else winner.category_th,
        category_en="" if winner.across else winner.category_en,
        winner=winner,
    )


def wording_of(edition: Edition, kind: CertificateKind) -> Wording:
    """The edition's own words, or the usual ones (not stored until somebody changes them)."""
    found = edition.wordings.filter(kind=kind).first()
    if found:
        return found
    title_th, title_en, text_th, text_en = DEFAULTS[kind]
    words = {
        "title_th": title_th,
        "title_en": title_en,
        "text_th": text_th,
        "text_en": text_en,
    }
    return Wording(edition=edition, kind=kind, **words)


@transaction.atomic
def save_wording(
    *,
    wording: Wording,
    actor: User | None,
    pictures: Mapping[str, bytes | None] = NOTHING,
    seen: str = "",
) -> None:
    """For certificates made from now on: those that exist keep their words and pictures.

    ``pictures``: PNGs by field that are new, None for one to be taken away. Raises
    ChangedMeanwhile when other words stand than ``seen`` says.
    """
    Edition.objects.select_for_update().get(pk=wording.edition_id)
    standing = wording_of(wording.edition, CertificateKind(wording.kind))
    check_seen(seen, standing_of(standing, WORDED))
    for field, content in pictures.items():
        setattr(wording, field, ContentFile(content, "artwork.png") if content else "")
    wording.save()
    values = {
        name: getattr(wording, name)
        for name in ("title_th", "title_en", "text_th", "text_en")
    }
    values["look"] = frozen_look(wording)
    append(
        wording.edition.code,
        acts.CERTIFICATE_WORDING,
        actor,
        values,
        subject=f"wording:{wording.kind}",
    )


def prepare_for_winners(*, winner_list: WinnerList, actor: User | None) -> int:
    """Without holders: ``judging.services.prepare_certificates`` knows whose entries they are."""
    recipients = [recipient_of(winner) for winner in winner_list.winners.all()]
    return prepare(
        edition=winner_list.edition,
        kind=CertificateKind.WINNER,
        recipients=recipients,
        actor=actor,
    )


@transaction.atomic
def prepare(
    *,
    edition: Edition,
    kind: CertificateKind,
    recipients: Iterable[Recipient],
    actor: User | None,
) -> int:
    """Queue a certificate for each recipient that has none; returns how many. Safe to
    press again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    standing = Credential.objects.filter(edition=edition, kind=kind, revoked_at=None)
    known = set(standing.values_list("reference", flat=True))
    last = Credential.objects.aggregate(last=Max("status_index"))["last"]
    index = -1 if last is None else last
    wording = wording_of(edition, kind)
    fresh = [one for one in recipients if one.reference not in known]
    rows = [worded(wording, one, index + number) for number, one in enumerate(fresh, 1)]
    Credential.objects.bulk_create(rows, batch_size=500)
    if rows:
        values = {"kind": kind.value, "references": [row.reference for row in rows]}
        append(
            edition.code,
            acts.CERTIFICATES_PREPARED,
            actor,
            values,
            subject=f"certificates:{kind}",
        )
    return len(rows)


def worded(wording: Wording, one: Recipient, index: int) -> Credential:
    """A certificate with every text and picture frozen in it; not stored. ``index``:
    its place in the list of revocations.
    """
    edition = wording.edition
    texts = {"th": wording.text_th, "en": wording.text_en}
    if one.winner and not one.category_th:
        texts = {language: without_category(text) for language, text in texts.items()}
    fill_in = filled_in_thai_digits if wording.thai_digits else filled
    return Credential(
        edition=edition,
        code=new_code(),
        kind=wording.kind,
        winner=one.winner,
        holder=one.holder,
        reference=one.reference,
        status_index=index,
        name_th=one.name_th,
        name_en=one.name_en,
        title_th=wording.title_th,
        title_en=wording.title_en,
        text_th=fill_in(texts["th"], one.words("th", edition)),
        text_en=filled(texts["en"], one.words("en", edition)),
        extra={**frozen_look(wording), "head": frozen_head(edition)},
        issued_at=issue_moment(edition, one),
    )


def issue_moment(edition: Edition, one: Recipient) -> datetime:
    """When the recipient's list was published, a promise until then: ``dating`` puts
    the true moment in its place.
    """
    published = one.winner.winner_list.published_at if one.winner else None
    return published or edition.announcement


def frozen_look(wording: Wording) -> dict[str, object]:
    """Who signs, the logos and the digits as JSON; pictures by the names that they are
    stored under.
    """
    signers = [signer(wording, part) for part in ("", "second_")]
    logos = [wording.logo.name, wording.second_logo.name, wording.third_logo.name]
    return {
        "signers": [one for one in signers if any(one.values())],
        "logos": [name for name in logos if name],
        "thai_digits": wording.thai_digits,
    }


def frozen_head(edition: Edition) -> dict[str, str]:
    """Whose certificate it is: colour, emblem and organiser as they are now. A later
    change of the edition's face never reaches it; stored emblems are kept for it.
    """
    face = face_of(edition)
    file = face.emblem_file
    return {
        "accent": face.accent or ACCENT,
        "emblem": str(file.name) if file else "",
        "organiser_th": organiser_in("th", face),
        "organiser_en": organiser_in("en", face),
    }


def signer(wording: Wording, part: str) -> dict[str, str]:
    """Name and office in both languages, and the path of the signature; ``part`` is the
    prefix of the fields.
    """
    texts = {
        f"{to}_{at}": getattr(wording, f"{part}{field}_{at}")
        for to, field in (("name", "signer"), ("office", "office"))
        for at in ("th", "en")
    }
    return {**texts, "image": getattr(wording, f"{part}signature").name or ""}


@transaction.atomic
def revoke(
    *, credential: Credential, because: str, actor: User | None, tell: bool = True
) -> None:
    """For good, and its holder is told why; a corrected one may be prepared afterwards.
    Twice changes nothing.
    """
    standing = Credential.objects.select_for_update().get(pk=credential.pk)
    if standing.revoked_at:
        return
    Credential.objects.filter(pk=standing.pk).update(
        revoked_at=Now(), revoked_because=because
    )
    values = {"code": standing.code, "because": because}
    append(
        standing.edition.code,
        acts.CERTIFICATE_REVOKED,
        actor,
        values,
        subject=f"certificate:{standing.reference}",
    )
    if tell:
        tell_of_revocation(standing, because)


@transaction.atomic
def empty_certificate(credential: Credential) -> None:
    """For a person who asks to be forgotten: revoked, and no word or file left; only
    that there was one.
    """
    revoke(credential=credential, because="erased", actor=None, tell=False)
    if credential.pdf:
        credential.pdf.delete(save=False)
    words = dict.fromkeys(
        ("name_th", "name_en", "text_th", "text_en", "pdf", "last_error"), ""
    )
    Credential.objects.filter(pk=credential.pk).update(
        **words, extra={}, state=WorkState.DROPPED
    )


def make_due_certificates(limit: int = 50) -> int:
    """One sweep of the worker: typeset what is queued; returns how many were made."""
    return sum(
        make_one(credential)
        for credential in Credential.objects.select_related("edition").claim_each(limit)
    )


def make_one(credential: Credential) -> int:
    """How many were made: 0 where it failed, or where its draft list went away
    meanwhile.
    """
    try:
        pdf = make_pdf(credential)
    except (
        Exception
    ) as error:  # a broken template or key: the row remembers it and is tried again
        credential.retry_later(f"{type(error).__name__}: {error}")
        return 0
    credential.pdf.save(f"{credential.code}.pdf", ContentFile(pdf), save=False)
    with transaction.atomic():
        same = Credential.objects.filter(
            pk=credential.pk, issued_at=credential.issued_at
        )
        kept = same.update(pdf=credential.pdf.name)
        if kept:
            credential.finish()
    if not kept:
        # its draft list was thrown away or published meanwhile
        credential.pdf.delete(save=False)
    return kept
