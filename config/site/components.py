"""The living page of components, in the demonstration only: every colour, size and part
of the pages once, from the style sheets and templates that the pages themselves use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.language.form_fields import MomentField
from awards.models import Edition, Smart
from awards.statuses import Phase
from config.site.call import Call

TOKENS = settings.BASE_DIR / "config" / "styles" / "tokens.css"
DECLARED = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
ICON_USE = re.compile(r"""\{% icon "([a-z0-9-]+)" %\}""")
MEDALS = ("best", "1", "2", "3")


@dataclass(frozen=True)
class Token:
    """A named decision of the style sheet, as it is written there."""

    name: str
    value: str

    @property
    def variable(self) -> str:
        return f"var(--{self.name})"


@dataclass(frozen=True)
class StageShown:
    """A step of the stepper, in the shape that its template reads."""

    label: str
    state: str
    note: str


@dataclass(frozen=True)
class WhereShown:
    stages: list[StageShown]
    said: str
    at: None = None


@dataclass(frozen=True)
class MessageShown:
    level_tag: str
    words: str

    def __str__(self) -> str:
        return self.words


class SampleForm(forms.Form):
    """One field of each kind, sent with mistakes: every error shows."""

    name = forms.CharField(label=gettext_lazy("Name"))
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    until = MomentField(label=gettext_lazy("Until"))
    agreed = forms.BooleanField(label=gettext_lazy("Agree"), required=False)


def tokens_of(css: str) -> list[Token]:
    """Each name once, by its first (light) value, in the order of the sheet."""
    found: dict[str, str] = {}
    for name, value in DECLARED.findall(css):
        found.setdefault(name, value.strip())
    return [Token(name, value) for name, value in found.items()]


def is_colour(token: Token) -> bool:
    return token.value.startswith("#")


@cache
def icons_in_use() -> list[str]:
    """Every icon that a template names, in order of the alphabet."""
    names: set[str] = set()
    for template in (settings.BASE_DIR / "templates").rglob("*.html"):
        names.update(ICON_USE.findall(template.read_text(encoding="utf-8")))
    return sorted(names)


def shown_call() -> Call:
    """A call that closes in twelve days; no row of the database."""
    now = timezone.now()
    edition = Edition(
        code="sample",
        name_th="รางวัลตัวอย่าง",
        name_en="Sample award",
        opens_at=now - timedelta(days=48),
        closes_at=now + timedelta(days=12, hours=1),
    )
    return Call(edition, True, 12, 289, days=60, passed=48, steps=[])


def shown_stages() -> list[StageShown]:
    states = {Phase.CALL: "done", Phase.JUDGING: "now"}
    shown = (Phase.CALL, Phase.JUDGING, Phase.ANNOUNCED)
    return [
        StageShown(str(phase.public_label), states.get(phase, "coming"), "")
        for phase in shown
    ]


def shown_form() -> SampleForm:
    typed = {"sample-email": "mayor@", "sample-until": "31/13/2569"}
    return SampleForm(typed, prefix="sample")


def components_context() -> dict[str, object]:
    tokens = tokens_of(TOKENS.read_text(encoding="utf-8"))
    return {
        "colours": [token for token in tokens if is_colour(token)],
        "sizes": [token for token in tokens if token.name.startswith("text-")],
        "spaces": [token for token in tokens if re.fullmatch(r"s\d", token.name)],
        "smarts": list(Smart.objects.all()),
        "icons": icons_in_use(),
        "medals": MEDALS,
        "tones": ("good", "warn", "bad", "calm"),
        "form": shown_form(),
        "call": shown_call(),
        "where": WhereShown(shown_stages(), _("Judging is under way")),
        "messages": [
            MessageShown("success", _("Saved.")),
            MessageShown("warning", _("Nothing was changed.")),
            MessageShown("error", _("This could not be saved.")),
        ],
    }


def components(request: HttpRequest, sheet: str) -> HttpResponse:
    """``sheet``: desk or public, the two style sheets that pages have."""
    if not settings.DEMO:
        raise Http404
    return render(request, f"config/components/{sheet}.html", components_context())
