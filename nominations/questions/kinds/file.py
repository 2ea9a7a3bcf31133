from __future__ import annotations

from django import forms
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.language.number_fields import TidyWhole
from nominations.models import Attachment, Question
from nominations.questions.kinds.base import Kind, Options
from nominations.questions.kinds.file_limits import GROUPS, MB, MOST_FILES, USUAL_BYTES
from nominations.statuses import QuestionKind

FILE_TYPES = [
    ("pdf", "PDF"),
    ("image", gettext_lazy("Pictures (PNG, JPEG, HEIC)")),
    ("video", gettext_lazy("Videos (MP4, MOV, WebM)")),
]
LARGEST_MEGABYTES = max(USUAL_BYTES.values()) // MB


class File(Kind[str]):
    """Answered by attachments: no value is stored. ``options["files"]``: see
    ``file_limits``.
    """

    code = QuestionKind.FILE
    by_files = True
    option_names = ("files",)

    def setup_fields(self) -> dict[str, forms.Field]:
        types = forms.MultipleChoiceField(
            label=gettext_lazy("File types"),
            required=False,
            choices=FILE_TYPES,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy(
                "For file questions only. If none is ticked, all types are allowed."
            ),
        )
        most = TidyWhole(
            label=gettext_lazy("Maximum number of files"),
            required=False,
            min_value=1,
            max_value=MOST_FILES,
        )
        megabytes = TidyWhole(
            label=gettext_lazy("Maximum file size (MB)"),
            required=False,
            min_value=1,
            max_value=LARGEST_MEGABYTES,
            help_text=gettext_lazy(
                "Up to 20 MB for documents and pictures, 200 MB for videos. If a question "
                "accepts both, a number above 20 applies only to videos."
            ),
        )
        return {"file_types": types, "file_most": most, "file_megabytes": megabytes}

    def setup_initial(self, options: Options) -> Options:
        files = options.get("files") or {}
        return {
            "file_types": files.get("types", []),
            "file_most": files.get("most"),
            "file_megabytes": files.get("megabytes"),
        }

    def setup_errors(self, data: Options) -> dict[str, str]:
        """A limit above what any of the chosen types may have would be a promise that
        the upload breaks.
        """
        groups = data.get("file_types") or GROUPS
        media_types = [one for group in groups for one in GROUPS[group]]
        most = max(USUAL_BYTES[one] for one in media_types) // MB
        if (data.get("file_megabytes") or 0) <= most:
            return {}
        text = _(
            "These file types can have at most %(most)d MB. Enter a smaller "
            "number, or leave it empty."
        )
        return {"file_megabytes": text % {"most": most}}

    def options_from(self, data: Options) -> Options:
        files = {
            "types": data["file_types"],
            "most": data["file_most"],
            "megabytes": data["file_megabytes"],
        }
        return {"files": {name: value for name, value in files.items() if value}}

    def narrows(self, before: Options, after: Options) -> bool:
        was, now = before.get("files") or {}, after.get("files") or {}
        fewer = set(was.get("types") or GROUPS) - set(now.get("types") or GROUPS)
        usual = {"most": MOST_FILES, "megabytes": LARGEST_MEGABYTES}
        return bool(fewer) or any(
            (now.get(name) or most) < (was.get(name) or most)
            for name, most in usual.items()
        )

    def is_answered(self, value: object, *, has_file: bool) -> bool:
        return has_file

    def answers(self, question: Question) -> QuerySet[Attachment]:
        return Attachment.objects.filter(entry=OuterRef("pk"), question=question)

    def sample(self, question: Question) -> str:
        return ""
