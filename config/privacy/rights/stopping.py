"""What a request does beside its answer. An objection ends what rests on consent, at
once; a restriction that is granted keeps to what is necessary until it is lifted. Neither
touches what was decided.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.accounts import consents
from awards.accounts.models import Consent, User
from awards.dsure.models import Subscriber
from awards.outbox import preferences
from awards.outbox.models import Channel
from awards.outbox.topics import Topic
from awards.refusals import WrongState
from config import acts
from config.privacy.office.ledger import record
from judging.jury.jury_page import set_public
from judging.models import Judge
from nominations.declarations.services import withdraw_consents


@transaction.atomic
def end_what_rests_on_consent(*, user: User) -> int:
    """News, photographs, standing on the page of a jury, consents given with entries, and
    news of the register; how many had been given. Each can be given again.
    """
    ended = withdraw_all(user)
    preferences.choose(user=user, topic=Topic.NEWS, channel=Channel.NONE)
    shown = Judge.objects.filter(user=user, public_at__isnull=False)
    for judge in shown:
        set_public(judge=judge, agrees=False)
        ended += 1
    ended += withdraw_consents(user=user)
    ended += Subscriber.objects.filter(email__iexact=user.email).delete()[0]
    if ended:
        record(acts.CONSENTS_ENDED, None, {"ended": ended}, subject=f"user:{user.pk}")
    return ended


def withdraw_all(user: User) -> int:
    """The privacy notice was read, not agreed to."""
    given = Consent.objects.filter(user=user, withdrawn_at=None)
    asked = given.exclude(purpose=consents.NOTICE).values_list("purpose", flat=True)
    return sum(
        consents.withdraw_consent(user=user, purpose=purpose) for purpose in list(asked)
    )


@transaction.atomic
def restrict_use(*, officer: User, user: User) -> None:
    """Idempotent."""
    if preferences.restrict(user=user):
        record(acts.USE_RESTRICTED, officer, {}, subject=f"user:{user.pk}")


@transaction.atomic
def lift_restriction(*, officer: User, user: User) -> None:
    """Raises WrongState where there was none."""
    if not preferences.lift_restriction(user=user):
        raise WrongState(_("The use of this person’s data is not restricted."))
    record(acts.USE_RELEASED, officer, {}, subject=f"user:{user.pk}")


def restricted() -> QuerySet[User]:
    """Who restricted the use of their data, the latest first."""
    found = User.objects.filter(restricted_at__isnull=False, is_active=True)
    return found.order_by("-restricted_at", "pk")


def words_on_pictures(user: User) -> str:
    """What the officer is asked when somebody no longer agrees to pictures."""
    with override(user.language):
        return _(
            "I no longer agree to photographs and recordings of me from events. Take "
            "those down in which I can be recognised."
        )
