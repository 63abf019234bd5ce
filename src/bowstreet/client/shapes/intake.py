"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime

from bowstreet.client.shapes.parts import IntakeGlance
from bowstreet.client.shapes.shared import Docket


@dataclasses.dataclass(frozen=True, kw_only=True)
class ClaimRow:
    """What a source holds of two records that came of it, for an officer to judge or to leave.

    ``closed``: the ground opens with the content of both records, and one of them is closed to the reader.
    """

    id: str
    left: str
    left_title: str
    right: str
    right_title: str
    verdict: str
    ground: str
    said_by: str
    said_at: datetime.datetime | None
    closed: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class FieldExpected:
    """A field of what would be created, as ``kind.field``: how often, some of its values, and whether it may go."""

    part: str
    count: int
    may_go: bool
    values: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Expected:
    """What a first look found that would be created: (kind, records at most), links, and what was judged.

    ``carried`` counts things that carry a whole envelope of ours; ``fields`` are what the records would say.
    """

    kinds: tuple[tuple[str, int], ...]
    links: int
    judged: int
    carried: int
    fields: tuple[FieldExpected, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class FileRow:
    """A file that no mapping knew, by its intake and its number in it."""

    intake: str
    short: str
    number: int
    path: str
    size: int
    at: datetime.datetime
    note: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class IntakeList:
    """What this officer's agency brought in, newest first."""

    intakes: tuple[IntakeGlance, ...]
    next: str | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Loss:
    """A part of an exchange document that found no home: which, why as a code and in a sentence, and how often."""

    part: str
    why: str
    sentence: str
    count: int


@dataclasses.dataclass(frozen=True, kw_only=True)
class RejectExample:
    """One place where a row or a field could not be read."""

    path: str
    line: int
    column: str
    excerpt: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class RejectGroup:
    """Rejects of one reason; ``whole_rows`` is false where only a field went unread and the row was observed."""

    reason: str
    count: int
    whole_rows: bool
    examples: tuple[RejectExample, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class RejectList:
    """A source that has a reject list, and where it is."""

    path: str
    href: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Remark:
    """What the standard of a format says against a thing: its file, id and line, the place in it, and a sentence.

    ``binds``: the standard asks it (MUST); without, it recommends it (SHOULD).
    """

    path: str
    thing: str
    line: int
    place: str
    sentence: str
    binds: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Remarks:
    """All that a standard says against the things of exchange documents: how often, and the first one by one.

    ``must`` and ``should`` count all; ``amiss`` are the things that are not as the standard asks.
    """

    must: int
    should: int
    amiss: int
    listed: tuple[Remark, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class SourceGroup:
    """Files of an intake that one reader read, counted together; ``notes`` are what was said of them, each once."""

    reader: str
    files: int
    read: int
    observed: int
    already_held: int
    rejected: int
    bytes_unread: int
    records_new: int
    records_known: int
    notes: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class SourceRow:
    """One file of an intake. ``read = observed + rejected``, each counted apart; ``state`` as in ``IntakeView``.

    ``sha256`` is None where nothing could be kept, and ``note`` says why.
    """

    path: str
    sha256: str | None
    size: int
    reader: str | None
    mapping: str | None
    dataset: str | None
    read: int
    observed: int
    already_held: int
    rejected: int
    noted: int
    bytes_unread: int
    records_new: int
    records_known: int
    state: str
    note: str
    reject_list: str | None
    losses: tuple[Loss, ...] = ()
    remarks: Remarks | None = None
    part: str = ""
    file: int = 0
    seen_on: datetime.date | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class IntakeView:
    """An intake. ``state``: quarantined, reading, looked, declined, admitting, done, failed, stopped, taking_back or
    taken_back.

    ``losses`` and ``remarks`` are those of all sources together, and ``foreseen`` is there while one that was looked
    through waits.

    ``sources`` are some of them, and ``next`` leads on; every count is over all. ``files`` are those that came in or
    were unpacked, ``kept`` those of which there were bytes to keep, ``recognised`` those that a reader was found for.
    ``rows_under_way`` are about how many of the tables in hand are read; they are counted when these are read whole.
    ``groups`` are the sources by reader, where there are many; ``reject_lists`` the first few lists.
    """

    id: str
    short: str
    title: str
    by: str
    at: datetime.datetime
    purpose: str
    case: str
    docket: Docket
    state: str
    step: int
    sources: tuple[SourceRow, ...]
    next: str | None
    sources_total: int
    files: int
    kept: int
    recognised: int
    totals: SourceRow
    rejects: tuple[RejectGroup, ...]
    reject_lists: tuple[RejectList, ...]
    rows_expected: int
    rows_under_way: int
    rows_per_second: float
    seconds: float
    sentence: str
    groups: tuple[SourceGroup, ...] = ()
    losses: tuple[Loss, ...] = ()
    remarks: Remarks | None = None
    foreseen: Expected | None = None
    as_document: bool = False
    claims: tuple[ClaimRow, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class MappingCard:
    """A saved mapping: columns of a table to fields of ours."""

    name: str
    title: str
    shipped: bool
    columns: tuple[tuple[str, str], ...]
    market: str | None
    kinds: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class MappingList:
    """All mappings that this officer may use."""

    mappings: tuple[MappingCard, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PreviewRow:
    """One of the first rows: its values, the cells that they were read from, why it is none, and unreadable columns."""

    line: int
    values: tuple[str | None, ...]
    cells: tuple[str | None, ...]
    why: str
    wrong: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class TaughtColumn:
    """One column of a table with what was chosen for it; ``field`` is empty where it is left out.

    ``marked``: as a price it has signs or codes of currencies.
    """

    place: int
    column: str
    becomes: str
    type: str
    form: str
    needed: bool
    field: str
    marked: bool = False


@dataclasses.dataclass(frozen=True, kw_only=True)
class Teaching:
    """A table on its way to a mapping. ``shown`` are the columns of the rows; ``errors`` are (field, sentence)."""

    intake: str
    short: str
    number: int
    file: str
    part: str
    parts: tuple[str, ...]
    name: str
    title: str
    sort: str
    market: str
    columns: tuple[TaughtColumn, ...]
    shown: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    kinds: tuple[str, ...]
    errors: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ToTeach:
    """Files that wait for a mapping."""

    files: tuple[FileRow, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Undoing:
    """What goes when an intake is taken back, and why that cannot be done now (empty where it can).

    ``kinds`` are (kind, records) that only this intake made; ``amended`` counts records known before out of which its
    statements are taken; ``rows`` are observations. The ``files`` stay in quarantine.
    """

    id: str
    short: str
    title: str
    kinds: tuple[tuple[str, int], ...]
    records: int
    links: int
    amended: int
    rows: int
    files: int
    reasons: tuple[str, ...]
