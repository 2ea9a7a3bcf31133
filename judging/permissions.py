"""Who may act in this room. Seeing is the querysets' matter, timing the services'."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required

judge_login_required = login_required(login_url="judging:judge-link")
