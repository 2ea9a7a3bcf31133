"""The record's part of the description of the machine-readable addresses: the keys are
those of ``awards.record.reads`` and ``awards.record.machine``.
"""

from __future__ import annotations

from awards.ledger.models import Occasion
from awards.winners.openapi import CODE, answers, get

BASE64 = {"type": "string", "contentEncoding": "base64"}
MOMENT = {"type": "string", "format": "date-time"}
NUMBER = {"type": "integer", "minimum": 0}
HEAD: dict[str, object] = {
    "size": {**NUMBER, "description": "rows of the ledger that it covers"},
    "root": {"type": "string", "description": "hex, RFC 9162"},
    "at": MOMENT,
    "occasion": {"enum": Occasion.values},
    "checkpoint": {"type": "string", "description": "C2SP tlog-checkpoint, signed"},
    "stamps": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["authority", "at", "token"],
            "properties": {
                "authority": {"type": "string"},
                "at": MOMENT,
                "token": {**BASE64, "description": "RFC 3161, DER"},
            },
        },
    },
    "witnesses": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["name", "at"],
            "properties": {"name": {"type": "string"}, "at": MOMENT},
        },
    },
}
RECORD: dict[str, object] = {
    "type": "object",
    "required": ["origin", "heads"],
    "properties": {
        "origin": {"type": "string"},
        "heads": {
            "type": "array",
            "items": {"type": "object", "required": list(HEAD), "properties": HEAD},
        },
    },
}


def proof(*names: str) -> dict[str, object]:
    properties = dict.fromkeys(names, NUMBER)
    return {
        "type": "object",
        "required": [*names, "hashes"],
        "properties": {**properties, "hashes": {"type": "array", "items": BASE64}},
    }


def asked(name: str, description: str) -> dict[str, object]:
    return {
        "name": name,
        "in": "query",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
        "description": description,
    }


SIZE = asked("size", "of a signed head")
SCHEMAS: dict[str, object] = {"Record": RECORD}
PATHS: dict[str, object] = {
    "/api/v1/editions/{code}/record.json": get(
        "Signed heads of an edition's ledger, newest first",
        answers("Heads", "application/json", {"$ref": "#/components/schemas/Record"}),
        CODE,
    ),
    "/api/v1/editions/{code}/record/checkpoint": get(
        "The newest head, as witnesses read it (C2SP tlog-checkpoint)",
        answers("Checkpoint", "text/plain", {"type": "string"}),
        CODE,
    ),
    "/api/v1/editions/{code}/record/inclusion.json": get(
        "What proves that a row stands under a signed head (RFC 9162, 2.1.3)",
        answers("Proof", "application/json", proof("row", "size")),
        CODE,
        asked("row", "its number"),
        SIZE,
    ),
    "/api/v1/editions/{code}/record/consistency.json": get(
        "What proves that a head grew out of an earlier one (RFC 9162, 2.1.4)",
        answers("Proof", "application/json", proof("first", "size")),
        CODE,
        asked("first", "of an earlier signed head"),
        SIZE,
    ),
    "/feeds/record.atom": get(
        "Signed heads of all editions, newest first",
        answers("Feed", "application/atom+xml", {"type": "string"}),
    ),
}
