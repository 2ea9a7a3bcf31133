"""Writing a message: its group, then its words."""

from __future__ import annotations

from secrets import token_hex

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from awards.language.numbers import whole_number
from awards.mails.audiences import Chosen
from awards.mails.kinds import LANGUAGES
from awards.mails.wordings import problems_of
from awards.mails.writing import worded
from awards.models import Broadcast, Edition
from awards.models.broadcasts import WORDS, Stage
from awards.outbox.services import addressed, save_messages
from awards.refusals import Refused
from config.broadcasts import services
from config.broadcasts.audiences import (
    AUDIENCES,
    audience_of,
    kind_of,
    known_to,
    role_in,
)
from config.broadcasts.forms import MOST_PICKED, GroupForm, WordsForm
from config.broadcasts.loading import known_broadcast, organised
from config.broadcasts.pages import Offer, previews_of, somebody
from config.broadcasts.sending import source_in
from nominations.desk.filters import view_of


@login_required
def broadcast_new(request: SignedIn, edition: str) -> HttpResponse:
    """The group first. What is selected in a list of entries or judges comes here too."""
    found = organised(request, edition)
    if request.method == "POST" and request.POST.get("from"):
        return from_a_list(request, found)
    return group_page(request, found, None)


def from_a_list(request: SignedIn, edition: Edition) -> HttpResponse:
    audience = AUDIENCES.get(request.POST["from"])
    if audience is None:
        raise Http404
    picked = request.POST.getlist("entry") + request.POST.getlist("judge")
    view = {} if picked else view_of(request.POST)
    try:
        broadcast = services.write_broadcast(
            edition=edition,
            audience=audience,
            chosen=Chosen(view, tuple(picked[:MOST_PICKED])),
            actor=request.user,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("broadcast-list", edition.code)
    return redirect("broadcast-words", edition.code, broadcast.pk)


@login_required
def broadcast_group(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    found = organised(request, edition)
    broadcast = known_broadcast(request, found, pk)
    if not broadcast.can_change:
        return redirect("broadcast-show", found.code, pk)
    return group_page(request, found, broadcast)


def group_page(
    request: SignedIn, edition: Edition, broadcast: Broadcast | None
) -> HttpResponse:
    known = list(known_to(role_in(edition, request.user)))
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        edition=edition,
        audiences=known,
        initial=initial_group(request, broadcast),
    )
    if request.method == "POST" and form.is_valid():
        saved = save_group(request, edition, broadcast, form)
        if saved is not None:
            return redirect(
                "broadcast-show" if broadcast else "broadcast-words",
                edition.code,
                saved.pk,
            )
    context = {
        "edition": edition,
        "broadcast": broadcast,
        "form": form,
        "offers": [
            Offer(one, one.people(edition, Chosen()).count())
            for one in known
            if one.section
        ],
        "asked": form["audience"].value(),
        "may_act": not edition.reads_only,
    }
    status = 422 if form.errors else 200
    return render(request, "config/broadcasts/group.html", context, status=status)


def initial_group(
    request: HttpRequest, broadcast: Broadcast | None
) -> dict[str, object]:
    if broadcast is not None:
        return {"audience": broadcast.audience, **broadcast.filters}
    return {"audience": request.GET.get("audience", "")}


def save_group(
    request: SignedIn, edition: Edition, broadcast: Broadcast | None, form: GroupForm
) -> Broadcast | None:
    audience, chosen = AUDIENCES[form.cleaned_data["audience"]], form.chosen()
    try:
        if broadcast is None:
            return services.write_broadcast(
                edition=edition, audience=audience, chosen=chosen, actor=request.user
            )
        return services.change_group(
            broadcast=broadcast,
            audience=audience,
            chosen=chosen,
            actor=request.user,
            seen=whole_number(request.POST.get("seen", "")) or 0,
        )
    except Refused as refused:
        form.add_error(refused.field or None, str(refused))
        return None


@login_required
def broadcast_words(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    """Asked by htmx while one types, only checks and previews come back."""
    found = organised(request, edition)
    broadcast = known_broadcast(request, found, pk)
    if not broadcast.can_change:
        return redirect("broadcast-show", found.code, pk)
    form = words_form(request, broadcast)
    if request.method == "POST" and form.is_valid():
        do = request.POST.get("do", "preview")
        if do in ("save", "next") and saved_words(request, broadcast, form):
            name = "broadcast-show" if do == "next" else "broadcast-words"
            return redirect(name, found.code, pk)
        take_typed(broadcast, form)
        if do == "test" and not form.errors:
            send_test(request, broadcast)
    person = somebody(broadcast, whole_number(request.GET.get("person", "")))
    context = {
        "edition": found,
        "broadcast": broadcast,
        "form": form,
        "kind": kind_of(broadcast),
        "label": audience_of(broadcast).label,
        "private": bool(audience_of(broadcast).private),
        "person": person,
        "previews": previews_of(broadcast, person),
    }
    status = 422 if form.errors else 200
    return render(request, "config/broadcasts/words.html", context, status=status)


def words_form(request: HttpRequest, broadcast: Broadcast) -> WordsForm:
    if request.method == "POST":
        return WordsForm(request.POST)
    initial = {name: getattr(broadcast, name) for name in WORDS}
    purpose = "news" if broadcast.is_news else "work"
    return WordsForm(initial={**initial, "purpose": purpose, "seen": broadcast.version})


def saved_words(request: SignedIn, broadcast: Broadcast, form: WordsForm) -> bool:
    planned = broadcast.stage in (Stage.ASKED, Stage.PLANNED)
    try:
        services.set_words(
            broadcast=broadcast,
            actor=request.user,
            seen=form.cleaned_data["seen"],
            is_news=form.is_news,
            **form.texts(),
        )
    except Refused as refused:
        form.add_error(refused.field or None, str(refused))
        return False
    if planned:
        messages.warning(
            request,
            _("Saved. The message is a draft again: schedule or send it again."),
        )
    else:
        messages.success(request, _("The text is saved."))
    return True


def take_typed(broadcast: Broadcast, form: WordsForm) -> None:
    """What is typed, checked, for a preview or a test; nothing is saved."""
    for name, text in form.texts().items():
        setattr(broadcast, name, text)
    for language in LANGUAGES:
        source = source_in(broadcast, language)
        for name, problem in problems_of(kind_of(broadcast), source):
            form.add_error(f"{name}_{language}", problem)


def send_test(request: SignedIn, broadcast: Broadcast) -> None:
    """In each language it is written in, to whoever asks, with examples for values."""
    kind, mails = kind_of(broadcast), []
    for language in broadcast.languages:
        mail = worded(
            kind,
            {**kind.examples(language)},
            language,
            broadcast.edition.code,
            request.user,
            source_in(broadcast, language),
        )
        mails.append(
            addressed(
                mail,
                "test-mail",
                dedupe_key=f"test-mail:{request.user.pk}:{token_hex(8)}",
                recipient=request.user,
                language=language,
                edition_code=broadcast.edition.code,
                urgent=True,
            )
        )
    save_messages(mails)
    words = _("A test of this message is on its way to %(email)s.")
    messages.success(request, words % {"email": request.user.email})
