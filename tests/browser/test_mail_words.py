"""An organiser words a mail: placeholders by a click, checks and preview while typing."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from awards.models import MailWording
from tests.browser.conftest import Site, axe_problems, login
from tests.factories import World

pytestmark = pytest.mark.django_db(transaction=True)


def opened(page: Page, site: Site, world: World) -> None:
    login(page, world.organiser)
    with override("en"):
        where = [world.edition.code, "entry-received"]
        page.goto(site.url + reverse("mail-word", args=where))


def test_words_are_checked_and_shown_while_they_are_typed(
    page: Page, site: Site, world: World
) -> None:
    opened(page, site, world)
    english = page.locator("[data-mail-part=en]")
    mail = english.frame_locator("iframe")
    expect(mail.locator("h1")).to_have_text("Entry received: SCSA-2570-0001")
    english.get_by_label("Subject").fill("Thank you for ")
    english.get_by_label("Text").fill("We thank you, **truly**. {nobody}")
    findings = page.locator("#findings_en")
    expect(findings).to_contain_text("{nobody}")
    expect(findings).to_contain_text("{link}")
    expect(mail.locator("strong")).to_have_text("truly")
    english.get_by_label("Subject").focus()
    english.get_by_role("button", name="{reference}").click()
    expect(mail.locator("h1")).to_have_text("Thank you for SCSA-2570-0001")
    english.get_by_label("Text").fill("We thank you. ")
    english.get_by_role("button", name="{link}").click()
    expect(findings).to_be_empty()
    light = mail.locator("body").evaluate("it => getComputedStyle(it).backgroundColor")
    page.get_by_label("Colours").select_option("dark")
    expect(mail.locator("body")).not_to_have_css("background-color", light)
    page.get_by_label("Preview with").select_option(index=1)
    expect(mail.locator("h1")).not_to_contain_text("SCSA-2570-0001")
    assert axe_problems(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("saved")
    assert MailWording.objects.get().subject_en == "Thank you for {reference}"


def test_without_a_script_the_button_shows_what_is_typed(
    page: Page, site: Site, world: World
) -> None:
    page.route("**/organiser/mail_words*.js", lambda route: route.abort())
    opened(page, site, world)
    english = page.locator("[data-mail-part=en]")
    english.get_by_label("Text").fill("Typed by hand. {link}")
    english.get_by_role("button", name="Preview in English").click()
    shown = english.frame_locator("iframe").locator(".words")
    expect(shown).to_contain_text("Typed by hand.")
    expect(english.get_by_label("Text")).to_have_value("Typed by hand. {link}")
