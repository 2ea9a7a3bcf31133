from __future__ import annotations

from django.urls import URLPattern, path

from awards.site import manage, views


def managed(prefix: str, name: str) -> list[URLPattern]:
    """The pages by which a face is set: of an edition, or of the site."""
    return [
        path(
            f"{prefix}identity/", manage.identity_change, name=f"{name}identity-change"
        ),
        path(
            f"{prefix}partners/new/", manage.partner_change, name=f"{name}partner-new"
        ),
        path(
            f"{prefix}partners/<int:pk>/",
            manage.partner_change,
            name=f"{name}partner-change",
        ),
        path(
            f"{prefix}partners/<int:pk>/remove/",
            manage.partner_remove,
            name=f"{name}partner-remove",
        ),
        path(f"{prefix}pages/", manage.page_list, name=f"{name}page-list"),
        path(f"{prefix}pages/new/", manage.page_change, name=f"{name}page-new"),
        path(f"{prefix}pages/<int:pk>/", manage.page_change, name=f"{name}page-change"),
        path(
            f"{prefix}pages/<int:pk>/remove/",
            manage.page_remove,
            name=f"{name}page-remove",
        ),
    ]


urlpatterns = [
    path("pages/<int:pk>/<slug:code>/", views.page_show, name="page-show"),
    path("news/", views.news, name="news"),
    *managed("manage/<slug:edition>/site/", ""),
    *managed("operator/site/", "site-"),
]
