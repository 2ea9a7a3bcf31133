"""A person's part in running editions: see ``awards.accounts.personal_data``."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from awards.accounts.models import User
from awards.accounts.personal_data import Erased, Held, rows
from awards.certificates.services import empty_certificate
from awards.models import (
    Breach,
    Broadcast,
    BroadcastRecipient,
    CalendarAddress,
    CalendarDate,
    CertificateKind,
    Credential,
    DataRequest,
    Digest,
    MailWording,
    Organiser,
    PendingChange,
    Reminded,
    RequestState,
    RetentionHold,
    Side,
    StageWord,
)
from awards.roles import Role


def tables(user: User) -> Held:
    return {
        "awards.organiser": rows(Organiser.objects.filter(user=user)),
        "awards.pendingchange": rows(asked_about(user)),
        # a certificate tells who won: until that is announced, also to its holder
        "awards.credential": rows(Credential.objects.held_by(user)),
        "awards.reminded": rows(Reminded.objects.filter(email__iexact=user.email)),
        "awards.digest": rows(Digest.objects.filter(email__iexact=user.email)),
        "awards.broadcast": rows(written_by(user)),
        "awards.broadcastrecipient": rows(BroadcastRecipient.objects.filter(user=user)),
        "awards.calendardate": rows(CalendarDate.objects.filter(user=user)),
        "awards.calendaraddress": rows(CalendarAddress.objects.filter(user=user)),
        "awards.mailwording": rows(MailWording.objects.filter(author=user)),
        "awards.datarequest": rows(requests_of(user)),
        "awards.retentionhold": rows(
            RetentionHold.objects.filter(Q(placed_by=user) | Q(lifted_by=user))
        ),
        "awards.breach": rows(Breach.objects.filter(made_by=user)),
        "awards.stageword": rows(StageWord.objects.filter(written_by=user)),
    }


def asked_about(user: User) -> QuerySet[PendingChange]:
    """Changes that wait for a second organiser, asked for by this person or about them."""
    return PendingChange.objects.filter(Q(asked_by=user) | Q(email=user.email))


def requests_of(user: User) -> QuerySet[DataRequest]:
    """What the person asked for by law, with an account or by the address alone."""
    return DataRequest.objects.filter(Q(user=user) | Q(email__iexact=user.email))


def written_by(user: User) -> QuerySet[Broadcast]:
    """Messages to groups that this person wrote, sent, approved or stopped."""
    acted = Q(author=user) | Q(changed_by=user) | Q(planned_by=user)
    return Broadcast.objects.filter(acted | Q(approved_by=user) | Q(stopped_by=user))


def erase(user: User) -> Erased:
    erased = Erased()
    on_lists = BroadcastRecipient.objects.filter(user=user)
    erased.count("awards.broadcastrecipient", on_lists.delete()[0])
    erased.count("awards.pendingchange", asked_about(user).delete()[0])
    # What an entrant answered for a ceremony may name people; what an organiser noted
    # is about others.
    answers = StageWord.objects.filter(written_by=user, side=Side.ENTRANT)
    erased.count("awards.stageword", answers.delete()[0])
    said = Reminded.objects.filter(email__iexact=user.email)
    erased.count("awards.reminded", said.delete()[0])
    digests = Digest.objects.filter(email__iexact=user.email)
    erased.count("awards.digest", digests.delete()[0])
    dates = CalendarDate.objects.filter(user=user)
    erased.count("awards.calendardate", dates.delete()[0])
    erased.count("awards.datarequest", erase_requests(user))
    address = CalendarAddress.objects.filter(user=user)
    erased.count("awards.calendaraddress", address.delete()[0])
    erase_certificates(user, erased)
    for role in Organiser.objects.filter(user=user).select_related("edition"):
        others = Organiser.objects.filter(edition=role.edition).exclude(pk=role.pk)
        if role.role == Role.OWNER and not others.filter(role=Role.OWNER).exists():
            erased.refuse(
                f"owner of {role.edition.code}",
                "an edition needs an owner: make somebody else one first",
            )
        else:
            role.delete()
            erased.count("awards.organiser", 1)
    return erased


def erase_requests(user: User) -> int:
    """That something was asked and how it was decided stays as a proof, without the
    person and without words; what nobody answered yet ends.
    """
    asked = requests_of(user)
    numbers = list(asked.values_list("pk", flat=True))
    known = DataRequest.objects.filter(pk__in=numbers)
    known.exclude(state=RequestState.ANSWERED).update(state=RequestState.TAKEN_BACK)
    return known.update(
        email="", name="", words="", question="", reply="", answer="", token_hash=""
    )


def erase_certificates(user: User, erased: Erased) -> None:
    """A judge's names a person: it is revoked and emptied. A prize's names an
    organisation, and stands.

    The row stays in either case: its place in the list of revocations may never be
    given to another one.
    """
    theirs = Credential.objects.filter(holder=user)
    for credential in theirs.filter(kind=CertificateKind.JUDGE):
        empty_certificate(credential)
        erased.count("awards.credential", 1)
    for reference in theirs.exclude(kind=CertificateKind.JUDGE).values_list(
        "reference", flat=True
    ):
        erased.refuse(
            f"certificate of {reference}",
            "it names the organisation and what it sent in, not the person",
        )
    theirs.update(holder=None)
