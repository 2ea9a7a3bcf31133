"""The schema of our apps as lines of text, read from PostgreSQL's catalogue.

Columns stand by name: in which order migrations made them means nothing. What only some
versions of the server list (18 keeps NOT NULL among the constraints) is read once, from
the column.
"""

from __future__ import annotations

from django.db import connection

# The last of the squashed migrations in each app.
SQUASHED = [
    ("accounts", "0001_initial"),
    ("outbox", "0001_schema"),
    ("ledger", "0002_triggers"),
    ("dsure", "0001_schema"),
    ("awards", "0002_data"),
    ("nominations", "0002_data"),
    ("judging", "0001_schema"),
]
# Tables of the current schema that belong to our apps.
OURS = r"^(accounts|outbox|ledger|dsure|awards|nominations|judging)_"

COLUMNS = """
SELECT format('column %%s.%%s: %%s%%s%%s%%s%%s', t.relname, a.attname,
    format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
    coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid, true), ''),
    CASE WHEN a.attidentity <> '' THEN ' identity ' || a.attidentity::text ELSE '' END,
    CASE WHEN a.attstorage <> y.typstorage THEN ' storage ' || a.attstorage::text ELSE '' END)
FROM pg_attribute AS a
JOIN pg_class AS t ON t.oid = a.attrelid AND t.relkind = 'r'
JOIN pg_type AS y ON y.oid = a.atttypid
LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE t.relnamespace = current_schema()::regnamespace AND t.relname ~ %(ours)s
    AND a.attnum > 0 AND NOT a.attisdropped
"""
CONSTRAINTS = """
SELECT format('constraint %%s.%%s: %%s', t.relname, c.conname,
    pg_get_constraintdef(c.oid, true))
FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid
WHERE t.relnamespace = current_schema()::regnamespace AND t.relname ~ %(ours)s
    AND c.contype <> 'n' AND c.contype <> 't'
"""
INDEXES = """
SELECT format('index %%s', pg_get_indexdef(i.indexrelid, 0, true))
FROM pg_index AS i JOIN pg_class AS t ON t.oid = i.indrelid
WHERE t.relnamespace = current_schema()::regnamespace AND t.relname ~ %(ours)s
"""
TRIGGERS = """
SELECT format('trigger %%s', pg_get_triggerdef(g.oid, true))
FROM pg_trigger AS g JOIN pg_class AS t ON t.oid = g.tgrelid
WHERE t.relnamespace = current_schema()::regnamespace AND t.relname ~ %(ours)s
    AND NOT g.tgisinternal
"""
FUNCTIONS = """
SELECT DISTINCT format('function %%s(%%s) %%s %%s: %%s', p.proname,
    pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid), l.lanname,
    regexp_replace(btrim(p.prosrc), '\\s+', ' ', 'g'))
FROM pg_proc AS p
JOIN pg_language AS l ON l.oid = p.prolang
JOIN pg_trigger AS g ON g.tgfoid = p.oid
JOIN pg_class AS t ON t.oid = g.tgrelid
WHERE t.relnamespace = current_schema()::regnamespace AND t.relname ~ %(ours)s
    AND NOT g.tgisinternal
"""


def schema_lines() -> list[str]:
    """Each column, constraint, index and trigger of our tables in the connection's
    current schema, and the triggers' functions; sorted by code point, whatever the
    server's collation.
    """
    lines: list[str] = []
    with connection.cursor() as cursor:
        for query in (COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS, FUNCTIONS):
            cursor.execute(query, {"ours": OURS})
            lines += [line for (line,) in cursor.fetchall()]
    return sorted(lines)
