from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path

from awards.certificates import urls as certificates
from awards.stage import urls as stage
from awards.views import gallery, list_mails, lists, manage, public, rules

app_name = "awards"


def rule_paths(kind: rules.Kind, folder: str) -> list[URLPattern]:
    base, options = f"manage/<slug:edition>/{folder}/", {"kind": kind}
    made: list[tuple[str, Any, str]] = [
        ("", rules.rule_list, "list"),
        ("<slug:code>/", rules.rule_change, "change"),
    ]
    if kind.remove:
        made = [
            made[0],
            ("new/", rules.rule_new, "new"),
            made[1],
            ("<slug:code>/remove/", rules.rule_remove, "remove"),
        ]
    return [
        path(base + tail, view, options, name=f"{kind.name}-{verb}")
        for tail, view, verb in made
    ]


MANAGE = "manage/<slug:edition>/"
LIST = MANAGE + "lists/<int:version>/"
urlpatterns = [
    path("editions/<slug:code>/", public.edition_show, name="edition-show"),
    path("winners/", public.winners_archive, name="winners-archive"),
    path("winners/<slug:edition>/", public.winners_show, name="winners-show"),
    path(
        "winners/<slug:edition>/versions/<int:version>/",
        public.winners_show,
        name="winners-version",
    ),
    path("winners/<slug:edition>/embed/", public.winners_embed, name="winners-embed"),
    path(
        "winners/<slug:edition>/press-kit.zip",
        public.winners_press,
        name="winners-press",
    ),
    path(
        "winners/<slug:edition>/<slug:reference>/",
        public.winner_show,
        name="winner-show",
    ),
    path(
        "winners/<slug:edition>/<slug:reference>/card.png",
        public.winner_card,
        name="winner-card",
    ),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/map/", gallery.winners_map, name="winners-map"),
    path("manage/", manage.edition_list, name="edition-list"),
    path("manage/new/", manage.edition_new, name="edition-new"),
    path(MANAGE, manage.edition_overview, name="edition-overview"),
    path(MANAGE + "edition/", manage.edition_change, name="edition-change"),
    path(MANAGE + "organisers/", manage.organiser_list, name="organiser-list"),
    path(
        MANAGE + "organisers/changes/<int:pk>/",
        manage.change_answer,
        name="change-answer",
    ),
    path(
        MANAGE + "organisers/<int:pk>/remove/",
        manage.organiser_remove,
        name="organiser-remove",
    ),
    path(MANAGE + "weights/", rules.weights_index, name="weights-index"),
    path(
        MANAGE + "weights/<slug:round_code>/",
        rules.weights_change,
        name="weights-change",
    ),
    *rule_paths(rules.CATEGORY, "categories"),
    *rule_paths(rules.CRITERION, "criteria"),
    *rule_paths(rules.ROUND, "rounds"),
    *rule_paths(rules.LEVEL, "prizes"),
    path(MANAGE + "lists/", lists.list_index, name="list-index"),
    path(LIST, lists.list_show, name="list-show"),
    path(LIST + "schedule/", lists.list_schedule, name="list-schedule"),
    path(LIST + "erratum/", lists.list_correct, name="list-correct"),
    path(LIST + "approve/", lists.list_approve, name="list-approve"),
    path(LIST + "unschedule/", lists.list_unschedule, name="list-unschedule"),
    path(LIST + "winners/<int:pk>/", lists.picture_change, name="picture-change"),
    path(
        LIST + "winners/<int:pk>/picture.jpg", lists.picture_show, name="picture-show"
    ),
    path(LIST + "mails/", list_mails.list_mails, name="list-mails"),
    path(
        LIST + "mails/<slug:event>/<int:person>/",
        list_mails.list_mail,
        name="list-mail",
    ),
    path(LIST + "discard/", lists.list_discard, name="list-discard"),
    *certificates.urlpatterns,
    *stage.urlpatterns,
]
