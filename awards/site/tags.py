"""What templates write of the site's look: icons, one for each Smart, drawings, ranks."""

from __future__ import annotations

from functools import lru_cache

import lucide
from django import forms, template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from awards.language.form_errors import emptied_boxes, error_lines
from awards.language.form_rows import form_row, form_rows
from awards.site.face import Face, face_of_code
from awards.site.illustrations import scene_url

register = template.Library()
# One picture for each Smart, wherever it is named: its colour is never the only sign.
SMART_ICONS = {
    "environment": "leaf",
    "mobility": "bus-front",
    "living": "heart-pulse",
    "people": "users",
    "energy": "zap",
    "economy": "store",
    "governance": "landmark",
}


@lru_cache(maxsize=256)
def drawn_icon(name: str) -> SafeString:
    """An icon as inline SVG. Raises lucide.IconDoesNotExist for an unknown name."""
    drawn = lucide._render_icon(name, 24, stroke_width="1.75", focusable="false")
    opened = '<svg class="icon" aria-hidden="true"'
    return mark_safe(drawn.replace("<svg", opened, 1))


@register.simple_tag
def icon(name: str) -> SafeString:
    """``{% icon "calendar" %}``: beside words, never in their place."""
    return drawn_icon(str(name))


@register.simple_tag
def smart_icon(code: str) -> SafeString | str:
    """The icon of a Smart; nothing where a category belongs to none."""
    name = SMART_ICONS.get(code)
    return drawn_icon(name) if name else ""


@register.simple_tag
def symbol(name: str, classes: str = "") -> SafeString:
    """One of our own drawings (``petals``, ``mark``, ``medal-1`` …) in the page's colours."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes or name,
        static("symbols.svg"),
        name,
    )


@register.simple_tag
def scene(smart: str, reference: str) -> str:
    """The address of the drawing that stands where a winner has no picture."""
    return scene_url(smart, reference)


@register.simple_tag
def face_of_edition(code: str) -> Face:
    """Whose letterhead a mail has."""
    return face_of_code(code)


@register.inclusion_tag("_form_errors.html")
def form_errors(form: forms.BaseForm | str | None) -> dict[str, object]:
    """What is wrong with a form that was sent, in one list that takes the focus; nothing
    on a page whose form is not there.
    """
    if not isinstance(form, forms.BaseForm) or not form.is_bound:
        return {"problems": []}
    return {"problems": error_lines(form), "emptied": emptied_boxes(form)}


register.simple_tag(form_row, takes_context=True)
register.simple_tag(form_rows)
