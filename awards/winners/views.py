"""Pages for everybody: winners, the archive. They show what is published and
nothing else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from awards.accounts.limits import DOWNLOADS, SEARCHES, limited, searches
from awards.models import Smart, Winner, WinnerList
from awards.site.face import face_of
from awards.site.share_links import absolute, json_ld, list_ld, share, winner_ld
from awards.speed.published_pages import answer_published, kept_part
from awards.winners.press_kit import press_kit
from awards.winners.published import (
    find_list,
    group_winners,
    standing_lists,
    version_of,
    versions_of,
)
from awards.winners.share_picture import share_card
from awards.winners.winner_pages import (
    archive_of,
    prizes_in_order,
    winner_page,
    winners_page,
)


@limited(SEARCHES, when=searches)
def winners_archive(request: HttpRequest) -> HttpResponse:
    lists = list(standing_lists())
    return answer_published(
        request, versions_of(lists), lambda: render_archive(request, lists)
    )


def render_archive(request: HttpRequest, lists: list[WinnerList]) -> HttpResponse:
    context = {
        "editions": archive_of(lists),
        "share": share(_("Winners"), "", "awards:winners-archive"),
    }
    return render(request, "awards/winners/winners_archive.html", context)


@limited(SEARCHES, when=searches)
def winners_show(
    request: HttpRequest, edition: str, version: int | None = None
) -> HttpResponse:
    """A list as it stands, or one of its published versions."""
    found = find_list(edition, version)
    return answer_published(
        request, version_of(found), lambda: render_list(request, found, version)
    )


def render_list(
    request: HttpRequest, winner_list: WinnerList, version: int | None
) -> HttpResponse:
    edition = winner_list.edition
    place: tuple[Any, ...] = ("awards:winners-show", edition.code)
    if version is not None:
        place = ("awards:winners-version", edition.code, version)
    title = _("Winners of %(edition)s") % {"edition": edition.name}
    groups, figures, data = kept_part(
        "winners", version_of(winner_list), lambda: parts_of(winner_list)
    )
    context = {
        "winner_list": winner_list,
        "edition": edition,
        "groups": groups,
        "figures": figures,
        "share": replace(share(str(title), "", *place), data=data),
        "embed_url": absolute("awards:winners-embed", edition.code),
        "face": face_of(edition),
    }
    return render(request, "awards/winners/winners_show.html", context)


def parts_of(winner_list: WinnerList) -> tuple[str, str, str]:
    """The cards of all winners and the figures as HTML, and what search engines read."""
    winners = list(winner_list.winners.all())
    page = winners_page(winner_list, winners)
    cards = render_to_string("awards/site/_winner_groups.html", {"page": page})
    figures = render_to_string("awards/site/_winner_figures.html", {"page": page})
    return cards, figures, json_ld(list_ld(winner_list, winners))


def smart_names() -> dict[str, str]:
    return {smart.code: str(smart.name) for smart in Smart.objects.all()}


@limited(SEARCHES, when=searches)
def winner_show(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    """One winner and every prize it won in this edition."""
    found, prizes = prizes_of(edition, reference)
    return answer_published(
        request, version_of(found), lambda: render_winner(request, found, prizes)
    )


def prizes_of(edition: str, reference: str) -> tuple[WinnerList, list[Winner]]:
    found = find_list(edition)
    prizes = prizes_in_order(found.winners.filter(reference=reference))
    if not prizes:
        raise Http404
    return found, prizes


def render_winner(
    request: HttpRequest, winner_list: WinnerList, prizes: list[Winner]
) -> HttpResponse:
    edition, winner = winner_list.edition, prizes[0]
    place = (edition.code, winner.reference)
    context = {
        "winner_list": winner_list,
        "edition": edition,
        "winner": winner,
        "page": winner_page(winner_list, prizes),
        "face": face_of(edition),
        "smarts": smart_names(),
        "share": share(
            str(winner.title),
            f"{winner.level} · {winner.category} · {winner.organisation}",
            "awards:winner-show",
            *place,
            image=absolute("awards:winner-card", *place),
            data=winner_ld(winner_list, prizes),
        ),
    }
    return render(request, "awards/winners/winner_show.html", context)


@limited(DOWNLOADS, when=searches)
def winner_card(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    """The picture shown where somebody shares the winner's page."""
    found, prizes = prizes_of(edition, reference)

    def make() -> HttpResponse:
        winner = prizes[0]
        card = share_card(
            title=str(winner.title),
            organisation=str(winner.organisation),
            prize=f"{winner.level} · {winner.category}",
            edition=str(found.edition.name),
            smart=winner.smart_code,
            face=face_of(found.edition),
        )
        return HttpResponse(card, content_type="image/png")

    return answer_published(request, version_of(found), make, query_matters=False)


@limited(SEARCHES, when=searches)
@xframe_options_exempt
def winners_embed(request: HttpRequest, edition: str) -> HttpResponse:
    """The list for a frame in somebody else's page: any site may frame it, and it runs
    and sends nothing.
    """
    found = find_list(edition)

    def make() -> HttpResponse:
        context = {
            "winner_list": found,
            "edition": found.edition,
            "groups": group_winners(found.winners.all()),
        }
        context["full_url"] = absolute("awards:winners-show", edition)
        return render(request, "awards/winners/winners_embed.html", context)

    response = answer_published(request, version_of(found), make)
    policy = settings.CONTENT_SECURITY_POLICY.replace(
        "frame-ancestors 'none'", "frame-ancestors *"
    )
    response.headers["Content-Security-Policy"] = policy
    response.xframe_options_exempt = True
    return response


@limited(DOWNLOADS)
def winners_press(request: HttpRequest, edition: str) -> HttpResponse:
    found = find_list(edition)
    headers = {"Content-Disposition": f'attachment; filename="{edition}-press-kit.zip"'}

    def make() -> HttpResponse:
        kit = press_kit(found, list(found.winners.all()))
        return HttpResponse(kit, content_type="application/zip", headers=headers)

    return answer_published(request, version_of(found), make, query_matters=False)
