"""Which files are accepted where: usual limits, and narrower ones that a question sets
for itself.

A question of kind ``file`` may hold ``options["files"] = {"types": ["pdf", "image",
"video"], "most": 3, "megabytes": 10}``, each part optional. ``megabytes`` never raises
a usual limit.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from nominations.models import Question

MB = 1024 * 1024
MOST_FILES = 20
PDF, PNG, JPEG, HEIC, MP4, WEBM = (
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/heic",
    "video/mp4",
    "video/webm",
)
GROUPS = {"pdf": (PDF,), "image": (PNG, JPEG, HEIC), "video": (MP4, WEBM)}
TYPE_NAMES = {
    PDF: "PDF",
    PNG: "PNG",
    JPEG: "JPEG",
    HEIC: "HEIC",
    MP4: "MP4",
    WEBM: "WebM",
}
ASKED_NAMES = {**TYPE_NAMES, MP4: "MP4, MOV"}  # as entrants are asked for them
EXTENSIONS = {
    PDF: (".pdf",),
    PNG: (".png",),
    JPEG: (".jpg", ".jpeg"),
    HEIC: (".heic", ".heif"),
    MP4: (".mp4", ".m4v", ".mov"),
    WEBM: (".webm",),
}
USUAL_BYTES = {
    PDF: 20 * MB,
    PNG: 20 * MB,
    JPEG: 20 * MB,
    HEIC: 20 * MB,
    MP4: 200 * MB,
    WEBM: 200 * MB,
}
NO_LONGER_THAN = 255


@dataclass(frozen=True)
class Limits:
    """``most_bytes`` holds the accepted media types, each with its largest size."""

    most_bytes: dict[str, int]
    most_files: int

    @property
    def largest(self) -> int:
        return max(self.most_bytes.values())

    @property
    def accept(self) -> str:
        """For the ``accept`` attribute of a file field."""
        return ",".join(
            extension for kind in self.most_bytes for extension in EXTENSIONS[kind]
        )

    @property
    def has_films(self) -> bool:
        return MP4 in self.most_bytes

    @property
    def type_names(self) -> str:
        return ", ".join(ASKED_NAMES[kind] for kind in self.most_bytes)

    def type_named(self, name: str) -> str:
        """The accepted media type that a name's ending promises, "" for none."""
        return next(
            (
                kind
                for kind in self.most_bytes
                if name.lower().endswith(EXTENSIONS[kind])
            ),
            "",
        )

    @property
    def by_ending(self) -> str:
        """``.pdf=20971520 .mp4=209715200``: for the page's script, which says before an
        upload what would be refused at its end.
        """
        return " ".join(
            f"{extension}={size}"
            for kind, size in self.most_bytes.items()
            for extension in EXTENSIONS[kind]
        )

    @property
    def in_words(self) -> str:
        """``PDF, PNG, JPEG up to 20 MB · MP4, WebM up to 200 MB``"""
        by_size: dict[int, list[str]] = {}
        for kind, size in self.most_bytes.items():
            by_size.setdefault(size, []).append(ASKED_NAMES[kind])
        lines = [
            _("%(types)s up to %(size)d MB")
            % {"types": ", ".join(names), "size": size // MB}
            for size, names in by_size.items()
        ]
        return " · ".join(lines)


USUAL = Limits(USUAL_BYTES, MOST_FILES)


def limits_for(question: Question | None) -> Limits:
    own = (question.options.get("files") or {}) if question else {}
    types = [
        kind for group in own.get("types", GROUPS) for kind in GROUPS.get(group, ())
    ]
    ceiling = own.get("megabytes", 200) * MB
    sizes = {kind: min(USUAL_BYTES[kind], ceiling) for kind in types}
    return Limits(sizes or USUAL_BYTES, min(own.get("most", MOST_FILES), MOST_FILES))
