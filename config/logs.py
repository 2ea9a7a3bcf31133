from __future__ import annotations

import logging
import time


class Line(logging.Formatter):
    """A moment in UTC with its offset, as the web server in front of these lines writes it: both sort together."""

    converter = time.gmtime  # type: ignore[assignment]  # (it takes the seconds, as is asked)

    def __init__(self) -> None:
        super().__init__("[%(asctime)s +0000] %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
