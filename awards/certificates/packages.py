"""All certificates of an edition in one ZIP: a row of work that the worker claims and fills."""

from __future__ import annotations

import re
import tempfile
import zipfile
from datetime import timedelta
from typing import IO

from django.core.files.base import File
from django.db.models.functions import Now

from awards.certificates.models import Credential, Package
from awards.models import Edition
from awards.outbox.work import WorkState

KEPT = timedelta(days=1)
UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)


def request_package(*, edition: Edition, kind: str) -> Package:
    """``kind`` empty: all kinds."""
    return Package.objects.create(edition=edition, kind=kind)


def make_due_packages(limit: int = 3) -> int:
    """One sweep: fill what waits, throw away what is old; returns how many were filled."""
    throw_old_away()
    return sum(fill(package) for package in Package.objects.select_related("edition").claim_each(limit))


def throw_old_away() -> None:
    for package in Package.objects.filter(finished_at__lt=Now() - KEPT):
        package.file.delete(save=False)
        package.delete()


def fill(package: Package) -> bool:
    """A fault is remembered in the row and tried again later."""
    try:
        with tempfile.TemporaryFile() as file:
            count = write_zip(package, file)
            file.seek(0)
            package.file.save("certificates.zip", File(file), save=False)
    except Exception as error:  # whatever the storage says: the row remembers it
        package.retry_later(f"{type(error).__name__}: {error}")
        return False
    Package.objects.filter(pk=package.pk).update(file=package.file.name, done=count, total=count)
    package.finish(WorkState.DONE)
    return True


def packed(package: Package) -> list[Credential]:
    """What stands and is made."""
    standing = package.edition.credentials.standing().exclude(pdf="")
    return list(standing.filter(kind=package.kind) if package.kind else standing)


def write_zip(package: Package, file: IO[bytes]) -> int:
    """PDFs do not shrink any further, so they are stored as they are."""
    credentials = packed(package)
    Package.objects.filter(pk=package.pk).update(total=len(credentials))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for number, credential in enumerate(credentials, 1):
            with credential.pdf.open("rb") as pdf:
                archive.writestr(f"{credential.kind}/{file_name(credential)}", pdf.read())
            if number % 25 == 0:
                Package.objects.filter(pk=package.pk).update(done=number)
    return len(credentials)


def file_name(credential: Credential) -> str:
    return f"{UNSAFE.sub('-', credential.reference).strip('-')}-{credential.code}.pdf"
