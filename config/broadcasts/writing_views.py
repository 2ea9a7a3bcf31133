"""Writing a message: its group, then its words."""

from __future__ import annotations

from secrets import token_hex

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.models import User
from awards.language.numbers import whole_number
from awards.mails.audiences import Chosen
from awards.mails.editor import (
    FRAMES,
    Choice,
    Editor,
    editor_of,
    findings_answer,
    language_asked,
    shown_source,
    typed_in,
)
from awards.mails.kinds import LANGUAGES, WordedKind
from awards.mails.previews import framed_answer
from awards.mails.wordings import problems_of
from awards.mails.writing import worded
from awards.models import Broadcast, Edition
from awards.models.broadcasts import WORDS, Stage
from awards.outbox.rendering import Mail
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
from config.broadcasts.forms import MOST_PICKED, GroupForm, MessageForm
from config.broadcasts.loading import known_broadcast, organised
from config.broadcasts.pages import offers_of, somebody, values_shown
from config.broadcasts.people import going
from nominations.desk.filters import view_of

MOST_OFFERED = 50


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
        "offers": offers_of(edition, known),
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
        check(form, kind_of(broadcast))
        if do == "test" and not form.errors:
            send_test(request, broadcast, form)
    context = {
        "edition": found,
        "broadcast": broadcast,
        "form": form,
        "label": audience_of(broadcast).label,
        "private": bool(audience_of(broadcast).private),
        "editor": editor_for(request, broadcast, form),
    }
    status = 422 if form.errors else 200
    response = render(request, "config/broadcasts/words.html", context, status=status)
    response.frame_sources = FRAMES  # type: ignore[attr-defined]
    return response


def editor_for(request: SignedIn, broadcast: Broadcast, form: MessageForm) -> Editor:
    where = [broadcast.edition.code, broadcast.pk]
    person = somebody(broadcast, whole_number(request.GET.get("person", "")))
    about = request.POST.get("about", str(person.pk) if person else "")
    return editor_of(
        form,
        kind_of(broadcast),
        check_url=reverse("broadcast-check", args=where),
        preview_url=reverse("broadcast-preview", args=where),
        choices=choices_of(broadcast, person),
        about=about,
        query=f"about={about}",
    )


def choices_of(broadcast: Broadcast, asked: User | None) -> list[Choice]:
    """Nobody, the one who is asked for, and the first of those who get it."""
    people = list(going(broadcast).order_by("pk")[:MOST_OFFERED])
    if asked is not None and asked not in people:
        people.insert(0, asked)
    nobody = Choice("", _("Invented examples"))
    return [nobody, *(Choice(str(person.pk), str(person)) for person in people)]


@login_required
@require_POST
def broadcast_check(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    """What is wrong with the words of a language, while they are typed."""
    broadcast = known_broadcast(request, organised(request, edition), pk)
    return findings_answer(request, MessageForm(request.POST), kind_of(broadcast))


@login_required
def broadcast_preview(request: SignedIn, edition: str, pk: int) -> HttpResponse:
    """The mail as it will look, for a frame: what is typed, or what stands."""
    broadcast = known_broadcast(request, organised(request, edition), pk)
    form = words_form(request, broadcast)
    mail = mail_shown(request, broadcast, form, language_asked(request))
    return framed_answer(mail.html, request.POST.get("look", ""))


def mail_shown(
    request: HttpRequest, broadcast: Broadcast, form: MessageForm, language: str
) -> Mail:
    """As the person gets it whom it is asked about, with examples where it is nobody."""
    kind = kind_of(broadcast)
    about = request.POST.get("about", request.GET.get("about", ""))
    number = whole_number(about)
    person = None if number is None else somebody(broadcast, number)
    values = values_shown(broadcast, language, person)
    addressee = person or {"name": values.get("name", "")}
    source = shown_source(form, kind, language)
    code = broadcast.edition.code
    return worded(kind, {**values}, language, code, addressee, source)


def words_form(request: HttpRequest, broadcast: Broadcast) -> MessageForm:
    if request.method == "POST":
        return MessageForm(request.POST)
    initial: dict[str, object] = {name: getattr(broadcast, name) for name in WORDS}
    initial["purpose"] = "news" if broadcast.is_news else "work"
    return MessageForm(initial={**initial, "seen": broadcast.version})


def saved_words(request: SignedIn, broadcast: Broadcast, form: MessageForm) -> bool:
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


def check(form: MessageForm, kind: WordedKind) -> None:
    for language in LANGUAGES:
        for field, problem in problems_of(kind, typed_in(form, language)):
            name = f"{field}_{language}"
            if not form.has_error(name):
                form.add_error(name, problem)


def send_test(request: SignedIn, broadcast: Broadcast, form: MessageForm) -> None:
    """In each language that is typed, to whoever asks, about whom the preview is about."""
    mails = [
        addressed(
            mail_shown(request, broadcast, form, language),
            "test-mail",
            dedupe_key=f"test-mail:{request.user.pk}:{token_hex(8)}",
            recipient=request.user,
            language=language,
            edition_code=broadcast.edition.code,
            urgent=True,
        )
        for language in LANGUAGES
        if typed_in(form, language).text
    ]
    save_messages(mails)
    words = _("A test of this message is on its way to %(email)s.")
    messages.success(request, words % {"email": request.user.email})
