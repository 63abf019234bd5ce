"""The engine as Django finds it, under the only name that it looks for."""

from django.db.backends.postgresql import base

WRITERS = 1_772
"""The number of the lock that the one who writes holds until its transaction ends."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection whose every transaction begins by waiting for its turn; single statements need none."""

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
