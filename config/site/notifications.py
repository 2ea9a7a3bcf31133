"""What a person wants to be told, and which way. What law or work require is shown as
what it is: always on.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from awards.accounts import consents
from awards.accounts.asking import SignedIn
from awards.accounts.limits import HOUR, Limit, limited_by_account
from awards.accounts.models import User
from awards.language.form_arguments import Posted
from awards.mails.line_linking import IssuedCode, issue_code, unlink_line
from awards.outbox.line_carrier import line_is_on
from awards.outbox.models import Channel, LineLink
from awards.outbox.preferences import channels_of, save_choices
from awards.outbox.topics import REFUSABLE, Topic

RADIO = {"class": "form-check-input"}
CODES = Limit("line-codes-asked-for", 20, HOUR)


class NotificationsForm(forms.Form):
    """A field for each topic that can be refused, by its name. ``ways``: those that
    lead to this person.
    """

    reminders = forms.ChoiceField(
        label=gettext_lazy("Reminders"), widget=forms.RadioSelect(RADIO)
    )
    news = forms.ChoiceField(
        label=gettext_lazy("News"), widget=forms.RadioSelect(RADIO)
    )
    later_editions = forms.BooleanField(
        required=False, label=gettext_lazy("Also send me news of later editions")
    )

    def __init__(
        self,
        data: Posted | None,
        *,
        ways: list[Channel],
        initial: dict[str, object],
    ) -> None:
        super().__init__(data, initial=initial)
        for topic in REFUSABLE:
            field = self.fields[topic.value]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(way.value, way.label) for way in ways]

    def chosen(self) -> dict[Topic, Channel]:
        return {topic: Channel(self.cleaned_data[topic.value]) for topic in REFUSABLE}

    def wants_later_editions(self) -> bool:
        """Who wants no news wants none of later editions either."""
        given = self.cleaned_data
        return bool(given["later_editions"]) and given["news"] != Channel.NONE


@dataclass(frozen=True)
class LinePart:
    """What the page shows of LINE. ``code``: just issued, shown once."""

    account: str
    link: LineLink | None
    code: IssuedCode | None = None

    @property
    def leads_somewhere(self) -> bool:
        return self.link is not None and self.link.broken_at is None

    @property
    def friend_url(self) -> str:
        return f"https://line.me/R/ti/p/{quote(self.account)}"

    @property
    def send_url(self) -> str:
        """Opens LINE with the code typed in, on a phone."""
        text = self.code.text if self.code else ""
        return f"https://line.me/R/oaMessage/{quote(self.account)}/?{text}"


def line_part(user: User, code: IssuedCode | None = None) -> LinePart | None:
    """None while LINE is off."""
    if not line_is_on():
        return None
    link = LineLink.objects.filter(user=user).first()
    return LinePart(settings.LINE_ACCOUNT, link, code)


def form_of(
    user: User, line: LinePart | None, data: Posted | None
) -> NotificationsForm:
    ways = [Channel.MAIL, Channel.NONE]
    if line and line.leads_somewhere:
        ways.insert(1, Channel.LINE)
    initial: dict[str, object] = {
        topic.value: channel if channel in ways else Channel.MAIL
        for topic, channel in channels_of(user).items()
    }
    agreed = consents.standing(user, consents.NEWS) is not None
    return NotificationsForm(
        data, ways=ways, initial={**initial, "later_editions": agreed}
    )


def page_of(
    request: SignedIn, form: NotificationsForm, line: LinePart | None
) -> HttpResponse:
    context = {"form": form, "line": line}
    return render(request, "config/account/notifications.html", context)


@login_required
def notifications(request: SignedIn) -> HttpResponse:
    line = line_part(request.user)
    form = form_of(request.user, line, request.POST or None)
    if request.method == "POST" and form.is_valid():
        save_choices(
            user=request.user,
            chosen=form.chosen(),
            later_editions=form.wants_later_editions(),
        )
        messages.success(request, _("Saved."))
        return redirect("accounts:notifications")
    return page_of(request, form, line)


@login_required
@require_POST
@limited_by_account(CODES)
def line_code(request: SignedIn) -> HttpResponse:
    """The code stands on this answer alone: only its hash is kept."""
    needs_line()
    line = line_part(request.user, issue_code(user=request.user))
    return page_of(request, form_of(request.user, line, None), line)


@login_required
@require_POST
def line_unlink(request: SignedIn) -> HttpResponse:
    needs_line()
    if unlink_line(user=request.user):
        messages.success(
            request, _("LINE is unlinked. Everything comes by email again.")
        )
    return redirect("accounts:notifications")


@require_safe
@cache_control(public=True, max_age=3600)
def line_qr(request: HttpRequest) -> HttpResponse:
    """Leads to the official account, for whoever sits at a computer."""
    import segno

    needs_line()
    out = io.BytesIO()
    code = segno.make(LinePart(settings.LINE_ACCOUNT, None).friend_url, error="m")
    code.save(out, kind="svg", scale=5, border=2, light="#ffffff")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


def needs_line() -> None:
    if not line_is_on():
        raise Http404
