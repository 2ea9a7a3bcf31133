"""The dSURE register's part of the description of the machine-readable addresses: the
keys are those of ``awards.dsure.register.machine.document``.
"""

from __future__ import annotations

from awards.winners.openapi import answers, get

NUMBER: dict[str, object] = {
    "name": "number",
    "in": "path",
    "required": True,
    "schema": {"type": "string"},
    "example": "D-0001/2566",
}
TEXT: dict[str, object] = {"type": "string"}
TEXT_OR_NONE = {"type": ["string", "null"]}
DAY = {"type": "string", "format": "date"}
DAY_OR_NONE = {"type": ["string", "null"], "format": "date"}
ADDRESS_OR_NONE = {"type": ["string", "null"], "format": "uri"}

PROPERTIES: dict[str, object] = {
    "number": TEXT,
    "name_th": TEXT,
    "name_en": TEXT,
    "kind": TEXT,
    "maker_th": TEXT,
    "maker_en": TEXT,
    "mark": TEXT,
    "mark_th": TEXT,
    "mark_en": TEXT,
    "level_th": TEXT,
    "level_en": TEXT,
    "laboratory_th": TEXT_OR_NONE,
    "laboratory_en": TEXT_OR_NONE,
    "issued_on": DAY,
    "expires_on": DAY_OR_NONE,
    "state": TEXT,
    "state_since": TEXT_OR_NONE,
    "announced_at": TEXT_OR_NONE,
    "digital_service_url": ADDRESS_OR_NONE,
    "url": {"type": "string", "format": "uri"},
}
SCHEMAS: dict[str, object] = {
    "Product": {
        "type": "object",
        "required": list(PROPERTIES),
        "properties": PROPERTIES,
    }
}
PRODUCT: dict[str, object] = {"$ref": "#/components/schemas/Product"}
PRODUCTS: dict[str, object] = {
    "type": "object",
    "required": ["count", "products"],
    "properties": {
        "count": {"type": "integer"},
        "products": {"type": "array", "items": PRODUCT},
    },
}
PATHS: dict[str, object] = {
    "/api/v1/dsure/products.json": get(
        "All announced products", answers("Products", "application/json", PRODUCTS)
    ),
    "/api/v1/dsure/products.csv": get(
        "The same as CSV, UTF-8 with a byte-order mark",
        answers("Products", "text/csv", TEXT),
    ),
    "/api/v1/dsure/products/{number}.json": get(
        "One product by its number",
        answers("Product", "application/json", PRODUCT),
        NUMBER,
    ),
    "/feeds/dsure.atom": get(
        "Announcements of products, newest first",
        answers("Feed", "application/atom+xml", TEXT),
    ),
}
