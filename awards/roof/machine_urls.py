"""Addresses without a language, for machines. Named without a namespace: the root
includes them as they are.
"""

from __future__ import annotations

from django.urls import path

from awards.certificates import urls as certificates
from awards.mails import line_webhook
from awards.record import machine as record
from awards.site import files, manifest
from awards.winners import machine

urlpatterns = [
    path("api/v1/openapi.json", machine.openapi_json, name="openapi-json"),
    path("api/v1/editions/", machine.editions_json, name="editions-json"),
    path(
        "api/v1/editions/<slug:code>/winners.json",
        machine.winners_json,
        name="winners-json",
    ),
    path(
        "api/v1/editions/<slug:code>/winners.csv",
        machine.winners_csv,
        name="winners-csv",
    ),
    path("pictures/winner-<int:pk>.jpg", machine.winner_picture, name="winner-picture"),
    path("sitemap.xml", machine.sitemap, name="sitemap"),
    path("identity/<slug:accent>.css", files.identity_sheet, name="identity-sheet"),
    path("identity/<int:pk>/emblem", files.identity_emblem, name="identity-emblem"),
    path("identity/<int:pk>/hero.jpg", files.identity_hero, name="identity-hero"),
    path("identity/partners/<int:pk>/logo", files.partner_logo, name="partner-logo"),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("line/webhook", line_webhook.line_webhook, name="line-webhook"),
    path("robots.txt", machine.robots, name="robots"),
    path("feeds/winners.atom", machine.winners_atom, name="winners-atom"),
    path("feeds/record.atom", record.record_atom, name="record-atom"),
    path(
        "api/v1/editions/<slug:code>/record.json",
        record.record_json,
        name="record-json",
    ),
    path(
        "api/v1/editions/<slug:code>/record/checkpoint",
        record.checkpoint,
        name="record-checkpoint",
    ),
    path(
        "api/v1/editions/<slug:code>/record/inclusion.json",
        record.inclusion_json,
        name="record-inclusion",
    ),
    path(
        "api/v1/editions/<slug:code>/record/consistency.json",
        record.consistency_json,
        name="record-consistency",
    ),
    *certificates.machine_patterns,
]
