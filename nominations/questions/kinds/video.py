from __future__ import annotations

from nominations.models import Question
from nominations.questions.kinds.link import Link
from nominations.statuses import QuestionKind


class Video(Link):
    """Links to videos; players of known hosts are offered on the page."""

    code = QuestionKind.VIDEO

    def sample(self, question: Question) -> str:
        return "https://example.org/video"
