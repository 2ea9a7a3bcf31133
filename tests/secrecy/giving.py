"""Links that people are given and keep: keys of their own, in a mail or shown once."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse

from awards.calendars.addresses import make_calendar_address
from awards.dsure.subscriptions.services import subscribe
from awards.outbox.topics import Topic
from awards.outbox.way_out import WayOut
from config.people.sign_in_mails import send_confirmation, send_sign_in_link
from config.privacy.rights.services import ask_without_account
from judging.jury import invitations
from judging.jury.links import issue_link
from judging.statuses import JudgeState
from tests.factories import World, make_judge


def give(world: World) -> dict[str, list[str]]:
    """By mail, by the services that send them; what is shown on a page only, by role."""
    for person in (world.entrant, world.organiser):
        send_sign_in_link(email=person.email, language="th")
    invitations.send_sign_in_link(email=world.judge.email)
    send_confirmation(user=world.outsider, language="th")
    subscribe(email=world.registrar.email, language="th")
    ask_without_account(
        email=world.other_entrant.email,
        name="",
        kind="access",
        words="",
        language="th",
    )
    mailbox = {"email": world.other_organiser.email}
    assert Client().post(reverse("account_reset_password"), mailbox).status_code == 302
    return {
        "entrant": [WayOut(Topic.NEWS, world.entrant.pk).address("th")],
        "judge": [calendar_of(world, "judge")],
        "organiser": [calendar_of(world, "organiser")],
        "outsider": invitation(world),
    }


def calendar_of(world: World, role: str) -> str:
    token = make_calendar_address(user=getattr(world, role))
    return settings.SITE_URL + reverse("calendar-feed", args=[token])


def invitation(world: World) -> list[str]:
    """To somebody who is no judge yet."""
    judge = make_judge(world.edition, state=JudgeState.INVITED)
    token = issue_link(judge, timedelta(days=9)).token
    names = ("judging:judge-invitation", "judging:invitation-calendar")
    return [settings.SITE_URL + reverse(name, args=[token]) for name in names]
