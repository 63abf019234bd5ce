"""The engine as Django finds it, under the only name that it looks for."""

from typing import Any

from django.db.backends.postgresql import base
from psycopg.types.string import StrDumperUnknown

WRITERS = 1_772
"""The number of the lock that the one who writes holds until its transaction ends."""


class WithoutNul(StrDumperUnknown):
    """Texts as they go to the server, which knows no sign of number 0: who asks for one finds nothing."""

    def dump(self, obj: str) -> Any:
        """Return the text with the sign for unreadable ones in its place."""
        return super().dump(obj.replace("\x00", "\ufffd"))


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose every transaction begins by waiting for its turn; single statements need none."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection that takes every text."""
        connection = super().get_new_connection(conn_params)
        connection.adapters.register_dumper(str, WithoutNul)
        return connection

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        """Begin a transaction as the one writer, or end it; who waits too long has begun none."""
        super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        if autocommit:
            return
        try:
            with self.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS])
        except BaseException:
            self.rollback()
            super().set_autocommit(True)
            raise
