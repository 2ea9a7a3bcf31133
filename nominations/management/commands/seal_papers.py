from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from awards.files.sealing import SealError, key_id
from nominations.papers.services import seal_anew


class Command(BaseCommand):
    help = (
        "Encrypts all identity papers with the first key of PAPERS_KEY_FILE. To change "
        "the key: put a new line above the others, restart, run this, then take the "
        "other lines out."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.PAPERS_KEYS:
            raise CommandError("PAPERS_KEY_FILE is missing: there is no key")
        try:
            count = seal_anew()
        except SealError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{count} identity papers were encrypted with {key_id(settings.PAPERS_KEYS[0])}."
        )
