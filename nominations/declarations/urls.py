from __future__ import annotations

from django.urls import path

from nominations.declarations import setup_views, views

urlpatterns = [
    path("manage/<slug:edition>/form/fill/", setup_views.form_fill, name="form-fill"),
    path(
        "entries/<slug:reference>/declarations/",
        views.entry_declarations,
        name="entry-declarations",
    ),
    path(
        "manage/<slug:edition>/eligibility/rules/",
        setup_views.rule_list,
        name="rule-list",
    ),
    path(
        "manage/<slug:edition>/eligibility/rules/fill/",
        setup_views.rules_fill,
        name="rules-fill",
    ),
    path(
        "manage/<slug:edition>/eligibility/rules/new/",
        setup_views.rule_new,
        name="rule-new",
    ),
    path(
        "manage/<slug:edition>/eligibility/rules/<slug:code>/",
        setup_views.rule_change,
        name="rule-change",
    ),
    path(
        "manage/<slug:edition>/eligibility/rules/<slug:code>/act/",
        setup_views.rule_act,
        name="rule-act",
    ),
    path(
        "manage/<slug:edition>/eligibility/declarations/new/",
        setup_views.declaration_new,
        name="declaration-new",
    ),
    path(
        "manage/<slug:edition>/eligibility/declarations/<slug:code>/",
        setup_views.declaration_change,
        name="declaration-change",
    ),
    path(
        "manage/<slug:edition>/eligibility/declarations/<slug:code>/act/",
        setup_views.declaration_act,
        name="declaration-act",
    ),
]
