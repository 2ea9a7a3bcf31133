"""What an organiser is told after asking something no longer, or again: alike for
questions, rules and declarations.
"""

from __future__ import annotations

from django.utils.translation import gettext as _


def retired_words(label: object) -> str:
    return _(
        "“%(label)s” is retired. Its answers are kept, and you can bring it back below."
    ) % {"label": label}


def again_words(label: object, softened: bool) -> str:
    if softened:
        text = _(
            "“%(label)s” is back as an optional question, because some entries were "
            "submitted without an answer to it."
        )
    else:
        text = _("“%(label)s” is back.")
    return text % {"label": label}
