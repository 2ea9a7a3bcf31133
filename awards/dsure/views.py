from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.dsure.models import Certificate


def register(request: HttpRequest) -> HttpResponse:
    certificates = Certificate.objects.announced().select_related("maker", "mark")
    return render(request, "dsure/register.html", {"certificates": certificates})
