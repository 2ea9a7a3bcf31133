"""Erasing is the owner's: the application may ask for it by this function alone.

Whoever calls it needs no right to delete. It takes what one act of erasure names, and
refuses where that act is not of this transaction.
"""

from django.db import migrations

MAKE = """
CREATE FUNCTION ledger_erase(of_chain text, by_act integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $erase$
DECLARE
    named jsonb;
    gone integer;
BEGIN
    SELECT said.value INTO named
    FROM public.ledger_row AS act
    JOIN public.ledger_value AS said USING (chain, number)
    WHERE act.chain = of_chain AND act.number = by_act
    AND act.act = 'values-erased' AND act.at = transaction_timestamp()
    AND said.name = 'rows';
    IF named IS NULL THEN
        RAISE EXCEPTION 'ledger_erase: row % of % is no act of erasure of this transaction',
            by_act, of_chain USING ERRCODE = 'insufficient_privilege';
    END IF;
    DELETE FROM public.ledger_value AS taken
    USING jsonb_to_recordset(named) AS place(number integer, names jsonb)
    WHERE taken.chain = of_chain AND taken.number = place.number
    AND place.names ? taken.name;
    GET DIAGNOSTICS gone = ROW_COUNT;
    RETURN gone;
END
$erase$;
REVOKE ALL ON FUNCTION ledger_erase(text, integer) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_triggers")]
    operations = [
        migrations.RunSQL(MAKE, "DROP FUNCTION ledger_erase(text, integer)")
    ]
