"""The lines of stored results become rows, as do their ties and notes."""

from django.db import migrations

LINES = """
INSERT INTO judging_resultline (table_id, place, entry, figures, steps)
SELECT one.id, number - 1, line ->> 'entry', line,
       COALESCE(one.steps -> (line ->> 'entry'), '[]')
FROM judging_resulttable AS one,
     jsonb_array_elements(one.lines) WITH ORDINALITY AS found (line, number)
"""
# A tie names its entries, a note perhaps one.
REMARKS = """
INSERT INTO judging_resultremark (table_id, kind, said, first, last)
SELECT one.id, kind, said, about.first, about.last
FROM judging_resulttable AS one
CROSS JOIN (VALUES ('tie', 'ties'), ('note', 'notes')) AS kinds (kind, part)
CROSS JOIN jsonb_array_elements(one.summary -> part)
    WITH ORDINALITY AS found (said, number)
CROSS JOIN LATERAL (
    SELECT min(place) AS first, max(place) AS last FROM judging_resultline
    WHERE table_id = one.id AND entry = ANY (ARRAY(
        SELECT jsonb_array_elements_text(
            COALESCE(said -> 'entries', jsonb_build_array(said -> 'entry'))
        )
    ))
) AS about
ORDER BY one.id, kind DESC, number
"""
SHORT = """
UPDATE judging_resulttable SET summary = summary - '{ties,notes}'::text[]
"""


class Migration(migrations.Migration):

    dependencies = [("judging", "0012_result_lines")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (LINES, REMARKS, SHORT)
    ]
