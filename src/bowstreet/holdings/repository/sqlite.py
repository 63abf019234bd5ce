"""What the repository asks of SQLite alone: the full-text indexes, and the triggers that keep versions as written."""

_MERGE_LATE = "INSERT INTO repository_{0} (repository_{0}, rank) VALUES ('automerge', 16)"
"""An index rewrites itself when 16 parts of a size have come together: a fifth less to write in an import than 4."""

_MERGE_STEADILY = "INSERT INTO repository_{0} (repository_{0}, rank) VALUES ('crisismerge', 64)"
"""Each slice then merges a share. At 16, as it comes, the sixteenth slice would merge all of them under its lock."""

_GATHER = "INSERT INTO repository_{0} (repository_{0}, rank) VALUES ('hashsize', 8388608)"
"""An index gathers up to 8 MB of a transaction before it writes a part: a slice of an import is one part, not three."""

CREATE = (
    """CREATE VIRTUAL TABLE repository_words USING fts5(title, body, content='repository_text', content_rowid='id',
       tokenize="unicode61 remove_diacritics 2")""",
    """CREATE VIRTUAL TABLE repository_parts USING fts5(title, body, content='repository_text', content_rowid='id',
       tokenize="trigram")""",
    "CREATE VIRTUAL TABLE repository_places USING fts5vocab(repository_words, instance)",
    _MERGE_LATE.format("words"),
    _MERGE_LATE.format("parts"),
    _MERGE_STEADILY.format("words"),
    _MERGE_STEADILY.format("parts"),
    _GATHER.format("words"),
    _GATHER.format("parts"),
    """CREATE TRIGGER repository_text_unindexed AFTER DELETE ON repository_text
       BEGIN
         INSERT INTO repository_words (repository_words, rowid, title, body)
           VALUES ('delete', OLD.id, OLD.title, OLD.body);
         INSERT INTO repository_parts (repository_parts, rowid, title, body)
           VALUES ('delete', OLD.id, OLD.title, OLD.body);
       END""",
    """CREATE TRIGGER repository_version_kept BEFORE UPDATE ON repository_version
       BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END""",
    """CREATE TRIGGER repository_version_stays BEFORE DELETE ON repository_version
       WHEN NOT EXISTS (SELECT 1 FROM governance_terms t WHERE t.id = OLD.terms_id AND t.pending)
       BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END""",
)
"""Run once, after the tables."""

KEY_IDS = (
    "CREATE INDEX repository_selector_key_id ON repository_selector (substr(value, -16), terms_id, depth)"
    " WHERE type = 'pgp_fingerprint'"
)
SHORT_KEY_IDS = (
    "CREATE INDEX repository_selector_short_key_id ON repository_selector (substr(value, -8), terms_id, depth)"
    " WHERE type = 'pgp_fingerprint'"
)
"""Find the fingerprints that end with a key's id, the long one or the short one."""

ERASABLE = (
    "DROP TRIGGER repository_version_kept",
    """CREATE TRIGGER repository_version_kept BEFORE UPDATE ON repository_version
       WHEN NOT (NEW.body = '{}' AND NEW.id IS OLD.id AND NEW.record_id IS OLD.record_id AND NEW.number IS OLD.number
         AND NEW.at IS OLD.at AND NEW.by IS OLD.by AND NEW.act IS OLD.act AND NEW.what IS OLD.what
         AND NEW.particulars_id IS OLD.particulars_id
         AND EXISTS (SELECT 1 FROM governance_withdrawn w WHERE w.terms_id = OLD.terms_id))
       BEGIN SELECT RAISE(ABORT, 'versions are append-only'); END""",
)
"""Lets content, and nothing else, be taken out of the versions of what was withdrawn."""

DROP = ("DROP TABLE repository_places", "DROP TABLE repository_words", "DROP TABLE repository_parts")

TITLE, BODY = "coalesce(t.read_title, t.title)", "coalesce(t.read_body, t.body)"
"""A row of text (``t``) as the indexes read it: ``spelling`` says where that is not as it is written."""

INDEX_RANGE = (
    f"INSERT INTO repository_words (rowid, title, body)"  # noqa: S608
    f" SELECT id, {TITLE}, {BODY} FROM repository_text t WHERE id BETWEEN %s AND %s",
    f"INSERT INTO repository_parts (rowid, title, body)"  # noqa: S608
    f" SELECT id, {TITLE}, {BODY} FROM repository_text t WHERE id BETWEEN %s AND %s",
    "INSERT INTO repository_signs (rowid, signs)"
    " SELECT id, signs FROM repository_text WHERE id BETWEEN %s AND %s AND signs IS NOT NULL",
)
"""Add a range of text rows to the indexes, in bulk."""

SPELLING = (
    *(f"ALTER TABLE repository_text ADD COLUMN {name} text" for name in ("read_title", "read_body", "signs")),
    """CREATE VIRTUAL TABLE repository_signs USING fts5(signs, content='repository_text', content_rowid='id',
       tokenize="ascii")""",
    _MERGE_LATE.format("signs"),
    _MERGE_STEADILY.format("signs"),
    _GATHER.format("signs"),
    "DROP TRIGGER repository_text_unindexed",
    """CREATE TRIGGER repository_text_unindexed AFTER DELETE ON repository_text
       BEGIN
         INSERT INTO repository_words (repository_words, rowid, title, body)
           VALUES ('delete', OLD.id, coalesce(OLD.read_title, OLD.title), coalesce(OLD.read_body, OLD.body));
         INSERT INTO repository_parts (repository_parts, rowid, title, body)
           VALUES ('delete', OLD.id, coalesce(OLD.read_title, OLD.title), coalesce(OLD.read_body, OLD.body));
         INSERT INTO repository_signs (repository_signs, rowid, signs)
           SELECT 'delete', OLD.id, OLD.signs WHERE OLD.signs IS NOT NULL;
       END""",
)
"""Run once, before any text is spelled for the indexes in another way than it is written."""

_PAST_READ = "coalesce({0}.read_title, {0}.title), coalesce({0}.read_body, {0}.body)"

PAST = (
    """CREATE VIRTUAL TABLE repository_past_words USING fts5(title, body, content='repository_pasttext',
       content_rowid='id', tokenize="unicode61 remove_diacritics 2")""",
    """CREATE VIRTUAL TABLE repository_past_parts USING fts5(title, body, content='repository_pasttext',
       content_rowid='id', tokenize="trigram")""",
    """CREATE VIRTUAL TABLE repository_past_signs USING fts5(signs, content='repository_pasttext', content_rowid='id',
       tokenize="ascii")""",
    *(each.format(name) for each in (_MERGE_LATE, _MERGE_STEADILY) for name in ("past_words", "past_parts")),
    f"""CREATE TRIGGER repository_pasttext_unindexed AFTER DELETE ON repository_pasttext
       BEGIN
         INSERT INTO repository_past_words (repository_past_words, rowid, title, body)
           VALUES ('delete', OLD.id, {_PAST_READ.format("OLD")});
         INSERT INTO repository_past_parts (repository_past_parts, rowid, title, body)
           VALUES ('delete', OLD.id, {_PAST_READ.format("OLD")});
         INSERT INTO repository_past_signs (repository_past_signs, rowid, signs)
           SELECT 'delete', OLD.id, OLD.signs WHERE OLD.signs IS NOT NULL;
       END""",  # noqa: S608
)
"""Run once, after the tables of what records said in the past."""

NO_PAST = (
    "DROP TRIGGER repository_pasttext_unindexed",
    *(f"DROP TABLE repository_past_{name}" for name in ("words", "parts", "signs")),
)

INDEX_PAST = (
    *(
        f"INSERT INTO repository_past_{name} (rowid, title, body) SELECT id, {_PAST_READ.format('t')}"  # noqa: S608
        " FROM repository_pasttext t WHERE id BETWEEN %s AND %s"
        for name in ("words", "parts")
    ),
    "INSERT INTO repository_past_signs (rowid, signs)"
    " SELECT id, signs FROM repository_pasttext WHERE id BETWEEN %s AND %s AND signs IS NOT NULL",
)
"""Add a range of past texts to their indexes."""

UNINDEX = (
    "INSERT INTO repository_words (repository_words, rowid, title, body) VALUES ('delete', %s, %s, %s)",
    "INSERT INTO repository_parts (repository_parts, rowid, title, body) VALUES ('delete', %s, %s, %s)",
)
"""Take a row of text out of the indexes of words and parts, as they read it."""

SHORT_IDS = "CREATE INDEX repository_record_short_id ON repository_record (substr(uid, -8))"
"""Finds a record by the end of its id, by which people read it."""

LEXICON = (
    """CREATE VIRTUAL TABLE repository_lexeme_parts USING fts5(word, content='repository_lexeme', content_rowid='id',
       tokenize="trigram")""",
    _MERGE_LATE.format("lexeme_parts"),
    _MERGE_STEADILY.format("lexeme_parts"),
    """CREATE TRIGGER repository_lexeme_unindexed AFTER DELETE ON repository_lexeme
       BEGIN
         INSERT INTO repository_lexeme_parts (repository_lexeme_parts, rowid, word) VALUES ('delete', OLD.id, OLD.word);
       END""",
)
"""Run once, after the table of words."""

NO_LEXICON = ("DROP TRIGGER repository_lexeme_unindexed", "DROP TABLE repository_lexeme_parts")

INDEX_LEXEMES = "INSERT INTO repository_lexeme_parts (rowid, word) SELECT id, word FROM repository_lexeme WHERE id > %s"
"""Add the words after a number to their index, in bulk."""

GATHER = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS temp.gathered USING fts5(words, content='', columnsize=0, detail=none,
       tokenize="unicode61 remove_diacritics 0")""",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.gathered_words USING fts5vocab(temp, gathered, row)",
    "INSERT INTO temp.gathered (gathered) VALUES ('delete-all')",
)
"""An empty place in memory where texts are cut into words; the connection's own."""

POSTINGS = ("CREATE TABLE repository_posting (id INTEGER PRIMARY KEY, held BLOB NOT NULL)",)
NO_POSTINGS = ("DROP TABLE repository_posting",)
"""Run once, beside the table of guises."""

JUDGEMENTS_STAY = tuple(
    f"""CREATE TRIGGER repository_judgement_{name} BEFORE {act} ON repository_judgement
       BEGIN SELECT RAISE(ABORT, 'judgements are append-only'); END"""
    for name, act in (("kept", "UPDATE"), ("stays", "DELETE"))
)
"""Run once, after the table of judgements."""

CARRY_OVER = "PRAGMA wal_checkpoint(PASSIVE)"
"""Write what the log holds into the file, as far as readers let it; nobody waits for it."""

CARRIES_OVER = "PRAGMA wal_autocheckpoint = {0}"
NEVER, USUALLY = 0, 1_000
"""After how many pages of the log a commit carries them over itself."""

WORDS = "repository_words"
PARTS = "repository_parts"
SIGNS = "repository_signs"
PAST_WORDS = "repository_past_words"
PAST_PARTS = "repository_past_parts"
PAST_SIGNS = "repository_past_signs"
"""The same of what records said in the past."""

PLACES = "repository_places"
"""Where each word of the word index stands (row, column, place), out of the index itself, which opens no text."""

LEXEME_PARTS = "repository_lexeme_parts"
GATHERED = "temp.gathered"
GATHERED_WORDS = "temp.gathered_words"


def quoted(words: str) -> str:
    """Return words as one phrase of a full-text query, so that nothing in them is read as syntax.

    >>> quoted('say "no" OR *')
    '"say ""no"" OR *"'
    """
    return '"' + words.replace('"', '""').replace("\x00", " ") + '"'
