"""The index over texts and the columns' own statements, of the engine of this node."""

from typing import Protocol

from bowstreet.holdings.engines import chosen
from bowstreet.holdings.repository import postgres, postgres_texts, sqlite, sqlite_texts
from bowstreet.holdings.repository.searching import TextIndex


class Tables(Protocol):
    """What migrations run beside Django's own statements."""

    @property
    def CREATE(self) -> tuple[str, ...]:  # noqa: N802 - statements
        """After the first tables."""

    @property
    def DROP(self) -> tuple[str, ...]:  # noqa: N802
        """Before the first tables go."""

    @property
    def KEY_IDS(self) -> str:  # noqa: N802
        """The index that finds the fingerprints that end with a key's id."""

    @property
    def LAST_SIGNS(self) -> str:  # noqa: N802
        """What that index is over: the last sixteen signs of a selector ``s``."""

    @property
    def LEXICON(self) -> tuple[str, ...]:  # noqa: N802
        """After the table of distinct words."""

    @property
    def NO_LEXICON(self) -> tuple[str, ...]:  # noqa: N802
        """Before the table of distinct words goes."""

    @property
    def JUDGEMENTS_STAY(self) -> tuple[str, ...]:  # noqa: N802
        """After the table of judgements."""


tables: Tables = chosen.of(sqlite, postgres)
texts: TextIndex = chosen.of(sqlite_texts, postgres_texts)
