"""SQL for rows that are written once. Used by migrations of every room that has such rows."""

from django.db.migrations.operations import RunSQL

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once: % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def refuse_changes() -> RunSQL:
    """Create the function the triggers call."""
    return RunSQL(FUNCTION, "DROP FUNCTION IF EXISTS refuse_change()")


def written_once(table: str) -> RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE on `table`."""
    return RunSQL(
        f"""
        CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """,
        f"""
        DROP TRIGGER IF EXISTS written_once ON {table};
        DROP TRIGGER IF EXISTS never_emptied ON {table};
        """,
    )
