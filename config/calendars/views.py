"""A person's calendar address: made and ended on a page of their account, read by their
calendar program.
"""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from awards.accounts.asking import SignedIn
from awards.accounts.limits import MINUTE, Limit, limited
from awards.calendars.addresses import (
    address_of_token,
    end_calendar_address,
    make_calendar_address,
)
from awards.models import CalendarAddress
from config.calendars.feed import feed_of

# By address; many people of one house may read theirs by way of one provider's servers.
READINGS = Limit("calendars", 600, 10 * MINUTE)


@require_safe
@limited(READINGS)
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    address = address_of_token(token)
    if address is None:
        raise Http404
    content = feed_of(address)
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    known = parse_etags(request.headers.get("If-None-Match", ""))
    response: HttpResponse
    if etag in [tag.removeprefix("W/") for tag in known]:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="dates.ics"'
    response.headers["ETag"] = etag
    return response


@login_required
def calendar_address(request: SignedIn) -> HttpResponse:
    """A new address is shown in the answer to the press that made it, and never again."""
    shown = ""
    if request.method == "POST":
        if request.POST.get("do") == "end":
            if end_calendar_address(user=request.user):
                messages.success(request, _("The calendar address no longer works."))
            return redirect("accounts:calendar")
        token = make_calendar_address(user=request.user)
        shown = settings.SITE_URL + reverse("calendar-feed", args=[token])
    context = {
        "shown": shown,
        "webcal": "webcal://" + shown.partition("://")[2] if shown else "",
        "address": CalendarAddress.objects.filter(user=request.user).first(),
    }
    return render(request, "config/account/calendar.html", context)
