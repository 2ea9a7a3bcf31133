from __future__ import annotations

from django.urls import path

from judging.home.views import judge_home, judge_profile

urlpatterns = [
    path("judge/", judge_home, name="judge-home"),
    path("judge/profile/<slug:edition>/", judge_profile, name="judge-profile"),
]
