"""SQL that keeps the words of claims and verdicts in step with the rows. Used by a migration."""

CLAIMS = """
CREATE FUNCTION index_claim_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_claimwords (claim_id, language, vector)
    VALUES (
        NEW.id, NEW.language, to_tsvector(words_configuration(NEW.language), NEW.statement)
    )
    ON CONFLICT (claim_id) DO UPDATE
        SET language = EXCLUDED.language, vector = EXCLUDED.vector;
    RETURN NULL;
END $$;
CREATE TRIGGER index_claim_words AFTER INSERT OR UPDATE OF statement, language
    ON claims_claim FOR EACH ROW EXECUTE FUNCTION index_claim_words();
INSERT INTO search_claimwords (claim_id, language, vector)
    SELECT id, language, to_tsvector(words_configuration(language), statement)
    FROM claims_claim;
CREATE INDEX claim_statement_trigrams ON claims_claim USING gin (statement gin_trgm_ops);
"""

SEEN_CLAIMS = """
CREATE OR REPLACE FUNCTION index_claim_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search_claimwords (
        claim_id, workspace_id, visibility, created_by_id, deleted_at, merged_into_id,
        language, vector
    )
    VALUES (
        NEW.id, NEW.workspace_id, NEW.visibility, NEW.created_by_id, NEW.deleted_at,
        NEW.merged_into_id, NEW.language,
        to_tsvector(words_configuration(NEW.language), NEW.statement)
    )
    ON CONFLICT (claim_id) DO UPDATE SET
        workspace_id = EXCLUDED.workspace_id, visibility = EXCLUDED.visibility,
        created_by_id = EXCLUDED.created_by_id, deleted_at = EXCLUDED.deleted_at,
        merged_into_id = EXCLUDED.merged_into_id,
        language = EXCLUDED.language, vector = EXCLUDED.vector;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS index_claim_words ON claims_claim;
CREATE TRIGGER index_claim_words AFTER INSERT OR UPDATE OF
    statement, language, workspace_id, visibility, created_by_id, deleted_at, merged_into_id
    ON claims_claim FOR EACH ROW EXECUTE FUNCTION index_claim_words();
INSERT INTO search_claimwords (
    claim_id, workspace_id, visibility, created_by_id, deleted_at, merged_into_id, language, vector
)
    SELECT id, workspace_id, visibility, created_by_id, deleted_at, merged_into_id, language,
        to_tsvector(words_configuration(language), statement)
    FROM claims_claim;
"""

VERDICTS = """
CREATE FUNCTION index_verdict_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE spoken text;
BEGIN
    SELECT language INTO spoken FROM claims_claim WHERE id = NEW.claim_id;
    INSERT INTO search_verdictwords (verdict_id, language, vector)
    VALUES (
        NEW.id,
        spoken,
        setweight(to_tsvector(words_configuration(spoken), NEW.rating_label), 'A')
            || to_tsvector(words_configuration(spoken), NEW.summary)
    );
    RETURN NULL;
END $$;
CREATE TRIGGER index_verdict_words AFTER INSERT
    ON reviews_verdict FOR EACH ROW EXECUTE FUNCTION index_verdict_words();
INSERT INTO search_verdictwords (verdict_id, language, vector)
    SELECT v.id, c.language, to_tsvector(words_configuration(c.language), v.summary)
    FROM reviews_verdict v JOIN claims_claim c ON c.id = v.claim_id;
"""

DROP = """
DROP TRIGGER IF EXISTS index_claim_words ON claims_claim;
DROP TRIGGER IF EXISTS index_verdict_words ON reviews_verdict;
DROP FUNCTION IF EXISTS index_claim_words();
DROP FUNCTION IF EXISTS index_verdict_words();
DROP INDEX IF EXISTS claim_statement_trigrams;
"""
