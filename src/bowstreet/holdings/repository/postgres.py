"""What the repository asks of PostgreSQL alone: columns and indexes that find texts, and triggers that keep rows."""

KEPT = """CREATE FUNCTION {0}_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{1} are append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
"""A function for triggers that refuse what would change or take away rows."""

_COLUMNS = (
    "ALTER TABLE {0} ADD COLUMN words text[] NOT NULL, ADD COLUMN cut_title text NOT NULL,"
    " ADD COLUMN cut_body text NOT NULL, ADD COLUMN parts text NOT NULL"
)
"""Columns of texts: the distinct words, title and body cut into words, both without case.

Arrays of words know no longest text and no last place, as ``tsvector`` does, and no dictionary changes them.
"""

_PARTS = """DO $$ BEGIN
      CREATE EXTENSION IF NOT EXISTS pg_trgm;
      CREATE INDEX {0}_parts ON {0} USING gin (parts gin_trgm_ops);
    EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
      RAISE NOTICE 'pg_trgm is missing: parts of words are looked for without an index';
    END $$"""
"""Where the extension may not be made, parts of words are still found, text by text; ``doctor`` says so."""

CREATE = (
    _COLUMNS.format("repository_text"),
    "CREATE INDEX repository_text_words ON repository_text USING gin (words)",
    _PARTS.format("repository_text"),
    KEPT.format("repository_version", "versions"),
    """CREATE FUNCTION repository_version_may_go() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT 1 FROM governance_terms t WHERE t.id = OLD.terms_id AND t.pending) THEN RETURN OLD; END IF;
      RAISE EXCEPTION 'versions are append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    "CREATE TRIGGER repository_version_kept BEFORE UPDATE ON repository_version"
    " FOR EACH ROW EXECUTE FUNCTION repository_version_is_kept()",
    "CREATE TRIGGER repository_version_whole BEFORE TRUNCATE ON repository_version"
    " FOR EACH STATEMENT EXECUTE FUNCTION repository_version_is_kept()",
    "CREATE TRIGGER repository_version_stays BEFORE DELETE ON repository_version"
    " FOR EACH ROW EXECUTE FUNCTION repository_version_may_go()",
)
"""Run once, after the tables."""

DROP = ("DROP FUNCTION repository_version_is_kept() CASCADE", "DROP FUNCTION repository_version_may_go() CASCADE")

KEY_IDS = (
    "CREATE INDEX repository_selector_key_id ON repository_selector (right(value, 16), terms_id, depth)"
    " WHERE type = 'pgp_fingerprint'"
)

SPELLING = (*(f"ALTER TABLE repository_text ADD COLUMN {name} text" for name in ("read_title", "read_body", "signs")),)
"""How texts are read where that is not as they are written; here the other columns are made of that."""

SHORT_IDS = "CREATE INDEX repository_record_short_id ON repository_record (right(uid, 8))"

LEXICON: tuple[str, ...] = ()
NO_LEXICON: tuple[str, ...] = ()
"""Parts of words are found in the texts themselves."""

SHORT_KEY_IDS = (
    "CREATE INDEX repository_selector_short_key_id ON repository_selector (right(value, 8), terms_id, depth)"
    " WHERE type = 'pgp_fingerprint'"
)

ERASABLE = (
    "DROP TRIGGER repository_version_kept ON repository_version",
    """CREATE FUNCTION repository_version_may_be_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.body = '{}'
        AND (NEW.id, NEW.record_id, NEW.number, NEW.at, NEW."by", NEW.act, NEW.what, NEW.particulars_id)
          IS NOT DISTINCT FROM
          (OLD.id, OLD.record_id, OLD.number, OLD.at, OLD."by", OLD.act, OLD.what, OLD.particulars_id)
        AND EXISTS (SELECT 1 FROM governance_withdrawn w WHERE w.terms_id = OLD.terms_id)
      THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'versions are append-only' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    "CREATE TRIGGER repository_version_kept BEFORE UPDATE ON repository_version"
    " FOR EACH ROW EXECUTE FUNCTION repository_version_may_be_emptied()",
)
"""Lets content, and nothing else, be taken out of the versions of what was withdrawn."""

POSTINGS = ("CREATE TABLE repository_posting (id bigint PRIMARY KEY, held bytea NOT NULL)",)
NO_POSTINGS = ("DROP TABLE repository_posting",)

PAST = (
    _COLUMNS.format("repository_pasttext"),
    "CREATE INDEX repository_pasttext_words ON repository_pasttext USING gin (words)",
    _PARTS.format("repository_pasttext"),
)
NO_PAST: tuple[str, ...] = ()
"""Columns and indexes go with their table."""

JUDGEMENTS_STAY = (
    KEPT.format("repository_judgement", "judgements"),
    "CREATE TRIGGER repository_judgement_kept BEFORE UPDATE OR DELETE ON repository_judgement"
    " FOR EACH ROW EXECUTE FUNCTION repository_judgement_is_kept()",
    "CREATE TRIGGER repository_judgement_whole BEFORE TRUNCATE ON repository_judgement"
    " FOR EACH STATEMENT EXECUTE FUNCTION repository_judgement_is_kept()",
)
