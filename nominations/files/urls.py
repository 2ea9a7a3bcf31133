from __future__ import annotations

from django.urls import path

from nominations.files import caption_views, screening_views, upload_views, views

urlpatterns = [
    path("entries/files/<uuid:key>/", views.attachment_read, name="attachment-read"),
    path(
        "entries/files/<uuid:key>/remove/",
        views.attachment_remove,
        name="attachment-remove",
    ),
    path(
        "entries/files/<uuid:key>/restore/",
        views.attachment_restore,
        name="attachment-restore",
    ),
    path(
        "entries/files/<uuid:key>/caption/",
        caption_views.attachment_caption,
        name="attachment-caption",
    ),
    path(
        "entries/files/<uuid:key>/<slug:part>/",
        views.attachment_part,
        name="attachment-part",
    ),
    path("entries/uploads/<uuid:key>/", upload_views.upload_add, name="upload-add"),
    path(
        "entries/uploads/<uuid:key>/finish/",
        upload_views.upload_finish,
        name="upload-finish",
    ),
    path(
        "entries/<slug:reference>/uploads/",
        upload_views.upload_begin,
        name="upload-begin",
    ),
    path(
        "entries/<slug:reference>/files/", views.attachment_add, name="attachment-add"
    ),
    path(
        "manage/<slug:edition>/files/",
        screening_views.manage_files,
        name="manage-files",
    ),
    path(
        "manage/<slug:edition>/files/<uuid:key>/",
        screening_views.file_screen,
        name="file-screen",
    ),
]
