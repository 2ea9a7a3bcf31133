"""Roles and links light no account whose address nobody has proven; the proof ends what
a stranger set up before.
"""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from awards.accounts.models import User
from awards.accounts.people import (
    NotProven,
    is_proven,
    people_of,
    person_for,
    person_of,
    prove_address,
)
from awards.dsure.register.forms import RegistrarForm
from awards.editions.organisers import add_organiser_by_email
from awards.outbox.models import Message
from config.people.operators import name_operator
from judging.jury.invitations import invite_judge, send_sign_in_link
from judging.models import Judge
from judging.statuses import JudgeState
from nominations.entries.collaborators import invite_collaborator
from tests.factories import make_category, make_edition, make_entry, make_user

pytestmark = pytest.mark.django_db
VICTIM, PASSWORD = "victim@example.org", "a-strangers-password-9"
SIGNUP = {"email": VICTIM, "password1": PASSWORD, "name": "คนแปลกหน้า", "notice": "on"}


@pytest.fixture
def stranger() -> Client:
    """Has signed up with an address that is another person's."""
    client = Client()
    client.post("/en/account/signup/", SIGNUP)
    return client


def link_in(event: str) -> str:
    found = re.search(
        r"https?://[^/\s]+(/\S+)", Message.objects.filter(event=event).latest("pk").text
    )
    assert found
    return found[1]


def tries_to_sign_in(client: Client) -> None:
    client.post("/en/account/login/", {"login": VICTIM, "password": PASSWORD})
    client.post("/en/judge/session/", {"email": VICTIM, "password": PASSWORD})


def is_in(client: Client, address: str = "/en/desk/") -> bool:
    return client.get(address).status_code == 200


def accept_as_owner() -> Client:
    owner = Client()
    owner.post(link_in("judge_invited"), {"answer": "accept", "agree": "yes"})
    return owner


def test_judging_desk_stays_closed_to_who_signed_up_with_a_judges_address(
    stranger: Client,
) -> None:
    judge = invite_judge(edition=make_edition(), email=VICTIM, actor=None)
    Judge.objects.filter(pk=judge.pk).update(state=JudgeState.ACCEPTED)
    tries_to_sign_in(stranger)
    assert not is_in(stranger, "/en/judge/")
    assert not is_in(stranger)


def test_password_of_a_stranger_ends_when_the_judge_comes_by_the_link(
    stranger: Client,
) -> None:
    invite_judge(edition=make_edition(), email=VICTIM, actor=None)
    owner = accept_as_owner()
    assert is_in(owner, "/en/judge/")
    assert not User.objects.get(email=VICTIM).has_usable_password()
    tries_to_sign_in(stranger)
    assert not is_in(stranger, "/en/judge/")
    assert not is_in(stranger)


def test_link_to_sign_in_proves_the_address_too(stranger: Client) -> None:
    invite_judge(edition=make_edition(), email=VICTIM, actor=None)
    Judge.objects.update(state=JudgeState.ACCEPTED)
    send_sign_in_link(email=VICTIM)
    owner = Client()
    owner.post(link_in("judge_sign_in"))
    assert is_in(owner, "/en/judge/")
    tries_to_sign_in(stranger)
    assert not is_in(stranger, "/en/judge/")


def test_session_that_a_stranger_got_ends_with_the_proof(stranger: Client) -> None:
    invite_judge(edition=make_edition(), email=VICTIM, actor=None)
    stranger.force_login(User.objects.get(email=VICTIM))
    assert is_in(stranger)
    accept_as_owner()
    assert not is_in(stranger)


def test_organiser_of_an_unproven_address_is_nobody_until_its_owner_comes(
    stranger: Client,
) -> None:
    edition = make_edition()
    add_organiser_by_email(edition=edition, email=VICTIM, actor=make_user())
    tries_to_sign_in(stranger)
    assert not is_in(stranger, f"/en/manage/{edition.code}/")
    owner = Client()
    owner.post("/en/account/password/reset/", {"email": VICTIM})
    form = owner.get(link_in("password_reset_key"), follow=True).redirect_chain[-1][0]
    owner.post(form, {"password1": "the-owners-own-7", "password2": "the-owners-own-7"})
    owner.post("/en/account/login/", {"login": VICTIM, "password": "the-owners-own-7"})
    assert is_in(owner, f"/en/manage/{edition.code}/")
    tries_to_sign_in(stranger)
    assert not is_in(stranger, f"/en/manage/{edition.code}/")


def test_confirming_in_another_browser_ends_the_password_and_asks_for_ones_own(
    stranger: Client,
) -> None:
    owner = Client()
    response = owner.post(link_in("email_confirmation_signup"))
    assert response.headers["Location"].startswith("/en/account/password/set/?")
    assert is_in(owner)
    tries_to_sign_in(stranger)
    assert not is_in(stranger)
    owner.post(
        "/en/account/password/set/",
        {"password1": "the-owners-own-7", "password2": "the-owners-own-7"},
    )
    assert User.objects.get(email=VICTIM).check_password("the-owners-own-7")


def test_confirming_where_one_signed_up_keeps_the_password(stranger: Client) -> None:
    stranger.post(link_in("email_confirmation_signup"))
    assert User.objects.get(email=VICTIM).check_password(PASSWORD)
    assert is_in(stranger)


def test_pending_sign_up_of_a_stranger_leads_nowhere_after_the_proof(
    stranger: Client,
) -> None:
    Client().post(link_in("email_confirmation_signup"))
    for address in (
        "/en/account/login/",
        "/en/account/confirm-email/",
        "/en/account/signup/",
        "/en/desk/",
    ):
        stranger.get(address)
    assert not is_in(stranger)


def test_collaborators_role_needs_the_proof(stranger: Client) -> None:
    edition = make_edition()
    entry = make_entry(edition, category=make_category(edition))
    invite_collaborator(entry=entry, email=VICTIM, may="edit", actor=entry.owner)
    tries_to_sign_in(stranger)
    assert not is_in(stranger, f"/en/entries/{entry.reference}/")


def test_operator_whose_address_is_unproven_cannot_sign_in(stranger: Client) -> None:
    User.objects.filter(email=VICTIM).update(is_operator=True)
    tries_to_sign_in(stranger)
    assert not is_in(stranger, "/en/manage/new/")


def test_registrar_is_appointed_only_with_a_proven_address(stranger: Client) -> None:
    assert "email" in RegistrarForm({"email": VICTIM}).errors
    prove_address(user=User.objects.get(email=VICTIM))
    assert RegistrarForm({"email": VICTIM}).is_valid()


def test_operator_named_by_an_unproven_address_is_who_reads_its_mail(
    stranger: Client,
) -> None:
    name_operator(email=VICTIM)
    assert User.objects.get(email=VICTIM).is_operator
    tries_to_sign_in(stranger)
    assert not is_in(stranger)
    owner = Client()
    page = owner.get(link_in("operator_named"), follow=True)
    own = "the-owners-password-9"
    owner.post(
        page.request["PATH_INFO"], {"password1": own, "password2": own}, follow=True
    )
    person = User.objects.get(email=VICTIM)
    assert is_proven(person)
    assert person.check_password(own)
    tries_to_sign_in(stranger)
    assert not is_in(stranger)
    owner.post("/en/account/login/", {"login": VICTIM, "password": own})
    assert is_in(owner)


def test_names_of_an_unproven_account_give_way_to_the_inviters(
    stranger: Client,
) -> None:
    assert person_for(email=VICTIM, name_th="ศ.เจ้าของ").name_th == "ศ.เจ้าของ"
    proven = make_user("proven@example.org", verified=True, name_th="ชื่อเดิม")
    assert person_for(email="Proven@example.org", name_th="ชื่ออื่น") == proven
    assert User.objects.get(pk=proven.pk).name_th == "ชื่อเดิม"


def test_second_proven_address_is_its_owners_before_an_account_under_it() -> None:
    owner = make_user("first@example.org", verified=True)
    EmailAddress.objects.create(user=owner, email="second@example.org", verified=True)
    make_user("second@example.org")
    make_user("third@example.org")
    assert person_of("SECOND@example.org") == owner
    assert set(
        people_of(["first@example.org", "third@example.org", "none@example.org"])
    ) == {
        "first@example.org",
        "third@example.org",
    }


def test_address_proven_by_another_account_cannot_be_proven_again() -> None:
    owner = make_user("first@example.org", verified=True)
    EmailAddress.objects.create(user=owner, email="second@example.org", verified=True)
    with pytest.raises(NotProven):
        prove_address(user=make_user("second@example.org"))


def test_address_added_to_an_account_is_confirmed_by_that_account_alone() -> None:
    """The owner of the mailbox may be talked into pressing the button: their address
    would become a stranger's.
    """
    stranger = Client()
    account = make_user("stranger@example.org", verified=True)
    stranger.force_login(account)
    stranger.post("/en/account/email/", {"action_add": "", "email": VICTIM})
    link = link_in("email_confirmation")
    assert "Sign in to that account first" in Client().get(link).content.decode()
    assert Client().post(link).status_code == 403
    assert not EmailAddress.objects.get(email=VICTIM).verified
    stranger.post(link)
    assert EmailAddress.objects.get(email=VICTIM).verified


def test_proof_changes_nothing_for_who_was_proven_before() -> None:
    user = make_user("member@example.org", password="a-long-password-9", verified=True)
    before = user.password
    assert prove_address(user=user).password == before
    assert is_proven(user)


def test_erased_person_proves_nothing() -> None:
    user = make_user("gone@example.org", is_active=False)
    with pytest.raises(NotProven):
        prove_address(user=user)


def acts_offered(client: Client) -> set[str]:
    page = client.get("/en/account/email/").content.decode()
    return set(re.findall(r'name="(action_\w+)"', page))


def test_address_page_offers_each_address_only_what_can_be_done_with_it(
    client: Client,
) -> None:
    owner = make_user("first@example.org", verified=True)
    client.force_login(owner)
    assert acts_offered(client) == {"action_add"}
    client.post("/en/account/email/", {"action_add": "", "email": "new@example.org"})
    assert acts_offered(client) == {"action_send", "action_remove", "action_add"}
    EmailAddress.objects.filter(user=owner).update(verified=True)
    assert acts_offered(client) == {"action_primary", "action_remove", "action_add"}
    client.post(
        "/en/account/email/", {"action_primary": "", "email": "new@example.org"}
    )
    assert EmailAddress.objects.get(user=owner, primary=True).email == "new@example.org"
    client.post(
        "/en/account/email/", {"action_remove": "", "email": "first@example.org"}
    )
    assert acts_offered(client) == {"action_add"}
