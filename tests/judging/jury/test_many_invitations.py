"""The bar below the list of judges: a list first, then one act on all of it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from awards.accounts.list_columns import ListName, keep_columns
from awards.models import Edition
from awards.outbox.models import Message
from judging.jury.invitations import accept_invitation, invite_judge, send_again
from judging.jury.many_invitations import InvitationAct, do_act, plan_act
from judging.jury.views import offered_columns
from judging.models import Judge
from judging.refusals import JudgingError
from judging.statuses import JudgeState
from tests.factories import (
    ago,
    ahead,
    make_assignment,
    make_category,
    make_edition,
    make_entry,
    make_judge,
    make_organiser,
    make_round,
)

pytestmark = pytest.mark.django_db


def judged() -> Edition:
    edition = make_edition(opens_at=ago(days=9), closes_at=ahead(days=9))
    make_category(edition)
    make_round(edition)
    return edition


def invited(edition: Edition, name: str) -> Judge:
    return invite_judge(
        edition=edition,
        email=f"{name}@example.org",
        name_en=name,
        actor=make_organiser(edition),
    )


def test_list_says_who_is_left_and_why() -> None:
    edition = judged()
    waiting, seated = invited(edition, "a"), invited(edition, "b")
    make_assignment(seated, make_entry(edition))
    answered = [
        make_judge(edition, state=state)
        for state in (JudgeState.ACCEPTED, JudgeState.DECLINED)
    ]
    foreign = invited(judged(), "c")
    chosen = [judge.pk for judge in (waiting, seated, *answered, foreign)]
    again = plan_act(edition=edition, judges=chosen, act=InvitationAct.AGAIN)
    assert set(again.going) == {waiting, seated}
    withdrawn = plan_act(edition=edition, judges=chosen, act=InvitationAct.WITHDRAW)
    assert withdrawn.going == [waiting]
    assert {one.judge for one in withdrawn.left} == {seated, *answered}
    assert all(one.why for one in withdrawn.left)
    assert Judge.objects.count() == 5


def test_invitations_go_out_again_in_the_language_of_each() -> None:
    edition = judged()
    judges = [invited(edition, name) for name in "ab"]
    judges[0].user.language = "en"
    judges[0].user.save()
    before = Message.objects.filter(event="judge_invited").count()
    do_act(
        edition=edition,
        judges=[judge.pk for judge in judges],
        act=InvitationAct.AGAIN,
        actor=make_organiser(edition),
    )
    new = Message.objects.filter(event="judge_invited").order_by("pk")[before:]
    assert {(mail.recipient_id, mail.language) for mail in new} == {
        (judges[0].user_id, "en"),
        (judges[1].user_id, "th"),
    }


def test_who_answered_in_the_meantime_is_left_and_the_others_go() -> None:
    edition = judged()
    judges = [invited(edition, name) for name in "ab"]
    accept_invitation(judge=judges[0])
    done = do_act(
        edition=edition,
        judges=[judge.pk for judge in judges],
        act=InvitationAct.WITHDRAW,
        actor=make_organiser(edition),
    )
    assert [one.judge.pk for one in done.left] == [judges[0].pk]
    assert list(edition.judges.all()) == [judges[0]]


def test_nobody_who_answered_is_invited_again() -> None:
    edition = judged()
    for state in (JudgeState.ACCEPTED, JudgeState.DECLINED):
        judge = make_judge(edition, state=state)
        with pytest.raises(JudgingError):
            send_again(judge=judge, actor=make_organiser(edition))
        judge.refresh_from_db()
        assert judge.state == state


def test_page_asks_before_it_acts(client: Client) -> None:
    edition = judged()
    judge = invited(edition, "a")
    client.force_login(make_organiser(edition))
    page = reverse("judging:jury-many", args=[edition.code])
    sent = {"judge": [judge.pk], "act": "withdraw"}
    assert judge.user.email in client.post(page, sent).content.decode()
    assert edition.judges.count() == 1
    client.post(page, sent | {"confirm": "1"})
    assert edition.judges.count() == 0


def test_nobody_ticked_says_so_and_an_unknown_act_is_none(client: Client) -> None:
    edition = judged()
    judge = invited(edition, "a")
    client.force_login(make_organiser(edition))
    page = reverse("judging:jury-many", args=[edition.code])
    back = client.post(page, {"act": "withdraw", "judge": ["x"]}, follow=True)
    assert 'class="alert' in back.content.decode()
    assert client.post(page, {"act": "no", "judge": [judge.pk]}).status_code == 404


def test_every_column_of_the_list_can_be_shown(client: Client) -> None:
    edition = judged()
    make_judge(edition, answered_at=ago(days=1), away_from=ago(days=3).date())
    organiser = make_organiser(edition)
    names = [column.name for column in offered_columns()]
    keep_columns(user=organiser, list_name=ListName.JUDGES, offered=names, ticked=names)
    client.force_login(organiser)
    page = client.get(reverse("judging:jury-list", args=[edition.code]))
    cells = page.content.decode().split("<tbody>")[1].split("</tbody>")[0]
    assert cells.count("data-label=") == len(names)
