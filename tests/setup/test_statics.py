"""Addresses of static files are those of the manifest, asked for once or often."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from config.build.statics import Statics


@pytest.fixture
def statics(tmp_path: Path) -> Statics:
    manifest = {"version": "1.1", "paths": {"site.css": "site.5f3.css"}, "hash": ""}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    return Statics(location=tmp_path, base_url="/static/")


def test_address_tells_the_content_each_time(statics: Statics) -> None:
    assert [statics.url("site.css") for _ in range(2)] == ["/static/site.5f3.css"] * 2


def test_a_file_that_is_not_there_is_told_each_time(statics: Statics) -> None:
    for _ in range(2):
        with pytest.raises(ValueError, match=r"gone\.css"):
            statics.url("gone.css")
