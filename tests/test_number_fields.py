"""Every box for a number takes what people mean by one, and nothing that only Python
takes for one.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django import forms

from awards.language.number_fields import TidyNumber, TidyWhole

BASE_DIR = Path(__file__).resolve().parents[1]
HOUSES = ("awards", "nominations", "judging", "config")
TIDY = (TidyWhole, TidyNumber)
BARE = re.compile(r"forms\.(Integer|Decimal|Float)Field\(")


def form_modules() -> Iterator[str]:
    for house in HOUSES:
        for found in pkgutil.walk_packages(import_module(house).__path__, f"{house}."):
            parts = found.name.split(".")
            if "migrations" not in parts and (
                "views" in parts or any(part.endswith("forms") for part in parts)
            ):
                yield found.name


def subclasses(kind: type) -> Iterator[type]:
    for child in kind.__subclasses__():
        yield child
        yield from subclasses(child)


def our_forms() -> set[type]:
    for module in form_modules():
        import_module(module)
    return {
        form
        for form in subclasses(forms.BaseForm)
        if form.__module__.split(".")[0] in HOUSES
    }


def number_fields() -> Iterator[tuple[str, forms.Field]]:
    for form in our_forms():
        for name, field in getattr(form, "base_fields", {}).items():
            # decimals are a kind of whole to Django
            if isinstance(field, forms.IntegerField | forms.FloatField):
                yield f"{form.__module__}.{form.__name__}.{name}", field


def test_every_number_of_a_form_is_read_by_the_fields_of_the_house() -> None:
    found = dict(number_fields())
    assert len(found) >= 10
    assert not sorted(
        name for name, field in found.items() if not isinstance(field, TIDY)
    )


def test_no_form_makes_a_bare_number_field_as_it_goes() -> None:
    sources = [
        path
        for house in HOUSES
        for path in (BASE_DIR / house).rglob("*.py")
        if "migrations" not in path.parts
    ]
    bare = {
        str(path.relative_to(BASE_DIR))
        for path in sources
        if BARE.search(path.read_text(encoding="utf-8"))
    }
    assert not bare


@pytest.mark.parametrize("typed", ["1_000", "1e1", "１", "1e999", "²", "nan"])
def test_what_only_a_program_calls_a_number_is_refused_by_every_form(
    typed: str,
) -> None:
    for _name, field in number_fields():
        with pytest.raises(forms.ValidationError):
            field.clean(typed)


def test_thai_digits_are_understood_by_every_form() -> None:
    for _name, field in number_fields():
        number = max(5, getattr(field, "min_value", None) or 0)
        typed = "".join("๐๑๒๓๔๕๖๗๘๙"[int(digit)] for digit in str(number))
        assert field.clean(typed) == number


def test_no_box_begins_with_anything_but_a_number() -> None:
    for name, field in number_fields():
        assert field.initial is None or isinstance(field.initial, int | float), name
