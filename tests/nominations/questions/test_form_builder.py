"""The form builder: limits of files, rules upon answers, previews; and videos that load
only upon a click.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from config.site.headers import policy
from nominations.entries.video_player import SOURCES, player_of
from nominations.models import Question
from nominations.questions.kinds.file_limits import MB, limits_for
from nominations.questions.services import invalidates
from tests.factories import make_answer, make_category, make_edition, make_organiser
from tests.nominations.makers import make_entry, make_question

FILE = {"kind": "file", "label_th": "เอกสาร", "label_en": "Papers"}
YES_NO = {
    "choices": [
        {"code": "yes", "th": "ใช่", "en": "Yes"},
        {"code": "no", "th": "ไม่", "en": "No"},
    ]
}


def url(name: str, *args: object) -> str:
    return reverse(f"nominations:{name}", args=args)


@pytest.mark.django_db
def test_limits_of_files_are_set_in_the_builder_and_kept(client: Client) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    sent = {
        **FILE,
        "code": "papers",
        "file_types": ["pdf"],
        "file_most": "2",
        "file_megabytes": "5",
    }
    assert client.post(url("question-new", edition.code), sent).status_code == 302
    question = Question.objects.get()
    limits = limits_for(question)
    assert (list(limits.most_bytes.values()), limits.most_files) == ([5 * MB], 2)
    page = client.get(url("question-change", edition.code, "papers"))
    assert page.context["form"].initial["file_most"] == 2
    too_large = {**sent, "code": "b", "file_megabytes": "900"}
    assert client.post(url("question-new", edition.code), too_large).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("files", "locked"),
    [
        ({"types": ["pdf"]}, True),
        ({"most": 1}, True),
        ({"types": ["pdf", "image"], "most": 5}, False),
        (None, False),
    ],
)
def test_narrower_limits_of_files_count_as_a_change_that_could_refuse_what_was_sent(
    files: Any, locked: bool
) -> None:
    before = {"files": {"types": ["pdf", "image"], "most": 3, "megabytes": 200}}
    question = make_question(make_edition(), "papers", "file", options=before)
    assert invalidates(question, {"options": {"files": files}}) is locked


@pytest.mark.django_db
def test_a_condition_is_picked_from_the_answers_of_other_questions(
    client: Client,
) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    make_question(edition, "used", "single_choice", options=YES_NO)
    make_question(edition, "free")
    sent = {
        "code": "since",
        "kind": "short_text",
        "label_th": "ตั้งแต่",
        "label_en": "Since",
    }
    address = url("question-new", edition.code)
    for nonsense in ("used=perhaps", "free=yes", "used"):
        answer = client.post(address, {**sent, "shown_when": nonsense})
        assert "shown_when" in answer.context["form"].errors
    client.post(address, {**sent, "shown_when": "used=yes"})
    rule = {"question": "used", "equals": "yes"}
    assert Question.objects.get(code="since").options["shown_if"] == rule


@pytest.mark.django_db
def test_a_rule_upon_a_typed_answer_stays_when_the_question_is_saved(
    client: Client,
) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    rule = {"question": "free", "equals": "yes"}
    make_question(edition, "free")
    make_question(edition, "since", options={"shown_if": rule})
    address = url("question-change", edition.code, "since")
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    client.post(address, {**sent, "categories": [], "label_en": "Other"})
    changed = Question.objects.get(code="since")
    assert (changed.label_en, changed.options["shown_if"]) == ("Other", rule)


@pytest.mark.django_db
def test_only_the_fields_that_fit_the_type_are_asked(client: Client) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    address = url("question-new", edition.code)
    fields = {
        kind: set(client.get(f"{address}?kind={kind}").context["form"].fields)
        for kind in ("short_text", "single_choice", "date")
    }
    assert "limit" in fields["short_text"]
    assert "limit" not in fields["date"]
    assert fields["single_choice"] - fields["date"]
    assert not fields["single_choice"] & {"limit"}


@pytest.mark.django_db
def test_looking_at_the_preview_keeps_what_is_typed_and_saves_nothing(
    client: Client,
) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    sent = {"code": "why", "kind": "long_text", "label_th": "ทำไม", "label_en": "Why"}
    answer = client.post(url("question-new", edition.code), {**sent, "look": "1"})
    assert answer.context["form"]["code"].value() == "why"
    assert "<textarea" in str(answer.context["preview"])
    assert not edition.questions.exists()


@pytest.mark.django_db
def test_a_question_goes_to_the_place_it_is_dragged_to(client: Client) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    for order, code in enumerate(("one", "two", "three", "four"), 1):
        make_question(edition, code, order=order)
    act = url("question-act", edition.code, "four")
    codes = edition.questions.values_list("code", flat=True)
    client.post(act, {"act": "place", "to": "1"})
    assert list(codes.all()) == ["one", "four", "two", "three"]
    client.post(act, {"act": "place", "to": "99"})
    assert list(codes.all()) == ["one", "two", "three", "four"]
    for nonsense in ("", "-1", "x"):
        client.post(act, {"act": "place", "to": nonsense})
    assert list(codes.all()) == ["one", "two", "three", "four"]


@pytest.mark.django_db
def test_a_retired_question_can_be_brought_back_at_once(client: Client) -> None:
    edition = make_edition()
    client.force_login(make_organiser(edition))
    question = make_question(edition, "why")
    act = url("question-act", edition.code, "why")
    page = client.post(act, {"act": "retire"}, follow=True)
    assert page.context["just_retired"] == question
    client.post(act, {"act": "again"})
    question.refresh_from_db()
    assert question.retired_at is None


@pytest.mark.django_db
def test_a_heading_begins_a_part_of_the_form(client: Client) -> None:
    edition = make_edition()
    make_question(edition, "one", order=1)
    make_question(edition, "two", order=2, section_th="ผลลัพธ์", section_en="Results")
    make_question(edition, "three", order=3)
    client.force_login(make_organiser(edition))
    parts = client.get(url("form-builder", edition.code)).context["parts"]
    assert [[q.code for q in part.questions] for part in parts] == [
        ["one"],
        ["two", "three"],
    ]
    entry = make_entry(edition)
    client.force_login(entry.owner)
    page = client.get(url("entry-edit", entry.reference)).content.decode()
    page = page[page.index('id="div_id_q-one"') :]  # below the list of the parts
    assert page.index('id="div_id_q-one"') < page.index("ผลลัพธ์")
    assert page.index("ผลลัพธ์") < page.index('id="div_id_q-two"')


@pytest.mark.django_db
def test_field_upon_an_answer_says_so_in_words_and_to_the_script(
    client: Client,
) -> None:
    edition = make_edition()
    make_question(
        edition, "used", "single_choice", options=YES_NO, label_th="ใช้งานแล้วหรือไม่"
    )
    make_question(
        edition, "since", options={"shown_if": {"question": "used", "equals": "yes"}}
    )
    entry = make_entry(edition)
    client.force_login(entry.owner)
    page = client.get(url("entry-edit", entry.reference)).content.decode()
    assert 'data-shown-if="q-used"' in page
    assert 'data-shown-equals="yes"' in page
    assert "ใช้งานแล้วหรือไม่" in page.split('id="div_id_q-since"')[1]


@pytest.mark.django_db
def test_preview_as_a_blind_judge_leaves_out_what_names_the_entrant(
    client: Client,
) -> None:
    edition = make_edition()
    make_category(edition)
    client.force_login(make_organiser(edition))
    make_question(edition, "where", "short_text", names_entrant=True, label_th="ใช้ที่ไหน")
    for kind in (
        "date",
        "number",
        "multiple_choice",
        "table",
        "file",
        "video",
        "address",
        "link",
    ):
        make_question(edition, kind, kind, options=YES_NO)
    page = client.get(url("form-preview", edition.code), {"as": "judge"})
    assert [
        answer.code
        for answer in page.context["dossier"].answers
        if answer.code == "where"
    ] == []
    assert "ใช้ที่ไหน" in page.content.decode()
    assert page.context["dossier"].blind
    assert len(page.context["dossier"].answers) == 8


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"),
        ("https://youtu.be/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"),
        ("https://m.youtube.com/shorts/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?autoplay=1&dnt=1"),
        ("https://youtube.com.example.org/watch?v=dQw4w9WgXcQ", ""),
        ("https://www.youtube.com/watch?v=../../evil", ""),
        ("https://www.youtube.com/redirect?q=https://example.org", ""),
        ("https://user@youtu.be:99/a/b/c", ""),
        ("javascript://youtu.be/dQw4w9WgXcQ", ""),
        ("https://[youtu.be/dQw4w9WgXcQ", ""),
        ("https://vimeo.com/groups/x/videos/1", ""),
    ],
)  # fmt: skip
def test_player_is_known_for_certain_or_not_offered(link: str, url: str) -> None:
    found = player_of(link)
    assert (found.url if found else "") == url


@pytest.mark.django_db
def test_only_pages_that_show_entries_let_frames_in_and_nothing_is_loaded_before_a_click(
    client: Client,
) -> None:
    edition = make_edition()
    entry = make_entry(edition, state="submitted")
    make_answer(
        entry, make_question(edition, "film", "video"), "https://youtu.be/dQw4w9WgXcQ"
    )
    client.force_login(make_organiser(edition))
    page = client.get(url("manage-entry", edition.code, entry.reference))
    assert f"frame-src {' '.join(SOURCES)}" in page.headers["Content-Security-Policy"]
    assert "data-player=" in page.content.decode()
    assert "<iframe" not in page.content.decode()
    assert (
        "frame-src"
        not in client.get(url("manage-entries", edition.code)).headers[
            "Content-Security-Policy"
        ]
    )


def test_policy_lets_videos_in_from_the_storage_that_they_lie_on() -> None:
    s3 = {
        "OPTIONS": {"endpoint_url": "https://s3.example.org:9000", "bucket_name": "b"}
    }
    assert "media-src 'self' https://s3.example.org:9000;" in policy(s3)
    assert "img-src 'self' data:;" in policy(s3)
    assert "media-src 'self';" in policy({"OPTIONS": {"location": "/x"}})
