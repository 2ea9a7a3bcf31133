"""Our part of the description of the machine-readable addresses (OpenAPI 3.1)."""

from __future__ import annotations

BOTH = {"$ref": "#/components/schemas/Bilingual"}
CODE = {
    "name": "code",
    "in": "path",
    "required": True,
    "schema": {"type": "string"},
    "example": "scsa-2566",
}
MISSING = {"description": "No such edition, or its winners are not published (yet)"}

SCHEMAS: dict[str, object] = {
    "Bilingual": {
        "type": "object",
        "required": ["th", "en"],
        "properties": {"th": {"type": "string"}, "en": {"type": "string"}},
    },
    "Edition": {
        "type": "object",
        "required": [
            "code",
            "name",
            "year",
            "year_be",
            "opens_at",
            "closes_at",
            "page",
            "winners",
        ],
        "properties": {
            "code": {"type": "string"},
            "name": BOTH,
            "year": {"type": "integer", "description": "C.E."},
            "year_be": {"type": "integer", "description": "Buddhist era"},
            "opens_at": {"type": "string", "format": "date-time"},
            "closes_at": {"type": "string", "format": "date-time"},
            "page": BOTH,
            "winners": {
                "type": ["string", "null"],
                "format": "uri",
                "description": "null until published",
            },
        },
    },
    "Winner": {
        "type": "object",
        "required": ["reference", "category", "level", "title", "organisation"],
        "properties": {
            "reference": {"type": "string"},
            "category": {"type": "object"},
            "level": {"type": "object"},
            "shared": {
                "type": "boolean",
                "description": "one prize that several entries hold together",
            },
            "title": BOTH,
            "summary": BOTH,
            "organisation": BOTH,
            "province": {
                "type": ["object", "null"],
                "description": "ISO 3166-2 code and names",
            },
            "smart": {
                "type": ["string", "null"],
                "description": "the category's Smart",
            },
            "smarts": {"type": "array", "items": {"type": "string"}},
            "website": {"type": ["string", "null"], "format": "uri"},
            "picture": {"type": ["string", "null"], "format": "uri"},
        },
    },
    "WinnerList": {
        "type": "object",
        "required": ["edition", "version", "published_at", "erratum", "winners"],
        "properties": {
            "edition": {"type": "object"},
            "version": {"type": "integer"},
            "published_at": {"type": "string", "format": "date-time"},
            "erratum": {"oneOf": [BOTH, {"type": "null"}]},
            "winners": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Winner"},
            },
        },
    },
}


def answers(
    description: str, media_type: str, schema: dict[str, object]
) -> dict[str, object]:
    return {"description": description, "content": {media_type: {"schema": schema}}}


def get(
    summary: str, good: dict[str, object], *parameters: dict[str, object]
) -> dict[str, object]:
    responses = {
        "200": good,
        "304": {"description": "Not changed since the ETag sent"},
        "405": {"description": "Only GET and HEAD are answered"},
        "429": {"description": "Too many requests: Retry-After says when to come back"},
    }
    if parameters:
        responses["404"] = MISSING
    return {
        "get": {
            "summary": summary,
            "parameters": list(parameters),
            "responses": responses,
        }
    }


EDITIONS: dict[str, object] = {
    "type": "object",
    "required": ["editions"],
    "properties": {
        "editions": {"type": "array", "items": {"$ref": "#/components/schemas/Edition"}}
    },
}
PATHS: dict[str, object] = {
    "/api/v1/editions/": get(
        "Editions whose call has opened",
        answers("Editions", "application/json", EDITIONS),
    ),
    "/api/v1/editions/{code}/winners.json": get(
        "The standing winner list of an edition",
        answers(
            "Winners", "application/json", {"$ref": "#/components/schemas/WinnerList"}
        ),
        CODE,
    ),
    "/api/v1/editions/{code}/winners.csv": get(
        "The same as CSV, UTF-8 with a byte-order mark",
        answers("Winners", "text/csv", {"type": "string"}),
        CODE,
    ),
    "/feeds/winners.atom": get(
        "Publications of winner lists, newest first",
        answers("Feed", "application/atom+xml", {"type": "string"}),
    ),
}


def document(*parts: tuple[dict[str, object], dict[str, object]]) -> dict[str, object]:
    """One document from each app's (paths, schemas)."""
    paths: dict[str, object] = {}
    schemas: dict[str, object] = {}
    for more_paths, more_schemas in parts:
        paths |= more_paths
        schemas |= more_schemas
    info = {
        "title": "Smart City Solutions Awards",
        "version": "1",
        "description": (
            "Published winners and the dSURE register. No key is needed; nothing "
            "unpublished is here."
        ),
    }
    return {
        "openapi": "3.1.0",
        "info": info,
        "paths": paths,
        "components": {"schemas": schemas},
    }
