"""The register for machines: JSON, CSV and Atom. The same rows as the pages, nothing
unannounced.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import wraps
from itertools import islice
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from awards.accounts.limits import SEARCHES, limited
from awards.dsure.models import Announcement, Certificate, number_key
from awards.dsure.querysets import CertificateQuerySet
from awards.dsure.register.pages import register_version
from awards.dsure.register.views import filtered, filters_of
from awards.spreadsheets.formulas import disarmed

View = Callable[..., HttpResponseBase]
COLUMNS = (
    "number name_th name_en kind maker_th maker_en mark mark_th mark_en level_th "
    "level_en laboratory_th laboratory_en "
    "issued_on expires_on state state_since announced_at digital_service_url url"
).split()
PART = 500  # products at once
SAFE = "!$&'()*+,;=/~:@"  # in an address, as Django writes it


def versioned(view: View) -> View:
    """ETag from the register's version: an unchanged register costs one query."""

    @wraps(view)
    def wrapper(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        etag = quote_etag(
            hashlib.sha256(
                f"{register_version()} {request.get_full_path()}".encode()
            ).hexdigest()[:20]
        )
        known = parse_etags(request.headers.get("If-None-Match", ""))
        fresh = etag in [tag.removeprefix("W/") for tag in known]
        response = (
            HttpResponseNotModified() if fresh else view(request, *args, **kwargs)
        )
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "public, no-cache"
        response.headers["Access-Control-Allow-Origin"] = "*"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    return require_safe(limited(SEARCHES)(wrapper))


@dataclass(frozen=True)
class Today:
    """What is the same for every product of a file. ``address``: of a product's page,
    with NUMBER in it.
    """

    day: date
    address: str

    @classmethod
    def now(cls) -> Today:
        with translation.override("en"):
            path = reverse("dsure:certificate", args=["NUMBER"])
        return cls(timezone.localdate(), settings.SITE_URL + path)

    def page_of(self, certificate: Certificate) -> str:
        number = quote(certificate.number, safe=SAFE)
        return self.address.replace("NUMBER", number)


def document(certificate: Certificate, today: Today) -> dict[str, object]:
    """One product as machines read it; the same keys in JSON and CSV."""
    laboratory = certificate.laboratory
    return {
        "number": certificate.number,
        "name_th": certificate.name_th,
        "name_en": certificate.name_en,
        "kind": certificate.kind,
        "maker_th": certificate.maker.name_th,
        "maker_en": certificate.maker.name_en,
        "mark": certificate.mark.code,
        "mark_th": certificate.mark.name_th,
        "mark_en": certificate.mark.name_en,
        "level_th": certificate.mark.level_th,
        "level_en": certificate.mark.level_en,
        "laboratory_th": laboratory.name_th if laboratory else None,
        "laboratory_en": laboratory.name_en if laboratory else None,
        "issued_on": certificate.issued_on.isoformat(),
        "expires_on": certificate.expires_on.isoformat()
        if certificate.expires_on
        else None,
        "state": certificate.state_on(today.day).value,
        "state_since": state_since(certificate, today.day),
        "announced_at": certificate.announced_at.isoformat()
        if certificate.announced_at
        else None,
        "digital_service_url": certificate.digital_service_url or None,
        "url": today.page_of(certificate),
    }


def state_since(certificate: Certificate, day: date) -> str | None:
    since = certificate.standing_since_on(day)
    return since.isoformat() if since else None


def rows(request: HttpRequest) -> CertificateQuerySet:
    return filtered(Certificate.objects.announced(), filters_of(request)).for_reading()


@versioned
def products_json(request: HttpRequest) -> JsonResponse:
    today = Today.now()
    products = [document(certificate, today) for certificate in rows(request)]
    return JsonResponse(
        {"count": len(products), "products": products},
        json_dumps_params={"ensure_ascii": False},
    )


class Echo:
    def write(self, value: str) -> str:
        return value


def csv_parts(certificates: CertificateQuerySet) -> Iterator[str]:
    """Some hundred lines at once: each part is written to the network by itself."""
    writer, today = csv.writer(Echo()), Today.now()
    yield "\ufeff" + writer.writerow(COLUMNS)
    found = (document(row, today) for row in certificates.iterator(chunk_size=PART))
    lines = (
        writer.writerow([disarmed(one[column]) for column in COLUMNS]) for one in found
    )
    while part := "".join(islice(lines, PART)):
        yield part


@versioned
def products_csv(request: HttpRequest) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        csv_parts(rows(request)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = (
        'attachment; filename="dsure-products.csv"'
    )
    return response


@versioned
def product_json(request: HttpRequest, number: str) -> JsonResponse:
    found = (
        Certificate.objects.announced()
        .for_reading()
        .filter(number_key=number_key(number))
        .first()
    )
    if found is None:
        return JsonResponse({"error": "There is no such certificate."}, status=404)
    events = [
        {
            "at": e.at.isoformat(),
            "kind": e.kind,
            "state": e.to_state or None,
            "note_th": e.note_th,
            "note_en": e.note_en,
        }
        for e in found.public_events()
    ]
    return JsonResponse(
        {**document(found, Today.now()), "history": events},
        json_dumps_params={"ensure_ascii": False},
    )


@versioned
def feed(request: HttpRequest) -> HttpResponse:
    """Announcements as Atom; ``?lang=en`` for English, Thai without."""
    language = "en" if request.GET.get("lang") == "en" else "th"
    with translation.override(language):
        return HttpResponse(
            written_feed(language), content_type="application/atom+xml; charset=utf-8"
        )


def written_feed(language: str) -> str:
    site = settings.SITE_URL
    atom = Atom1Feed(
        title=_("dSURE announcements"),
        link=site + reverse("dsure:register"),
        description=None,  # an empty subtitle says nothing
        author_name=_("dSURE register of certified products"),
        language=language,
        feed_url=f"{site}{reverse('dsure-feed')}?lang={language}",
    )
    latest = (
        Announcement.objects.published()
        .order_by("-published_at")
        .prefetch_related("certificates__maker")[:50]
    )
    for announcement in latest:
        names = "\n".join(
            f"{c.number} · {c.name} · {c.maker}"
            for c in announcement.certificates.all()
        )
        atom.add_item(
            title=str(announcement.title),
            link=site + reverse("dsure:announcement", args=[announcement.pk]),
            description=linebreaks(
                f"{announcement.text}\n\n{names}".strip(), autoescape=True
            ),
            pubdate=announcement.published_at,
            updateddate=announcement.published_at,
            unique_id=f"{site}{reverse('dsure-feed')}{'' if language == 'th' else '?lang=en'}#{announcement.pk}",
        )
    return atom.writeString("utf-8")
