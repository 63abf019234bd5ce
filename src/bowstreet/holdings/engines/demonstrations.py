"""Beginning an invented world: in a folder of its own, or in a database that holds nothing else."""

from typing import Protocol

from django.db import connection

from bowstreet.holdings.engines import chosen

_MARK = "an invented world of Bowstreet"


class Worlds(Protocol):
    """Where an invented world is kept."""

    def may_begin(self) -> bool:
        """Say whether the database holds nothing, or an invented world."""

    def begin(self) -> None:
        """Empty the database and mark it as an invented world's."""


class InFile:
    """A file of the state folder, which went with the folder."""

    def may_begin(self) -> bool:
        """Say that nothing is in the way."""
        return True

    def begin(self) -> None:
        """Do nothing."""


class InDatabase:
    """A database of PostgreSQL, marked by a comment on its schema."""

    def may_begin(self) -> bool:
        """Say whether the database holds nothing, or an invented world."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass('public.django_migrations')")
            if cursor.fetchone()[0] is None:
                return True
            cursor.execute("SELECT obj_description('public'::regnamespace, 'pg_namespace')")
            return bool(cursor.fetchone()[0] == _MARK)

    def begin(self) -> None:
        """Empty the database and mark it as an invented world's."""
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS lookups CASCADE")
            cursor.execute("DROP SCHEMA IF EXISTS public CASCADE")
            cursor.execute("CREATE SCHEMA public")
            cursor.execute(f"COMMENT ON SCHEMA public IS '{_MARK}'")


_IN_FILE: Worlds = InFile()
_IN_DATABASE: Worlds = InDatabase()
worlds = chosen.of(_IN_FILE, _IN_DATABASE)
