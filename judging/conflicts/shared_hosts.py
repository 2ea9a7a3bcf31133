"""Hosts of mail that an edition knows to be shared by many: addresses there are no conflict."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.ledger.services import append
from awards.models import Edition
from judging import acts
from judging.conflicts.hosts import host_of
from judging.conflicts.services import overrule_conflict
from judging.models import Conflict, SharedHost
from judging.refusals import JudgingError
from judging.statuses import ConflictSource


@transaction.atomic
def share_host(*, edition: Edition, host: str, actor: User) -> int:
    """Addresses at this host tie nobody any more; what was found by it alone is set
    aside: the number of those.

    Raises JudgingError.
    """
    name = host_of(host)
    if not name:
        raise JudgingError(
            _("Enter the part of the address after the @, for example mail.go.th.")
        )
    _row, created = SharedHost.objects.get_or_create(
        edition=edition, host=name, defaults={"added_by": actor}
    )
    if not created:
        raise JudgingError(_("This domain is already in the list."))
    append(
        edition.code,
        acts.HOST_SHARED,
        actor,
        {"host": name},
        subject=f"edition:{edition.code}",
    )
    found = Conflict.objects.standing().filter(
        judge__edition=edition, source=ConflictSource.DOMAIN, evidence__domain=name
    )
    rows = list(found.select_related("judge__user", "judge__edition", "entry"))
    for row in rows:
        overrule_conflict(
            conflict=row,
            reason=_("%(host)s is marked as a shared email domain.") % {"host": name},
            actor=actor,
        )
    return len(rows)


@transaction.atomic
def unshare_host(*, row: SharedHost, actor: User) -> None:
    """Found again by the next search; what was set aside before stays so."""
    append(
        row.edition.code,
        acts.HOST_UNSHARED,
        actor,
        {"host": row.host},
        subject=f"edition:{row.edition.code}",
    )
    row.delete()
