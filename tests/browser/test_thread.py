"""The whole thread by hand in a browser, as each of its people: from an empty site to
the winners' page.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from awards.accounts.models import User
from awards.dsure.announcements.services import publish_due_announcements
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message
from judging.publication.services import publish_due
from judging.results.runs import compute_due_results
from nominations.roof.attachments import MAKERS
from tests.browser.conftest import Site, login
from tests.factories import PASSWORD, SMARTS, make_user

CODE = "scsa-try"


def typed(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


def fill(page: Page, **values: str) -> None:
    """By the names of the fields, which every form has; labels are read in other tests."""
    for name, value in values.items():
        page.locator(f"[name={name}]").first.fill(value)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def send(page: Page) -> None:
    """The first form of the page."""
    page.locator(
        "main form button:not([type=button]), main form [type=submit]"
    ).first.click()
    page.wait_for_load_state()


def link_in_mail(to: str, event: str) -> str:
    message = Message.objects.filter(to_email=to, event=event).latest("pk")
    found = re.search(r"https?://[^/]+(/\S+)", message.text)
    assert found, message.text
    return found[1]


def sign_up(page: Page, email: str) -> None:
    """By the form, with the address confirmed from its mail."""
    page.goto("/en/account/signup/")
    fill(page, email=email, name="Anchan Chomuang", password1=PASSWORD)
    page.locator("[name=notice]").check()
    send(page)
    page.goto(link_in_mail(email, "email_confirmation_signup"))
    send(page)


def make_the_edition(page: Page) -> None:
    now = timezone.now()
    page.goto("/en/manage/new/")
    fill(
        page,
        code=CODE,
        name_th="การประกวดทดลอง",
        name_en="The edition tried by hand",
        year="2026",
        opens_at=typed(now - timedelta(days=1)),
        closes_at=typed(now + timedelta(days=1)),
        online_opens_at=typed(now - timedelta(hours=1)),
        online_closes_at=typed(now + timedelta(days=9)),
        announces_at=typed(now + timedelta(days=20)),
        organiser="chief@example.org",
    )
    send(page)
    expect(page.locator("h1")).to_have_text("Checklist")


def open_the_call(page: Page) -> None:
    """What the checklist still asks for, then the opening."""
    page.goto(f"/en/manage/{CODE}/site/identity/")
    fill(page, email="award@example.org")
    press(page, "Save")
    page.goto(f"/en/manage/{CODE}/form/")
    press(page, "Copy these")
    page.goto(f"/en/manage/{CODE}/setup/open/")
    expect(page.locator("h1")).to_contain_text("The edition tried by hand")
    press(page, "Open the call")
    expect(page.get_by_text("This edition is open.")).to_be_visible()


def send_an_entry(page: Page) -> str:
    page.goto("/en/")
    page.get_by_role("link", name="Start an entry").click()
    fill(
        page,
        name_th="เทศบาลทดลอง",
        name_en="Tried Municipality",
        number="0994000617721",
    )
    page.select_option("[name=kind]", "municipality")
    page.select_option("[name=province]", "TH-40")
    send(page)
    page.locator("[name=organisation]").first.check()
    page.locator("input[name=categories]").first.check()
    send(page)
    page.wait_for_url("**/edit/")
    fill(
        page,
        title_th="ผลงานที่ส่งด้วยมือ",
        title_en="Sent in by hand",
        summary_th="สรุป",
        summary_en="A summary",
    )
    fill(page, contact_name="ผู้ติดต่อ", contact_phone="0812345678")
    for code in ("problem", "solution", "technology", "results"):
        fill(page, **{f"q-{code}": f"What is to be said about the {code}."})
    fill(page, **{"q-in-use-since": "31/08/2565", "r-months-in-use": "24"})
    for rule in ("who-may-enter", "not-won-before", "one-per-category"):
        page.locator(f"[name=r-{rule}][value=yes]").check()
    press(page, "Review and submit")
    page.get_by_role("link", name="Originality").click()
    for box in page.locator("[name=agreed]").all()[:2]:
        box.check()
    press(page, "Save")
    press(page, "Submit")
    reference = page.url.rstrip("/").rpartition("/")[2]
    expect(page.locator("main")).to_contain_text("Submitted")
    return reference


def invite_a_judge(page: Page, email: str) -> None:
    page.goto(f"/en/manage/{CODE}/judges/")
    if not page.locator("[name=people]").is_visible():
        page.locator("details:has([name=people]) > summary").click()
    fill(page, people=email)
    page.select_option("[name=language]", "en")
    press(page, "Send invitations")
    assert Message.objects.filter(to_email=email, event="judge_invited").exists()


def accept(page: Page, email: str) -> None:
    page.goto(link_in_mail(email, "judge_invited"))
    page.locator("[name=agree]").check()
    press(page, "Accept the invitation")


def score(page: Page, reference: str) -> None:
    page.goto(f"/en/judge/titles/{CODE}/")
    expect(page.locator("main")).to_contain_text(reference)
    expect(page.locator("main")).not_to_contain_text("Tried Municipality")
    for answer in page.get_by_label("No connection").all():
        answer.check()
    press(page, "Confirm and open the entries")
    page.goto("/en/judge/")
    page.get_by_role("link", name=re.compile("Sent in by hand")).first.click()
    page.wait_for_url("**/judge/ballots/*/")
    for code in SMARTS:
        page.locator(f"[name=score-{code}]").fill("8.5")
    press(page, "Submit ballot")
    expect(page.locator("main")).to_contain_text("Ballot submitted")


def decide_and_publish(page: Page, reference: str) -> None:
    compute_due_results()
    page.goto(f"/en/manage/{CODE}/results/")
    expect(page.locator("main")).to_contain_text(reference)
    page.goto(f"/en/manage/{CODE}/decisions/environment/")
    page.locator("select[name^=level-]").select_option(index=1)
    press(page, "Save decisions")
    page.goto(f"/en/manage/{CODE}/decisions/list/")
    press(page, "Prepare winner list")
    page.locator("summary", has_text="Publish now").click()
    page.locator("#unchecked-now").check()
    press(page, "Publish now")
    expect(page.locator("main")).to_contain_text("Publishing now")


@pytest.mark.slow
def test_whole_thread_from_an_empty_site(
    site: Site, open_context: Callable[..., BrowserContext]
) -> None:
    def page_for(name: str) -> Page:
        page = open_context(
            viewport={"width": 1280, "height": 900}, locale="en-GB"
        ).new_page()
        page.on("pageerror", lambda error: troubles.append(f"{name}: {error}"))
        return page

    troubles: list[str] = []
    operator = page_for("operator")
    login(operator, make_user("operator@example.org", is_operator=True))
    make_the_edition(operator)

    organiser = page_for("organiser")
    login(organiser, User.objects.get(email="chief@example.org"))
    open_the_call(organiser)

    entrant = page_for("entrant")
    sign_up(entrant, "entrant@example.org")
    reference = send_an_entry(entrant)
    assert reference == "SCSA-TRY-0001"

    invite_a_judge(organiser, "judge@example.net")
    judge = page_for("judge")
    accept(judge, "judge@example.net")
    organiser.goto(f"/en/manage/{CODE}/assignments/")
    fill(organiser, per_entry="1")
    press(organiser, "Preview")
    press(organiser, "Apply these assignments")
    score(judge, reference)

    decide_and_publish(organiser, reference)
    visitor = page_for("visitor")
    answer = visitor.goto(f"/en/winners/{CODE}/")
    assert answer
    assert answer.status == 404
    assert publish_due() == 1

    visitor.goto(f"/en/winners/{CODE}/")
    expect(visitor.locator("main")).to_contain_text("Sent in by hand")
    visitor.goto(f"/th/winners/{CODE}/")
    expect(visitor.locator("main")).to_contain_text("ผลงานที่ส่งด้วยมือ")
    assert visitor.request.get(f"/api/v1/editions/{CODE}/winners.json").ok
    publish_due_announcements()
    while deliver_messages(makers=MAKERS).sent:
        pass
    told = set(Message.objects.filter(state="done").values_list("event", flat=True))
    assert {
        "entry-received",
        "judge_invited",
        "judge_assigned",
        "winner_announced",
        "organiser_announced",
    } <= told
    assert troubles == []
