"""A secret of this machine alone, made once and kept in a file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def kept_secret(kept: Path, make: Callable[[], str]) -> str:
    """Linked into place when whole: two processes that start together end up with the same one."""
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        draft = kept.with_name(f"{kept.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make())
        try:
            os.link(draft, kept)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text()
