from __future__ import annotations

from django.urls import path

from awards.winners import gallery, views

urlpatterns = [
    path("winners/", views.winners_archive, name="winners-archive"),
    path("winners/<slug:edition>/", views.winners_show, name="winners-show"),
    path(
        "winners/<slug:edition>/versions/<int:version>/",
        views.winners_show,
        name="winners-version",
    ),
    path("winners/<slug:edition>/embed/", views.winners_embed, name="winners-embed"),
    path(
        "winners/<slug:edition>/press-kit.zip",
        views.winners_press,
        name="winners-press",
    ),
    path(
        "winners/<slug:edition>/<slug:reference>/",
        views.winner_show,
        name="winner-show",
    ),
    path(
        "winners/<slug:edition>/<slug:reference>/card.png",
        views.winner_card,
        name="winner-card",
    ),
    path("gallery/", gallery.gallery, name="gallery"),
    path("gallery/map/", gallery.winners_map, name="winners-map"),
]
