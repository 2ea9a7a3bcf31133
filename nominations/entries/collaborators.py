from __future__ import annotations

from django.db import transaction

from awards.accounts.models import User
from nominations import acts
from nominations.entries.emails import collaborator_invited
from nominations.entries.services import write_down
from nominations.models import Collaborator, Entry
from nominations.refusals import CollaboratorError

MOST = 20


@transaction.atomic
def invite_collaborator(
    *, entry: Entry, email: str, may: str, actor: User
) -> Collaborator:
    """Let somebody read, write or send in, by e-mail; a second invitation changes what
    they may. Tells them by mail.
    """
    email = email.strip().lower()
    if (
        email == entry.owner.email
        or entry.collaborators.exclude(email=email).count() >= MOST
    ):
        raise CollaboratorError
    collaborator, is_new = Collaborator.objects.update_or_create(
        entry=entry, email=email, defaults={"may": may, "invited_by": actor}
    )
    if is_new:
        collaborator_invited(collaborator, actor)
    write_down(entry, acts.COLLABORATOR_INVITED, actor, {"email": email, "may": may})
    return collaborator


@transaction.atomic
def remove_collaborator(*, collaborator: Collaborator, actor: User) -> None:
    """Takes effect with the next thing that they ask for."""
    entry, email = collaborator.entry, collaborator.email
    collaborator.delete()
    write_down(entry, acts.COLLABORATOR_REMOVED, actor, {"email": email})
