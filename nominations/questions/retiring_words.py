"""What an organiser is told after asking something no longer, or again: alike for
questions, rules and declarations.
"""

from __future__ import annotations

from django.utils.translation import gettext as _


def retired_words(label: object) -> str:
    return _(
        "“%(label)s” is asked no longer. What was answered is kept, and it can "
        "be asked again below."
    ) % {"label": label}


def again_words(label: object, softened: bool) -> str:
    if softened:
        text = _(
            "“%(label)s” is asked again, as a voluntary one: some entries were "
            "sent in without an answer to it."
        )
    else:
        text = _("“%(label)s” is asked again.")
    return text % {"label": label}
