"""Time stamps on heads (RFC 3161): an authority that nobody here can persuade says when a
head was there at the latest. It learns a hash, and that this site asks.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now

from awards.ledger.checkpoint import read_checkpoint
from awards.ledger.models import HeadStamp, SignedHead
from awards.outbox.seldom import Seldom
from awards.own_loop import run_apart

if TYPE_CHECKING:
    from asn1crypto.cms import ContentInfo
    from asn1crypto.tsp import TimeStampReq

ALGORITHM = "sha256"
SWEPT = 10  # heads in one sweep at most
NO_LONGER = timedelta(days=30)  # a stamp that comes later says little
HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
}
away = Seldom("The authority stamps no head", logging.getLogger(__name__))


class StampError(Exception):
    """No stamp, or one that proves nothing; the message says why."""


@dataclass(frozen=True)
class Stamp:
    at: datetime
    token: bytes  # DER


def stamped_text(head: SignedHead) -> bytes:
    """What is stamped: the head without its signatures."""
    return read_checkpoint(head.note).head.text.encode()


def stamp_due_heads() -> int:
    """One sweep: how many were stamped. Where the authority is away the next sweep asks
    again.
    """
    if not settings.TIMESTAMP_URL:
        return 0
    authority, made = urlsplit(settings.TIMESTAMP_URL).netloc, 0
    for head in unstamped(authority):
        try:
            stamp = ask(settings.TIMESTAMP_URL, stamped_text(head))
        except StampError as problem:
            away.failed(str(problem))
            break
        away.worked()
        HeadStamp.objects.get_or_create(
            head=head,
            authority=authority,
            defaults={"at": stamp.at, "token": stamp.token},
        )
        made += 1
    return made


def unstamped(authority: str) -> list[SignedHead]:
    """The oldest first."""
    young = SignedHead.objects.filter(at__gt=Now() - NO_LONGER)
    return list(
        young.filter(~Q(stamps__authority=authority)).order_by("at", "pk")[:SWEPT]
    )


def ask(url: str, content: bytes) -> Stamp:
    """Raises StampError."""
    from asn1crypto.tsp import TimeStampResp
    from pyhanko.sign.timestamps import TimeStamper
    from pyhanko.sign.timestamps.common_utils import handle_tsp_response

    digest = hashlib.sha256(content).digest()
    stamper: Any = TimeStamper  # which says nothing of its types
    nonce, request = stamper().request_cms(digest, ALGORITHM)
    answer = posted(url, request)
    try:
        token = handle_tsp_response(TimeStampResp.load(answer), nonce)
        der = bytes(token.dump())
    except Exception as problem:  # what a stranger sends breaks in many ways
        raise StampError(f"no stamp: {problem}") from problem
    return Stamp(stamped_at(der, content, settings.TIMESTAMP_ROOTS_FILE), der)


def posted(url: str, request: TimeStampReq) -> bytes:
    from requests.exceptions import RequestException

    from awards.outside.sessions import outgoing_session

    try:
        with outgoing_session() as session:
            answer = session.post(url, data=request.dump(), headers=HEADERS)
    except RequestException as problem:
        raise StampError(str(problem)) from problem
    if answer.status_code != 200:
        raise StampError(f"{url} answers {answer.status_code}")
    return bytes(answer.content)


def stamped_at(token: bytes, content: bytes, roots: Path | None) -> datetime:
    """The moment that the stamp states of this content. ``roots``: PEM, whom to believe.
    Raises StampError.
    """
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko.sign.validation.status import TimestampSignatureStatus
    from pyhanko_certvalidator import ValidationContext

    try:
        signed = token_of(token)["content"]
        moment = signed["encap_content_info"]["content"].parsed["gen_time"].native
        # certificates as they were valid then: a stamp outlives them
        context = ValidationContext(
            trust_roots=certificates_in(roots), moment=moment, allow_fetching=False
        )
        checking = validate_tst_signed_data(
            signed, context, lambda name: hashlib.new(name, content).digest()
        )
        status = TimestampSignatureStatus(**run_apart(checking))
    except Exception as problem:  # what a stranger sends breaks in many ways
        raise StampError(f"no stamp: {problem}") from problem
    if not (status.valid and status.intact and status.trusted):
        raise StampError(f"the stamp proves nothing: {status.summary()}")
    return moment  # type: ignore[no-any-return]


def token_of(der: bytes) -> ContentInfo:
    from asn1crypto.cms import ContentInfo

    return ContentInfo.load(der, strict=True)


def certificates_in(path: Path | None) -> list[object]:
    from asn1crypto.x509 import Certificate
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    pem = path.read_bytes() if path else b""
    found = x509.load_pem_x509_certificates(pem) if pem else []
    return [Certificate.load(one.public_bytes(Encoding.DER)) for one in found]
