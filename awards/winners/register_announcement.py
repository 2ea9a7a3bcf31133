"""A dSURE announcement as its registrar reads it: it may wait for the ceremony of an
edition, and editions are known here.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from awards.dsure.announcements.views import show_announcement
from awards.dsure.register.manage import for_registrars
from awards.winners.published import coming_ceremonies


@for_registrars
def announcement_preview(request: HttpRequest, pk: int) -> HttpResponse:
    return show_announcement(request, pk, coming_ceremonies())
