"""Mails as files, where no server is named. They hold links that sign people in: nobody
else may read them.
"""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """One file a mail in EMAIL_FILE_PATH, named by its moment, whole or not there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(getattr(settings, "EMAIL_FILE_PATH"))  # noqa: B009  (not every site has it)

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        for message in email_messages:
            self._write(message.message().as_bytes() + b"\n")
        return len(email_messages)

    def _write(self, content: bytes) -> None:
        name = f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex}"
        draft = self.folder / f".{name}"
        try:
            with open(
                os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as file:
                file.write(content)
            draft.rename(self.folder / f"{name}.log")
        except OSError:
            draft.unlink(missing_ok=True)
            raise
