"""Certificates for those who hold one, for whoever checks one, and for machines that do."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import override
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from awards.accounts.limits import VERIFICATIONS, limited
from awards.certificates import open_badge
from awards.certificates.forms import CodeForm
from awards.certificates.keys import jwk_of
from awards.language.bilingual import other_language, reader_language
from awards.language.thai import ascii_digits, clean_text
from awards.ledger.signing import site_keys
from awards.models import Credential
from awards.winners.issuer import issuer_name

JSON = {"ensure_ascii": False}


@login_required
def own_certificates(request: HttpRequest) -> HttpResponse:
    """A person's own, once they are public."""
    credentials = (
        Credential.objects.held_by(request.user)
        .exclude(pdf="")
        .select_related("edition")
        .order_by("-pk")
    )
    context = {
        "credentials": credentials,
        "has_key": site_keys().signing is not None,
    }
    return render(request, "awards/certificates/own.html", context)


def pdf_of(credential: Credential) -> FileResponse:
    if not credential.pdf:
        raise Http404
    name = f"certificate-{credential.code}.pdf"
    return FileResponse(
        credential.pdf.open(), content_type="application/pdf", filename=name
    )


def code_of(typed: str) -> str:
    """As people type it: small letters, spaces, no hyphens."""
    plain = "".join(c for c in ascii_digits(clean_text(typed)).upper() if c.isalnum())
    return "-".join(plain[i : i + 4] for i in range(0, len(plain), 4))


@require_safe
@limited(VERIFICATIONS)
def credential_find(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.GET if "code" in request.GET else None)
    if (
        form.is_bound
        and form.is_valid()
        and (code := code_of(form.cleaned_data["code"]))
    ):
        return redirect("awards:credential-verify", code[:60])
    return render(request, "awards/certificates/find.html", {"form": form})


@require_safe
@limited(VERIFICATIONS)
def credential_open(request: HttpRequest, code: str) -> HttpResponse:
    """The address that is printed: to the page in the reader's language, the
    certificate's own where they name none.
    """
    with override(wished_language(request)):
        response = redirect("awards:credential-verify", code_of(code)[:60])
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.headers["Cache-Control"] = "no-cache"
    return response


def wished_language(request: HttpRequest) -> str:
    """Of a member what they chose; of others English only where their browser asks for
    it and not for Thai.
    """
    if request.user.is_authenticated:
        return request.user.language
    asked = [
        code
        for code, _weight in parse_accept_lang_header(
            request.headers.get("Accept-Language", "")
        )
    ]
    reads_thai = any(code.startswith("th") for code in asked)
    return (
        "en"
        if not reads_thai and any(code.startswith("en") for code in asked)
        else "th"
    )


@require_safe
@limited(VERIFICATIONS)
def credential_verify(request: HttpRequest, code: str) -> HttpResponse:
    """What the certificate says, when it was issued, whether it was revoked; nothing else."""
    credential = (
        Credential.objects.public()
        .select_related("edition")
        .filter(code=code_of(code))
        .first()
    )
    if credential is None:
        return render(
            request,
            "awards/certificates/unknown.html",
            {"code": clean_text(code)[:60]},
            status=404,
        )
    context = {
        "credential": credential,
        "has_key": site_keys().signing is not None,
        "issuer": issuer_name(),
        "site": settings.SITE_URL,
        "signers": signers_of(credential),
    }
    return render(request, "awards/certificates/verify.html", context)


def signers_of(credential: Credential) -> list[str]:
    """Who signs the paper, with their office, in the reader's language where it was written."""
    at, other = reader_language(), other_language(reader_language())
    found = []
    for one in credential.extra.get("signers", []):
        parts = [
            one.get(f"{part}_{at}") or one.get(f"{part}_{other}")
            for part in ("name", "office")
        ]
        found.append(", ".join(part for part in parts if part))
    return [text for text in found if text]


@require_safe
@limited(VERIFICATIONS)
def credential_pdf(request: HttpRequest, code: str) -> FileResponse:
    return pdf_of(get_object_or_404(Credential.objects.public(), code=code_of(code)))


@require_safe
@limited(VERIFICATIONS)
def credential_jwt(request: HttpRequest, code: str) -> HttpResponse:
    credential = get_object_or_404(Credential.objects.public(), code=code_of(code))
    keys = site_keys()
    if keys.signing is None:
        return render(request, "awards/certificates/no_key.html", status=404)
    response = HttpResponse(
        open_badge.as_jwt(credential, keys), content_type="application/vc+jwt"
    )
    response.headers["Content-Disposition"] = (
        f'attachment; filename="credential-{credential.code}.jwt"'
    )
    return response


def for_machines(document: Mapping[str, object]) -> JsonResponse:
    response = JsonResponse(document, json_dumps_params=JSON)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def issuer(request: HttpRequest) -> JsonResponse:
    return for_machines({"@context": open_badge.CONTEXT, **open_badge.issuer()})


@require_safe
def jwks(request: HttpRequest) -> JsonResponse:
    """Every key that ever signed, the present one first (RFC 7517)."""
    return for_machines({"keys": [jwk_of(key) for key in site_keys().public]})


@require_safe
def key(request: HttpRequest, kid: str) -> JsonResponse:
    found = [jwk for jwk in map(jwk_of, site_keys().public) if jwk["kid"] == kid]
    if not found:
        raise Http404
    return for_machines(found[0])


@require_safe
def status(request: HttpRequest, part: int) -> HttpResponse:
    """Which were revoked, as a signed list of bits: asking for one certificate tells
    nobody which.
    """
    keys = site_keys()
    first = part * open_badge.STATUS_BITS
    numbered = Credential.objects.filter(
        status_index__gte=first, status_index__lt=first + open_badge.STATUS_BITS
    )
    if keys.signing is None or (part and not numbered.exists()):
        raise Http404
    revoked = (
        numbered.public()
        .filter(revoked_at__isnull=False)
        .values_list("status_index", flat=True)
    )
    signed = open_badge.status_list(
        part, [index - first for index in revoked], timezone.now(), keys
    )
    response = HttpResponse(signed, content_type="application/vc+jwt")
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
