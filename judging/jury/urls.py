from __future__ import annotations

from django.urls import path

from judging.jury import (
    import_record_views,
    import_views,
    invitation_views,
    many_views,
    panel_views,
    planned_views,
    public_views,
    views,
)

urlpatterns = [
    path(
        "manage/<slug:edition>/jury/planned/",
        planned_views.jury_planned,
        name="jury-planned",
    ),
    path("jury/<slug:edition>/", public_views.jury_show, name="jury-show"),
    path(
        "jury/<slug:edition>/<int:judge>.jpg",
        public_views.jury_picture,
        name="jury-picture",
    ),
    path("judge/link/", invitation_views.judge_link, name="judge-link"),
    path(
        "judge/invitation/<str:token>/",
        invitation_views.judge_invitation,
        name="judge-invitation",
    ),
    path(
        "judge/invitation/<str:token>/dates.ics",
        invitation_views.invitation_calendar,
        name="invitation-calendar",
    ),
    path(
        "judge/sign-in/<str:token>/",
        invitation_views.judge_sign_in,
        name="judge-sign-in",
    ),
    path("judge/session/", invitation_views.judge_session, name="judge-session"),
    path(
        "judge/profile/<slug:edition>/picture/",
        public_views.own_picture,
        name="own-picture",
    ),
    path("manage/<slug:edition>/judges/", views.jury_list, name="jury-list"),
    path("manage/<slug:edition>/judges/invite/", views.jury_invite, name="jury-invite"),
    path("manage/<slug:edition>/judges/many/", many_views.jury_many, name="jury-many"),
    path(
        "manage/<slug:edition>/judges/list/",
        import_views.jury_import,
        name="jury-import",
    ),
    path(
        "manage/<slug:edition>/judges/lists/<uuid:key>/",
        import_record_views.jury_import_show,
        name="jury-import-show",
    ),
    path(
        "manage/<slug:edition>/judges/lists/<uuid:key>/rest.xlsx",
        import_record_views.jury_import_rest,
        name="jury-import-rest",
    ),
    path(
        "manage/<slug:edition>/judges/lists/<uuid:key>/undo/",
        import_record_views.jury_import_undo,
        name="jury-import-undo",
    ),
    path(
        "manage/<slug:edition>/judges/page/", public_views.jury_open, name="jury-open"
    ),
    path(
        "manage/<slug:edition>/judges/<int:judge>/", views.jury_edit, name="jury-edit"
    ),
    path(
        "manage/<slug:edition>/judges/<int:judge>/invitation/",
        views.invitation_edit,
        name="invitation-edit",
    ),
    path("manage/<slug:edition>/judges/rules/", views.rules_edit, name="rules-edit"),
    path("manage/<slug:edition>/panels/", panel_views.panel_list, name="panel-list"),
    path(
        "manage/<slug:edition>/panels/<slug:category>/",
        panel_views.panel_edit,
        name="panel-edit",
    ),
]
