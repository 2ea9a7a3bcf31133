"""A reason for leaving the order has two fields: the organisers' own, and the wording
for everybody.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.models import WinnerList
from judging.bundle.gathering import bundle_files
from judging.bundle.services import make_due_bundles
from judging.decisions.public_reasons import PublicReason
from judging.decisions.services import decide, decide_category, prepare_list
from judging.models import Decision, ResultBundle
from judging.publication.services import publish_due
from judging.refusals import OneLanguageError
from judging.results.method import lock_method
from judging.results.pages import decided_by
from tests.judging.bundle.test_bundle import printed
from tests.judging.rounds import judged_round

pytestmark = pytest.mark.django_db
OWN = "เหตุผลภายใน own-reason"
TOLD = PublicReason("เหตุผลที่เผยแพร่", "reason-for-everybody")


def left_order(told: PublicReason) -> Any:
    """A published round whose only prize went to the entry ranked second."""
    round_ = judged_round(entries=4)
    category = round_.edition.categories.get(code="area-0")
    second = decided_by(category)[1][1]["entry"]
    standing = category.standings.select_related("entry__edition", "category").get(
        entry__reference=second
    )
    organiser = round_.edition.organisers.get().user
    level = round_.edition.prize_levels.first()
    decide(
        entry_category=standing,
        level=level,
        reason=OWN,
        public_reason=told,
        actor=organiser,
    )
    made = prepare_list(edition=round_.edition, actor=organiser)
    WinnerList.objects.filter(pk=made.pk).update(state="queued")
    assert publish_due() == 1
    assert make_due_bundles() == 1
    return round_


def how(round_: Any, language: str) -> str:
    with translation.override(language):
        address = reverse("judging:result-how", args=[round_.edition.code])
    return str(Client().get(address).content.decode())


def test_public_reads_the_public_wording_and_never_the_organisers_own_reason() -> None:
    round_ = left_order(TOLD)
    assert TOLD.th in how(round_, "th")
    assert TOLD.en in how(round_, "en")
    files = bundle_files(round_)
    pdfs = {
        name: printed(content)
        for name, content in files.items()
        if name.endswith(".pdf")
    }
    assert TOLD.en.encode() in pdfs["protocol-en.pdf"]
    assert TOLD.en.encode() in files["protocol.json"]
    everything = b"\n".join([*files.values(), *pdfs.values()])
    everything += (
        how(round_, "th") + how(round_, "en") + str(ResultBundle.objects.get().figures)
    ).encode()
    assert Decision.objects.get().reason == OWN
    assert b"own-reason" not in everything
    assert "เหตุผลภายใน".encode() not in everything


def test_without_a_wording_the_public_reads_only_that_the_order_was_left() -> None:
    shown = how(left_order(PublicReason()), "en")
    assert "This prize departs from the order of results." in shown
    assert "Jury's reason" not in shown


def test_organisers_read_before_what_the_public_will_and_can_switch_it_off() -> None:
    round_ = left_order(TOLD)
    edition = round_.edition
    client = Client()
    client.force_login(edition.organisers.get().user)
    with translation.override("en"):
        address = reverse("judging:how-preview", args=[edition.code])
        public = reverse("judging:result-how", args=[edition.code])
    WinnerList.objects.filter(edition=edition).update(published_at=None, state="draft")
    read = client.get(address).content.decode()
    assert TOLD.en in read
    assert "own-reason" not in read
    WinnerList.objects.filter(edition=edition).update(
        published_at=edition.opens_at, state="done"
    )
    assert Client().get(public).status_code == 200
    client.post(address, {"shown": "0"})
    assert Client().get(public).status_code == 404
    client.post(address, {"shown": "1"})
    assert Client().get(public).status_code == 200


def test_draft_that_was_never_published_can_be_read_before() -> None:
    round_ = judged_round(entries=4)
    edition = round_.edition
    organiser = edition.organisers.get().user
    standing = (
        edition.categories.get(code="area-0")
        .standings.select_related("entry__edition", "category")
        .earliest("pk")
    )
    level = edition.prize_levels.first()
    decide(
        entry_category=standing,
        level=level,
        reason=OWN,
        public_reason=TOLD,
        actor=organiser,
    )
    lock_method(round_=round_, actor=organiser)
    prepare_list(edition=edition, actor=organiser)
    client = Client()
    client.force_login(organiser)
    with translation.override("en"):
        read = client.get(reverse("judging:how-preview", args=[edition.code]))
    assert read.status_code == 200
    assert (
        str(standing.entry.title_en or standing.entry.title_th) in read.content.decode()
    )


def test_wording_in_one_language_is_refused_and_nothing_is_saved() -> None:
    round_ = judged_round(entries=2)
    category = round_.edition.categories.get(code="area-0")
    standing = category.standings.select_related("entry__edition", "category").earliest(
        "pk"
    )
    level = round_.edition.prize_levels.first()
    half = PublicReason(th="มีแต่ภาษาไทย")
    with pytest.raises(OneLanguageError):
        decide(
            entry_category=standing,
            level=level,
            reason=OWN,
            public_reason=half,
            actor=None,
        )
    refused = decide_category(
        category=category,
        levels={standing.pk: level},
        reasons={standing.pk: OWN},
        public_reasons={standing.pk: half},
        actor=None,
    )
    assert [type(one) for one in refused.values()] == [OneLanguageError]
    assert not Decision.objects.exists()


def test_decision_page_keeps_both_and_says_who_reads_them() -> None:
    round_ = judged_round(entries=2)
    category = round_.edition.categories.get(code="area-0")
    standing = category.standings.earliest("pk")
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    address = reverse(
        "judging:decision-edit", args=[round_.edition.code, category.code]
    )
    typed = {
        f"reason-{standing.pk}": OWN,
        f"level-{standing.pk}": round_.edition.prize_levels.first().pk,
    }
    half = client.post(address, {**typed, f"public-th-{standing.pk}": TOLD.th})
    assert half.status_code == 422
    assert TOLD.th in half.content.decode()
    client.post(
        address,
        {
            **typed,
            f"public-th-{standing.pk}": TOLD.th,
            f"public-en-{standing.pk}": TOLD.en,
        },
    )
    assert PublicReason.of(Decision.objects.get()) == TOLD
    with translation.override("en"):
        page = client.get(
            reverse("judging:decision-edit", args=[round_.edition.code, category.code])
        )
    assert (
        "Only the organisers of this edition can read the reason"
        in page.content.decode()
    )
