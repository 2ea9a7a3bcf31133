from __future__ import annotations

from typing import Any

from nominations.models import Question
from nominations.questions.kinds.link import Link
from nominations.statuses import QuestionKind


class Video(Link):
    """Links to videos; players of known hosts are offered on the page."""

    code = QuestionKind.VIDEO

    def sample(self, question: Question) -> Any:
        return "https://example.org/video"
