"""The page of a call, and its moments for people's calendars."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.gzip import gzip_page

from awards.models import Edition
from awards.site.calendar import CalendarEvent, calendar_file
from awards.site.face import face_of
from awards.site.share_links import absolute, share
from config.site.call import call_of, call_page


@gzip_page
def call_show(request: HttpRequest, code: str) -> HttpResponse:
    visible = Edition.objects.visible_to(request.user).select_related("identity")
    edition = get_object_or_404(visible, code=code)
    about = str(edition.about)[:300]
    context = {
        "edition": edition,
        "page": call_page(edition),
        "face": face_of(edition),
        "share": share(str(edition.name), about, "call-show", edition.code),
    }
    return render(request, "awards/site/call.html", context)


def call_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The moments of an edition that everybody may know, as an .ics file."""
    edition = get_object_or_404(Edition.objects.visible_to(request.user), code=code)
    url = absolute("call-show", edition.code)
    events = [
        CalendarEvent(
            uid=f"{edition.code}-{number}@{request.get_host()}",
            title=f"{step.public}: {edition.name}",
            at=step.at,
            url=url,
        )
        for number, step in enumerate(call_of(edition).steps)
    ]
    content = calendar_file(str(edition.name), events, made_at=timezone.now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{edition.code}.ics"'
    return response
