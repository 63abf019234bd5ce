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
    def ERASABLE(self) -> tuple[str, ...]:
        """After the versions, so that those of what was withdrawn can be emptied."""

    @property
    def POSTINGS(self) -> tuple[str, ...]:
        """Beside the table of guises."""

    @property
    def NO_POSTINGS(self) -> tuple[str, ...]:
        """Before the table of guises goes."""

    @property
    def PAST(self) -> tuple[str, ...]:
        """After the tables of what records said in the past."""

    @property
    def NO_PAST(self) -> tuple[str, ...]:
        """Before the tables of what records said in the past go."""

    @property
    def SHORT_KEY_IDS(self) -> str:
        """The index that finds the fingerprints that end with a key's short id."""

    @property
    def JUDGEMENTS_STAY(self) -> tuple[str, ...]:
        """After the table of judgements."""


tables: Tables = chosen.of(sqlite, postgres)
texts: TextIndex = chosen.of(sqlite_texts, postgres_texts)
