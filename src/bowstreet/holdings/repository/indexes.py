"""The index over texts and the columns' own statements, of the engine of this node."""

from typing import Protocol

from bowstreet.holdings.engines import chosen
from bowstreet.holdings.repository import postgres, postgres_texts, sqlite, sqlite_texts
from bowstreet.holdings.repository.searching import TextIndex


class Tables(Protocol):
    """What migrations run beside Django's own statements."""

    @property
    def CREATE(self) -> tuple[str, ...]:
        """After the first tables."""

    @property
    def DROP(self) -> tuple[str, ...]:
        """Before the first tables go."""

    @property
    def KEY_IDS(self) -> str:
        """The index that finds the fingerprints that end with a key's id."""

    @property
    def SHORT_IDS(self) -> str:
        """The index that finds a record by the end of its id."""

    @property
    def SPELLING(self) -> tuple[str, ...]:
        """Before any text is spelled for the index in another way than it is written."""

    @property
    def LEXICON(self) -> tuple[str, ...]:
        """After the table of distinct words."""

    @property
    def NO_LEXICON(self) -> tuple[str, ...]:
        """Before the table of distinct words goes."""

    @property
    def JUDGEMENTS_STAY(self) -> tuple[str, ...]:
        """After the table of judgements."""


tables: Tables = chosen.of(sqlite, postgres)
texts: TextIndex = chosen.of(sqlite_texts, postgres_texts)
