"""Whose acts are whose: the database makes each pseudonym, and the link between a person
and one goes by an act that names it and in no other way.
"""

from django.db import migrations

MADE = """
ALTER TABLE ledger_actor ALTER COLUMN pseudonym SET DEFAULT
    'p-' || left(encode(sha256(uuid_send(gen_random_uuid())), 'hex'), 24);
"""
FORGET = """
CREATE FUNCTION ledger_forget(of_chain text, by_act integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $forget$
DECLARE
    named text;
    gone integer;
BEGIN
    SELECT said.value #>> '{}' INTO named
    FROM public.ledger_row AS act
    JOIN public.ledger_value AS said USING (chain, number)
    WHERE act.chain = of_chain AND act.number = by_act
    AND act.act = 'actor-erased' AND act.at = transaction_timestamp()
    AND said.name = 'pseudonym';
    IF named IS NULL THEN
        RAISE EXCEPTION 'ledger_forget: row % of % is no act of this transaction that erases a link',
            by_act, of_chain USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.ledger_actor WHERE chain = of_chain AND pseudonym = named;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$forget$;
REVOKE ALL ON FUNCTION ledger_forget(text, integer) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_erased_by_its_owner")]
    operations = [
        migrations.RunSQL(
            MADE, "ALTER TABLE ledger_actor ALTER COLUMN pseudonym DROP DEFAULT"
        ),
        migrations.RunSQL(FORGET, "DROP FUNCTION ledger_forget(text, integer)"),
    ]
