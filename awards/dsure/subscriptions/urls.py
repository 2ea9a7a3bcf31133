from __future__ import annotations

from django.urls import path

from awards.dsure.subscriptions import views

urlpatterns = [
    path("subscribe/", views.subscribe, name="subscribe"),
    path("subscribe/asked/", views.subscription_asked, name="subscription-asked"),
    path(
        "subscription/<str:token>/",
        views.subscription_confirm,
        name="subscription-confirm",
    ),
]
