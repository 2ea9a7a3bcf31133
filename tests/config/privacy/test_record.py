"""The record of processing names every table that holds something of a person."""

from __future__ import annotations

import io

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils.translation import override
from openpyxl import load_workbook

from awards.accounts.models import User
from awards.ledger.models import Row
from config.people.activities import ACTIVITIES, NOT_PERSONAL, activity_of
from config.privacy.record.pages import record_book, record_rows
from config.privacy.record.services import name_office, word_activity
from config.privacy.retention.kinds import BY_CODE
from config.privacy.retention.services import set_periods
from config.privacy.rights.services import decide_request
from tests.factories import make_data_request, make_operator

PERSONAL_NAMES = ("email", "phone", "contact", "recipient", "holder", "ip")
# "recipients" are words of the record there.
NAMED_ALIKE = {"awards.recordwording"}


def tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if not model._meta.proxy]


def test_every_table_is_in_the_record_or_said_to_hold_nothing() -> None:
    named = {table for activity in ACTIVITIES for table in activity.tables}
    there = {model._meta.label_lower for model in tables()}
    assert there - named - NOT_PERSONAL == set()
    assert named - there == set()
    assert named & NOT_PERSONAL == set()
    assert NOT_PERSONAL - there == set()


def test_no_table_stands_in_two_activities() -> None:
    named = [table for activity in ACTIVITIES for table in activity.tables]
    assert len(named) == len(set(named))


def test_what_holds_something_of_a_person_is_not_said_to_hold_nothing() -> None:
    wrong = [
        f"{model._meta.label_lower}.{field.name}"
        for model in tables()
        if model._meta.label_lower in NOT_PERSONAL - NAMED_ALIKE
        for field in model._meta.concrete_fields
        if field.related_model is User
        or field.name.startswith(PERSONAL_NAMES)
        or isinstance(field, models.EmailField | models.GenericIPAddressField)
    ]
    assert wrong == []


def test_periods_of_the_record_are_those_that_the_night_keeps() -> None:
    said = {code for activity in ACTIVITIES for code in activity.retention}
    assert said == set(BY_CODE)
    assert activity_of("accounts.user") is ACTIVITIES[0]


@pytest.mark.django_db
def test_the_organisation_words_a_row_and_takes_it_back() -> None:
    officer = make_operator()
    words = {"recipients_en": "Host Ltd., Bangkok", "recipients_th": ""}
    activity = ACTIVITIES[0]
    word_activity(officer=officer, activity=activity, words=words)
    assert record_rows()[0].recipients == "Host Ltd., Bangkok"
    word_activity(officer=officer, activity=activity, words={"recipients_en": ""})
    assert record_rows()[0].recipients == str(activity.recipients)
    assert Row.objects.filter(chain="privacy", act="record-worded").count() == 2


@pytest.mark.django_db
def test_it_is_exported_in_both_languages() -> None:
    book = load_workbook(io.BytesIO(record_book()))
    assert book.sheetnames == ["ไทย", "English", "การปฏิเสธคำขอ", "Refusals"]
    for sheet in book.worksheets[:2]:
        assert sheet.max_row == len(ACTIVITIES) + 1
    assert book["ไทย"]["E1"].value == "ฐานทางกฎหมาย"


@pytest.mark.django_db
def test_it_says_the_periods_in_force_and_not_those_proposed() -> None:
    set_periods(officer=make_operator(), edition=None, days={"exports": 61})
    with override("en"):
        said = " ".join(row.retention for row in record_rows())
    assert "Exported files: 61 days" in said
    assert "Exported files: 90 days" not in said
    assert "Imported files: 90 days" in said


@pytest.mark.django_db
def test_what_was_refused_stands_in_it_without_who_asked() -> None:
    officer, client = make_operator(), Client()
    client.force_login(officer)
    for decision, ground in (("refused", "no-case-to-restrict"), ("granted", "")):
        decide_request(
            officer=officer,
            request=make_data_request(kind="restrict", email="who@example.org"),
            decision=decision,
            ground=ground,
            answer="Said.",
        )
    page = client.get("/en/operator/privacy/record/").text
    assert page.count("Restriction of the use of my data") == 1
    assert "(section 34)" in page
    sheet = load_workbook(io.BytesIO(record_book()))["การปฏิเสธคำขอ"]
    assert sheet.max_row == 2
    assert "who@example.org" not in page + str(list(sheet.values))


@pytest.mark.django_db
def test_the_office_is_named_once_and_shown_in_the_record() -> None:
    officer, client = make_operator(), Client()
    for name in ("First Agency", "Second Agency"):
        name_office(
            officer=officer, fields={"controller_th": "หน่วยงาน", "controller_en": name}
        )
    client.force_login(officer)
    page = client.get("/en/operator/privacy/record/").text
    assert "Second Agency" in page
    assert "First Agency" not in page
    assert "nominations.entry" in page
