"""A draft that was made by mistake goes again, as long as nobody put anything into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from django.core.files.storage import default_storage
from django.db import models, router, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.ledger.services import append
from awards.models import Edition
from awards.refusals import WrongState
from config.setup.emails import tell_of_deletion


def against_deleting(edition: Edition) -> str | Promise:
    """Why the edition stays; empty where it may go."""
    if not edition.is_draft:
        return _("Only a draft can be deleted. This edition is open.")
    if edition.entries.exists():
        return _("Someone has started an entry in this edition, so it stays.")
    if edition.entry_counter:
        return _(
            "Entries of this edition have had references, which stay in its audit log. "
            "So the edition stays, too."
        )
    if edition.judges.exists():
        return _("Judges have been invited to this edition, so it stays.")
    return ""


@transaction.atomic
def delete_draft(*, edition: Edition, actor: User) -> None:
    """With all that was set up in it. Its chain of the ledger stays, and says who did
    it; its other organisers are told. Raises ``WrongState``.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if reason := against_deleting(locked):
        raise WrongState(reason)
    tell_of_deletion(locked, actor)
    append(
        locked.code,
        acts.EDITION_DELETED,
        actor,
        {"name_th": locked.name_th, "name_en": locked.name_en},
        subject=f"edition:{locked.code}",
    )
    collected = Collector(router.db_for_write(Edition), origin=locked)
    try:
        collected.collect([locked])
    except ProtectedError as error:
        raise WrongState(
            _("Something has already been made with this edition, so it stays.")
        ) from error
    for name in files_of(collected):
        transaction.on_commit(partial(default_storage.delete, name), robust=True)
    collected.delete()


def files_of(collected: Collector) -> Iterator[str]:
    """Names of the files of all rows that go, in whatever table."""
    for model, rows in collected.data.items():
        yield from names_in(model, rows)
    for others in collected.fast_deletes:
        yield from names_in(others.model, others)


def names_in(model: type[models.Model], rows: Iterable[models.Model]) -> Iterator[str]:
    fields = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
    ]
    for row in rows if fields else ():
        for name in fields:
            if file := getattr(row, name):
                yield str(file.name)
