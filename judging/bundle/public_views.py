"""For everybody, once published: how winners were chosen, the bundle, and the keys that
bundles are signed with.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from awards.ledger import signing
from awards.record.reads import has_record
from awards.winners.published import find_list
from judging.models import ResultBundle
from judging.ranking import explain
from judging.results.charts import IntervalBars, interval_words
from judging.results.views import language


def ready_bundles(edition: str) -> list[ResultBundle]:
    """Of the standing published list, in order of the rounds. Raises Http404 before
    publication and where it is off.
    """
    winner_list = find_list(edition)
    if not winner_list.edition.shows_how_chosen:
        raise Http404
    rows = ResultBundle.objects.filter(
        winner_list=winner_list, state="done", round__active=True
    )
    return list(
        rows.select_related("round", "winner_list__edition").order_by(
            "round__order", "pk"
        )
    )


def result_how(request: HttpRequest, edition: str) -> HttpResponse:
    winner_list = find_list(edition)
    bundles = ready_bundles(edition)
    sections = [
        {
            "bundle": row,
            "categories": [told(one) for one in row.figures["categories"]],
            **told_method(row.figures["rules"]),
        }
        for row in bundles
    ]
    context = {
        "edition": winner_list.edition,
        "list": winner_list,
        "sections": sections,
        "has_record": has_record(edition),
    }
    return render(request, "judging/bundle/result_how.html", context)


def told_method(rules: dict[str, Any]) -> dict[str, Any]:
    """How the locked version of the method compares judges, and whether it weighs them."""
    name, version = rules["method"]["name"], rules["method"]["version"]
    return {
        "method": explain.method_sentence(version, language(), name),
        "weighed": explain.weighs(version),
    }


def told(category: dict[str, Any]) -> dict[str, Any]:
    return {
        "code": category["code"],
        "name": both(category, "name"),
        "entries": category["entries"],
        "ballots": category["ballots"],
        "agreement": explain.agreement_sentence(category["icck"], language())
        if category["entries"]
        else "",
        "notes": told_notes(category),
        "votes": [told_vote(vote) for vote in category.get("votes", [])],
        "winners": [
            told_winner(row, category["widest"], every_entry_won(category))
            for row in category["winners"]
        ],
    }


def every_entry_won(category: Mapping[str, Any]) -> bool:
    """Whether each entry with a score has a prize: then it is no question who wins."""
    won = {row["reference"] for row in category["winners"] if row["line"]}
    scored: int = category["entries"] - category.get("unscored", 0)
    return 0 < scored <= len(won)


def told_notes(category: dict[str, Any]) -> list[str]:
    """Entries without scores are counted, not named; figures made before they were
    counted have none.
    """
    count = category.get("unscored", 0)
    notes = [explain.note_sentence(note, language()) for note in category["notes"]]
    return [*notes, explain.unscored_sentence(count, language())] if count else notes


def told_vote(vote: dict[str, Any]) -> dict[str, Any]:
    """An entry without a prize is not named."""
    order = ", ".join(
        reference or _("an entry without a prize") for reference in vote["order"]
    )
    return vote | {"at": datetime.fromisoformat(vote["at"]), "order": order}


def told_winner(row: dict[str, Any], widest: int, every_wins: bool) -> dict[str, Any]:
    line = row["line"]
    texts = {name: both(row, name) for name in ("level", "title", "organisation")}
    sentences = (
        explain.entry_sentences(line, language(), every_wins=every_wins)
        if line
        else [_("No counted ballot has a score for this entry.")]
    )
    steps = explain.printed_steps(line) if line else []
    seats = [(number, step) for number, step in enumerate(steps, start=1)]
    return texts | {
        "reference": row["reference"],
        "reason": told_reason(row),
        "leaves_order": row.get("leaves_order", False),
        "sentences": sentences,
        "steps": seats,
        "bar": bar(line, widest),
        "line": line,
    }


def told_reason(row: Mapping[str, object]) -> str:
    """The public wording; figures of bundles that were made before there was one have none."""
    return both(row, "reason") if "reason_th" in row else ""


def bar(line: dict[str, Any] | None, widest: int) -> SafeString:
    if line is None:
        return mark_safe("–")
    bars = IntervalBars(widest, interval_words())
    return mark_safe(bars.drawn(line["rank"], line["rank_low"], line["rank_high"]))


def both(row: Mapping[str, object], field: str) -> str:
    other = "th" if language() == "en" else "en"
    return str(row[f"{field}_{language()}"] or row[f"{field}_{other}"])


def bundle_read(request: HttpRequest, edition: str, round: str) -> HttpResponseBase:
    row = next((row for row in ready_bundles(edition) if row.round.code == round), None)
    if row is None:
        raise Http404
    name = str(row.file.name).rpartition("/")[2]
    return FileResponse(
        row.file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/zip",
    )


def signing_keys(request: HttpRequest) -> HttpResponse:
    """Public keys in PEM, the one in use first; 404 where the site signs nothing."""
    keys = signing.site_keys().public
    if not keys:
        raise Http404
    return HttpResponse(
        b"".join(map(signing.public_pem, keys)), content_type="application/x-pem-file"
    )
