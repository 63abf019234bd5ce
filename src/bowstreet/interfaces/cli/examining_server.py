"""What ``doctor`` looks at on a server of PostgreSQL."""

from django.db import DatabaseError, connection

from bowstreet.interfaces.cli.finding import Finding

_SERVER = "the database of DATABASE_URL can be reached"
_INDEXED = ("repository_text", "repository_pasttext")
_PARTS = "SELECT tablename FROM pg_indexes WHERE indexname = tablename || '_parts'"
_MEND_PARTS = (
    "parts of words are found, but slowly; install the package with PostgreSQL's additional modules and run, as the"
    " database's owner: CREATE EXTENSION IF NOT EXISTS pg_trgm"
)
_MAKE_PARTS = "; CREATE INDEX {0}_parts ON {0} USING gin (parts gin_trgm_ops)"


def examine() -> list[Finding]:
    """Say whether the server answers and has the index of parts of words; its settings are looked at with the rest."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('repository_text')")
            has_tables = cursor.fetchone()[0] is not None
            cursor.execute(_PARTS)
            there = {table for (table,) in cursor.fetchall()}
    except DatabaseError as wrong:
        return [Finding(_SERVER, False, f"start the server or mend DATABASE_URL ({str(wrong).splitlines()[0]})")]
    missing = [table for table in _INDEXED if table not in there]
    mend = _MEND_PARTS + "".join(map(_MAKE_PARTS.format, missing))
    parts = [Finding("parts of words have an index", not missing, mend)] if has_tables else []
    return [Finding(_SERVER, True), *parts]
