"""All certificates of an edition in one ZIP: a row of work that the worker claims and
fills.

It waits until every certificate that it is to hold was made or failed for good. What
failed is named, on the page and in the file itself: a ZIP never passes for whole when
it is not.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

from django.core.files.base import File
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from awards.models import Credential, Edition, Package
from awards.outbox.work import WorkQuerySet, WorkState

KEPT = timedelta(days=1)
MISSING = "missing.txt"
LOST = (WorkState.FAILED, WorkState.DROPPED)  # never made any more
UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)


def request_package(*, edition: Edition, kind: str) -> Package:
    """``kind`` empty: all kinds."""
    return Package.objects.create(edition=edition, kind=kind)


def make_due_packages(limit: int = 3) -> int:
    """One sweep: fill what waits, throw away what is old; returns how many were filled."""
    throw_old_away()
    return sum(
        fill(package) for package in ready().select_related("edition").claim_each(limit)
    )


def ready() -> WorkQuerySet[Package]:
    """Packages of which no certificate is still to be made."""
    standing = Credential.objects.standing().filter(edition=OuterRef("edition"), pdf="")
    waiting = standing.exclude(state__in=LOST)
    of_any_kind = Q(kind="") & Exists(waiting)
    return Package.objects.exclude(of_any_kind).exclude(
        Exists(waiting.filter(kind=OuterRef("kind")))
    )


@dataclass(frozen=True)
class Extent:
    """How far the certificates of a package are made."""

    total: int
    made: int
    failed: int

    @property
    def waiting(self) -> int:
        return self.total - self.made - self.failed


def extent_of(package: Package) -> Extent:
    in_file = ~Q(pdf="")
    failed = Q(pdf="", state__in=LOST)
    row = standing(package).aggregate(
        total=Count("pk"),
        made=Count("pk", filter=in_file),
        failed=Count("pk", filter=failed),
    )
    return Extent(**row)


def standing(package: Package) -> QuerySet[Credential]:
    found = package.edition.credentials.standing()
    return found.filter(kind=package.kind) if package.kind else found


def left_out(package: Package) -> list[Credential]:
    """What was asked for and could not be made."""
    return list(
        standing(package).filter(pdf="").select_related("winner").order_by("kind", "pk")
    )


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
    Package.objects.filter(pk=package.pk).update(file=package.file.name, done=count)
    package.finish(WorkState.DONE)
    return True


def write_zip(package: Package, file: IO[bytes]) -> int:
    """PDFs do not shrink any further, so they are stored as they are. Returns how many
    are within.
    """
    credentials, missing = list(standing(package).exclude(pdf="")), left_out(package)
    Package.objects.filter(pk=package.pk).update(total=len(credentials) + len(missing))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for number, credential in enumerate(credentials, 1):
            with credential.pdf.open("rb") as pdf:
                archive.writestr(
                    f"{credential.kind}/{file_name(credential)}", pdf.read()
                )
            if number % 25 == 0:
                Package.objects.filter(pk=package.pk).update(done=number)
        if missing:
            archive.writestr(MISSING, missing_text(missing))
    return len(credentials)


def missing_text(missing: list[Credential]) -> str:
    """For whoever opens the ZIP without having seen the page."""
    head = "ไฟล์นี้ยังขาดเกียรติบัตรของ · Certificates that are not in this file:"
    lines = [f"{one.kind}\t{one.whose}\t{one.name_th}\t{one.code}" for one in missing]
    return "\ufeff" + "\r\n".join([head, *lines, ""])


def file_name(credential: Credential) -> str:
    return f"{UNSAFE.sub('-', credential.reference).strip('-')}-{credential.code}.pdf"
