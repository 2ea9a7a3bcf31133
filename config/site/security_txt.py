"""``/.well-known/security.txt`` (RFC 9116): whom to tell of a weakness, and until when
that was promised. Nothing stands there that the installation did not say, and nothing
at all once the day has passed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from awards.site.share_links import absolute
from config.environment.security import SecurityNotice

SOON = timedelta(days=30)


def security_txt(request: HttpRequest) -> HttpResponse:
    notice: SecurityNotice = settings.SECURITY_NOTICE
    now = timezone.now()
    if not notice.stands(now):
        raise Http404
    assert notice.expires is not None
    left = int((notice.expires - now).total_seconds())
    lines = [f"Contact: {contact}" for contact in notice.contacts]
    lines += [
        f"Expires: {notice.expires.isoformat()}",
        f"Canonical: {absolute('security-txt')}",
    ]
    response = HttpResponse(
        "".join(f"{line}\n" for line in lines),
        content_type="text/plain; charset=utf-8",
    )
    # no copy outlives what it says
    response.headers["Cache-Control"] = f"public, max-age={min(left, 3600)}"
    return response


def check_security_notice(**_options: Any) -> list[CheckMessage]:
    """For ``manage.py check``, which runs at each start and update."""
    notice: SecurityNotice = settings.SECURITY_NOTICE
    if notice.expires is None or notice.stands(timezone.now() + SOON):
        return []
    day = notice.expires.date().isoformat()
    return [
        Warning(
            f"security.txt is read until {day} and is gone afterwards.",
            hint="Ask whoever reads SECURITY_CONTACT, then set SECURITY_EXPIRES anew.",
            id="config.W001",
        )
    ]
