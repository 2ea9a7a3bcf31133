from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.models import Edition


def winners_archive(request: HttpRequest) -> HttpResponse:
    return render(request, "awards/winners_archive.html", {"editions": Edition.objects.announced()})
