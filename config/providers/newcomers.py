"""Somebody who came from a provider and is not known here, until their address is
proven: kept in the session of the browser that they came with, and nowhere else.

An address that the provider may not vouch for is proven by a code that goes there and is
typed in this very browser. So nobody links themselves to an account whose mail they do
not read, and the page says the same whether the address has an account or not.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from config.providers.emails import send_code
from config.providers.identities import Identity
from config.providers.services import SignUp

KEY = "provider_newcomer"
LASTS = timedelta(minutes=30)  # from coming here to being done
CODE_LASTS = timedelta(minutes=15)
DIGITS = 8
TRIES = 5


@dataclass(frozen=True)
class Proof:
    """``code``: its keyed hash."""

    said: SignUp
    code: str
    until: float  # seconds since 1970
    tries: int = 0


@dataclass(frozen=True)
class Newcomer:
    """``path``: where they wanted to go."""

    identity: Identity
    path: str
    since: float
    proof: Proof | None = None


class WrongCode(Exception):
    pass


class CodeOver(Exception):
    """Too old, or guessed at too often: another has to be asked for."""


def keep(session: SessionBase, newcomer: Newcomer) -> None:
    session[KEY] = asdict(newcomer)


def forget(session: SessionBase) -> None:
    session.pop(KEY, None)


def newcomer_in(session: SessionBase) -> Newcomer | None:
    kept = session.get(KEY)
    if not kept or time.time() - kept["since"] > LASTS.total_seconds():
        return None
    proof = kept["proof"]
    return Newcomer(
        identity=Identity(**kept["identity"]),
        path=kept["path"],
        since=kept["since"],
        proof=proof and Proof(**{**proof, "said": SignUp(**proof["said"])}),
    )


def hash_of(code: str) -> str:
    return salted_hmac("config.providers.code", code, algorithm="sha256").hexdigest()


def ask_for_proof(newcomer: Newcomer, said: SignUp) -> Newcomer:
    """A code goes to the address that was typed; the one before ends."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    until = timezone.now() + CODE_LASTS
    send_code(
        email=said.email,
        language=said.language,
        provider=newcomer.identity.provider,
        code=code,
        until=until,
    )
    return replace(newcomer, proof=Proof(said, hash_of(code), until.timestamp()))


def check_code(session: SessionBase, newcomer: Newcomer, typed: str) -> SignUp:
    """What was said with the proven address. Each try counts before it is looked at.

    Raises WrongCode, CodeOver.
    """
    proof = newcomer.proof
    if proof is None or time.time() > proof.until or proof.tries >= TRIES:
        raise CodeOver
    keep(session, replace(newcomer, proof=replace(proof, tries=proof.tries + 1)))
    session.save()
    if not constant_time_compare(hash_of(typed), proof.code):
        raise WrongCode
    return proof.said
