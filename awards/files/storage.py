"""Files on this machine's disk, whole or not there: a disk that is full leaves no half
one under a file's name.
"""

from __future__ import annotations

import os
import uuid
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    def _save(self, name: str, content: object) -> str:
        """Written aside, then given its name in one step, which fails where another
        file took it meanwhile.
        """
        folder, _, _base = name.rpartition("/")
        aside = f"{folder}/.{uuid.uuid4().hex}.part".lstrip("/")
        draft = Path(self.path(aside))
        try:
            super()._save(aside, content)  # type: ignore[misc]  # (the stubs leave it out)
            while True:
                try:
                    os.link(draft, self.path(name))
                except FileExistsError:
                    name = self.get_available_name(name)
                else:
                    return name
        finally:
            draft.unlink(missing_ok=True)
