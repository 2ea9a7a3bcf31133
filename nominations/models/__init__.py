"""The tables of this app, a file for each noun."""

from nominations.models.attachments import CAPTION_LIMIT, Attachment
from nominations.models.desk import BulkAct, ImportFile, SavedView, SearchText
from nominations.models.eligibility import (
    Agreement,
    Correction,
    Declaration,
    DeclarationText,
    Hold,
    Reply,
    Rule,
    RuleAnswer,
    Verdict,
)
from nominations.models.entries import (
    TEXT_FIELDS,
    TEXT_LABELS,
    Collaborator,
    Entry,
    EntryCategory,
    EntryQuerySet,
    Revision,
    in_running,
    searched_words,
)
from nominations.models.exports import Export, Note
from nominations.models.files import PageImage, Preparation, Receipt, Upload
from nominations.models.importing import (
    EntryImport,
    ImportedEntry,
    ImportedList,
    RememberedColumn,
)
from nominations.models.organisations import Member, Organisation
from nominations.models.papers import IdentityPaper
from nominations.models.questions import Answer, Question
from nominations.models.search_keys import keys_of, keys_of_words

__all__ = [
    "CAPTION_LIMIT",
    "TEXT_FIELDS",
    "TEXT_LABELS",
    "Agreement",
    "Answer",
    "Attachment",
    "BulkAct",
    "Collaborator",
    "Correction",
    "Declaration",
    "DeclarationText",
    "Entry",
    "EntryCategory",
    "EntryImport",
    "EntryQuerySet",
    "Export",
    "Hold",
    "IdentityPaper",
    "ImportFile",
    "ImportedEntry",
    "ImportedList",
    "Member",
    "Note",
    "Organisation",
    "PageImage",
    "Preparation",
    "Question",
    "Receipt",
    "RememberedColumn",
    "Reply",
    "Revision",
    "Rule",
    "RuleAnswer",
    "SavedView",
    "SearchText",
    "Upload",
    "Verdict",
    "in_running",
    "keys_of",
    "keys_of_words",
    "searched_words",
]
