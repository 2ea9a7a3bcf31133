"""An entry typeset: the receipt of its submission, and the dossier that organisers export. By Typst, in Sarabun."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.translation import gettext as _
from thaibreak import Segmenter

from awards.accounts.thai import format_datetime
from nominations.content import content_hash
from nominations.models import Entry
from nominations.reading import Reading, read_entry

TEMPLATE = Path(__file__).resolve().parent.parent / "typeset" / "entry.typ"
