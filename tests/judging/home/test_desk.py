from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.outbox.models import Message
from judging.jury.invitations import invite_judge, send_sign_in_link
from judging.models import Assignment, Ballot, Conflict, Judge, Score
from judging.statuses import JudgeState
from nominations.models import Attachment
from tests.factories import make_preparation
from tests.judging.stage import (
    FULL,
    assigned,
    edition_in_judging,
    entry_in,
    judge_of,
    organisation,
    person,
)

pytestmark = pytest.mark.django_db
MOST = 10


def signed_in(judge: Judge) -> Client:
    client = Client()
    client.force_login(judge.user)
    return client


def link_in(event: str) -> str:
    text = Message.objects.filter(event=event).latest("pk").text
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found
    return found.group(1)


def accepted_by_link() -> tuple[Client, Judge]:
    edition = edition_in_judging()
    judge = invite_judge(edition=edition, email="new.judge@example.org", actor=None)
    client = Client()
    client.post(link_in("judge_invited"), {"answer": "accept", "agree": "yes"})
    return client, judge


def test_looking_at_the_invitation_does_not_use_it_up() -> None:
    invite_judge(
        edition=edition_in_judging(), email="new.judge@example.org", actor=None
    )
    link = link_in("judge_invited")
    assert Client().get(link).status_code == 200
    assert Client().post(link, {"answer": "accept"}).status_code == 422
    assert Judge.objects.get().state == JudgeState.INVITED


def test_accepting_signs_in_to_the_desk_alone_and_uses_the_link_up() -> None:
    client, judge = accepted_by_link()
    judge.refresh_from_db()
    assert (judge.state, judge.links.count()) == (JudgeState.ACCEPTED, 0)
    assert client.get(reverse("judging:judge-home")).status_code == 200
    assert client.get(reverse("desk")).status_code == 302
    assert client.get(reverse("nominations:entry-list")).status_code == 302
    response = client.get(reverse("home"))
    assert response.status_code == 200
    assert isinstance(response.wsgi_request.user, AnonymousUser)
    assert Client().get(link_in("judge_invited")).status_code == 410


def test_password_sign_in_after_a_link_opens_all_pages() -> None:
    client, judge = accepted_by_link()
    user = judge.user
    user.set_password("korapin-2566-mali")
    user.save()
    client.post(
        reverse("account_login"), {"login": user.email, "password": "korapin-2566-mali"}
    )
    assert client.get(reverse("desk")).status_code == 200


def test_declining_keeps_the_reason_and_the_suggestion() -> None:
    invite_judge(
        edition=edition_in_judging(), email="new.judge@example.org", actor=None
    )
    answer = {"answer": "decline", "reason": "ติดราชการ", "suggestion": "ผู้เชี่ยวชาญสมมุติ"}
    assert Client().post(link_in("judge_invited"), answer).status_code == 200
    judge = Judge.objects.get()
    assert (judge.state, judge.decline_reason, judge.suggestion) == (
        "declined",
        "ติดราชการ",
        "ผู้เชี่ยวชาญสมมุติ",
    )


def test_sign_in_link_goes_to_judges_only_and_works_once() -> None:
    judge = judge_of(edition_in_judging())
    send_sign_in_link(email="stranger@example.org")
    assert Message.objects.get().event == "judge_unknown"
    send_sign_in_link(email=judge.user.email)
    link, client = link_in("judge_sign_in"), Client()
    assert client.post(link).status_code == 302
    assert client.get(reverse("judging:judge-home")).status_code == 200
    assert Client().post(link).status_code == 410
    again, stranger = client.get(link), Client().get(link)
    assert (again.status_code, stranger.status_code) == (410, 410)
    assert judge.user.email in again.content.decode()
    assert judge.user.email not in stranger.content.decode()


def test_dossier_opens_only_after_the_titles() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    clear, tied = (assigned(judge, entry_in(edition), cleared=False) for _ in range(2))
    client = signed_in(judge)
    titles = reverse("judging:judge-titles", args=[edition.code])
    assert client.get(reverse("judging:ballot-edit", args=[clear.pk])).url == titles  # type: ignore[attr-defined]
    answers = {f"conflict-{clear.pk}": "no", f"conflict-{tied.pk}": "yes"}
    assert "aria-invalid" in client.post(titles, answers).content.decode()
    assert not Conflict.objects.exists()
    client.post(titles, {**answers, f"reason-{tied.pk}": "พี่น้อง"})
    assert (
        client.get(reverse("judging:ballot-edit", args=[clear.pk])).status_code == 200
    )
    assert client.get(reverse("judging:ballot-edit", args=[tied.pk])).status_code == 404
    home = client.get(reverse("judging:judge-home")).content.decode()
    assert tied.entry_category.entry.title not in home


def test_blind_dossier_covers_names_in_the_entrants_own_text() -> None:
    edition = edition_in_judging()
    owner = person("boss@lotus-town.example.net", name_th="นางสาวบัวสมมุติ งามดี")
    town = organisation(
        owner,
        name_th="เทศบาลเมืองบัวสมมุติ",
        name_en="Lotus Invented Town",
        website="https://lotus.example.net/",
    )
    standing = entry_in(
        edition,
        owner=owner,
        organisation=town,
        title_th="ระบบของเทศบาลเมืองบัวสมมุติ",
        summary_th="โดย LOTUS INVENTED TOWN ดู lotus.example.net",
    )
    client = signed_in(judge_of(edition))
    row = assigned(Judge.objects.get(), standing)
    for view in ("ballot-edit", "conflict-declare"):
        page = client.get(reverse(f"judging:{view}", args=[row.pk])).content.decode()
        assert "ระบบของ█████" in page
        assert not re.search("บัวสมมุติ|lotus", page, re.IGNORECASE)
    home = client.get(reverse("judging:judge-home")).content.decode()
    assert "บัวสมมุติ" not in home


def test_file_goes_out_through_a_standing_assignment_under_a_neutral_name() -> None:
    from django.core.files.base import ContentFile

    edition = edition_in_judging()
    judge, standing = judge_of(edition), entry_in(edition)
    row = assigned(judge, standing)
    file = Attachment.objects.create(
        entry=standing.entry,
        file=ContentFile(b"%PDF-1.4", "x"),
        name="เทศบาล.pdf",
        media_type="application/pdf",
        size=8,
        sha256="0" * 64,
    )
    address = reverse("judging:file-read", args=[row.pk, file.key])
    assert signed_in(judge).get(address).status_code == 404, "no copy of it passed yet"
    make_preparation(file, content=b"%PDF-1.5")
    response = signed_in(judge).get(address)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == b"%PDF-1.5"  # type: ignore[attr-defined]
    assert f"{standing.entry.reference}-1.pdf" in response["Content-Disposition"]
    assert signed_in(judge_of(edition)).get(address).status_code == 404
    Assignment.objects.update(cleared_at=None)
    assert signed_in(judge).get(address).status_code == 404


def test_plain_form_saves_and_submits_and_keeps_what_was_typed() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    row = assigned(judge, entry_in(edition))
    client, address = signed_in(judge), reverse("judging:ballot-edit", args=[row.pk])
    bad = client.post(
        address, {"score-impact": "99", "comment-impact": "ดีมาก", "submit": "1"}
    )
    assert bad.status_code == 422
    assert "ดีมาก" in bad.content.decode()
    form = {f"score-{code}": value for code, value in FULL.items()}
    assert client.post(address, {**form, "submit": "1"}).status_code == 302
    assert Ballot.objects.get().state == "submitted"
    assert (
        client.post(reverse("judging:ballot-take-back", args=[row.pk])).status_code
        == 302
    )
    assert Ballot.objects.get().state == "draft"
    assert (
        "8"
        in client.get(reverse("judging:ballot-history", args=[row.pk])).content.decode()
    )


def test_script_saves_one_score_and_is_told_of_an_expired_login() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    row = assigned(judge, entry_in(edition))
    address = reverse("judging:ballot-save", args=[row.pk])
    change: dict[str, Any] = {"scores": {"impact": "7.5"}, "known": {"impact": 0}}
    client = signed_in(judge)
    answer = client.post(address, change, content_type="application/json")
    assert answer.json() == {"versions": {"impact": 1}, "clashes": {}}
    assert Score.objects.get().value == 7.5
    assert (
        client.post(address, "[]", content_type="application/json").status_code == 400
    )
    assert (
        Client().post(address, change, content_type="application/json").status_code
        == 401
    )


def queries(client: Client, method: str, address: str, **more: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        response = getattr(client, method)(address, **more)
    assert response.status_code in (200, 302), response.status_code
    sql = [
        query["sql"]
        for query in captured.captured_queries
        if "SAVEPOINT" not in query["sql"]
    ]
    assert len(sql) <= MOST, "\n".join(sql)
    return len(sql)


def test_desk_asks_the_same_for_one_entry_and_for_thirty() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    assigned(judge, entry_in(edition))
    client, address = signed_in(judge), reverse("judging:judge-home")
    few = queries(client, "get", address)
    for i in range(29):
        assigned(judge, entry_in(edition, f"area-{i % 2}"))
    assert queries(client, "get", address) == few


def test_ballot_page_save_and_submit_stay_within_ten_questions() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    row, first = assigned(judge, entry_in(edition)), assigned(judge, entry_in(edition))
    client = signed_in(judge)
    sent_in = {f"score-{code}": value for code, value in FULL.items()} | {
        "comment_panel": "ดี",
        "submit": "1",
    }
    # makes the edition's chain and secret
    client.post(reverse("judging:ballot-edit", args=[first.pk]), sent_in)
    address = reverse("judging:ballot-edit", args=[row.pk])
    queries(client, "get", address)
    change = {"data": {"scores": {"impact": "7"}}, "content_type": "application/json"}
    queries(client, "post", reverse("judging:ballot-save", args=[row.pk]), **change)
    queries(client, "get", address)
    queries(client, "post", address, data=sent_in)


def test_second_device_is_asked_before_it_overwrites_the_first() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    row = assigned(judge, entry_in(edition))
    client, address = signed_in(judge), reverse("judging:ballot-edit", args=[row.pk])
    save = partial(
        client.post,
        reverse("judging:ballot-save", args=[row.pk]),
        content_type="application/json",
    )
    seen = dict.fromkeys(FULL, 0)
    save({"scores": {"impact": "9"}, "comments": {"impact": "ดีเยี่ยม"}, "known": seen})
    told = save({"scores": {"design": "4"}, "known": seen}).json()
    assert told["newer"]["impact"]["value"] == "9", (
        "what the other device did where this one did nothing"
    )
    stale = {f"score-{code}": value for code, value in FULL.items()} | {
        f"known-{code}": "0" for code in FULL
    }
    asked = client.post(address, {**stale, "submit": "1"})
    assert asked.status_code == 422
    page = asked.content.decode()
    assert "ดีเยี่ยม" in page
    assert 'name="known-impact" value="1"' in page, "sent again it stands"
    assert client.post(address, stale).status_code == 422, "saving a draft asks as well"
    assert Score.objects.get(criterion__code="impact").value == 9
    again = {**stale, "known-impact": "1", "known-design": "1", "submit": "1"}
    assert client.post(address, again).status_code == 302
    assert Score.objects.get(criterion__code="impact").value == Decimal(FULL["impact"])


def test_titles_keep_every_mark_and_reason_while_one_lacks_its_reason() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    first, second = (
        assigned(judge, entry_in(edition), cleared=False) for _ in range(2)
    )
    fields = {
        f"conflict-{first.pk}": "yes",
        f"reason-{first.pk}": "เคยทำงานด้วยกัน",
        f"conflict-{second.pk}": "yes",
    }
    page = (
        signed_in(judge)
        .post(reverse("judging:judge-titles", args=[edition.code]), fields)
        .content.decode()
    )
    assert len(re.findall(r'value="yes"\s+required\s+checked', page)) == 2
    assert 'value="เคยทำงานด้วยกัน"' in page
    assert not Conflict.objects.exists()


def test_profile_asks_for_everything_once() -> None:
    judge = judge_of(edition_in_judging())
    page = (
        signed_in(judge)
        .get(reverse("judging:judge-profile", args=[judge.edition.code]))
        .content.decode()
    )
    names = re.findall(r'<(?:input|textarea|select)[^>]* name="([a-z_]+)"', page)
    assert {name for name in names if names.count(name) > 1} <= {
        "expertise_mobility",
        "languages",
        "csrfmiddlewaretoken",
    }
    assert {
        "organisation",
        "relations",
        "portrait",
        "public",
        "limit",
        "bio_th",
    } <= set(names)
