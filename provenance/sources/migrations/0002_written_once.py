"""Snapshots, their files and passages are written once; a passage says what its snapshot says."""

from django.db import migrations

from provenance.audit.triggers import written_once

QUOTE_STANDS_THERE = """
CREATE FUNCTION quote_stands_there() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.quote IS DISTINCT FROM (
        SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
        FROM sources_snapshot WHERE id = NEW.snapshot_id
    ) THEN
        RAISE EXCEPTION 'the quote of a passage must be what its snapshot says there'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER quote_stands_there BEFORE INSERT ON sources_passage
    FOR EACH ROW EXECUTE FUNCTION quote_stands_there();
"""


class Migration(migrations.Migration):
    """Triggers on texts."""

    dependencies = [("sources", "0001_initial"), ("audit", "0002_written_once")]
    operations = [
        written_once("sources_snapshot"),
        written_once("sources_snapshotfile"),
        written_once("sources_passage"),
        migrations.RunSQL(
            QUOTE_STANDS_THERE,
            """
            DROP TRIGGER quote_stands_there ON sources_passage;
            DROP FUNCTION quote_stands_there();
            """,
        ),
    ]
