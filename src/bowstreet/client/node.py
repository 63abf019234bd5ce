"""A node as an analyst asks it: find, show, record, link, judge, hand in, take out."""

import datetime
import secrets
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Protocol, Self, TypedDict, TypeVar, Unpack

from bowstreet.client import collecting
from bowstreet.client.calling import Connection, Saying, connected
from bowstreet.client.collecting import Collection
from bowstreet.client.operations.every import Operations
from bowstreet.client.sending import File
from bowstreet.client.shapes import (
    AgreementCard,
    AgreementView,
    Basis,
    Checked,
    Classification,
    EntityView,
    ExportLook,
    HandlingCode,
    History,
    Hit,
    IntakeGlance,
    Judged,
    Linked,
    LinkType,
    NearHit,
    ObservationRow,
    Pap,
    Purpose,
    Recorded,
    RecordView,
    Saved,
    Tlp,
    Verdict,
)
from bowstreet.client.taking_in import Intake
from bowstreet.client.taking_out import Export

T = TypeVar("T")
Several = str | Sequence[str]
MOST = 200
CHECKED_AT_ONCE = 1_000


class Narrowing(TypedDict, total=False):
    """What narrows a search."""

    kind: Several
    agency: Several
    market: Several
    product: Several
    grade: Several
    date: Several
    since: datetime.date
    until: datetime.date
    selector: bool
    as_of: datetime.date
    order: Literal["best", "newest"]


class Choice(TypedDict, total=False):
    """What is meant to leave, ids, a search or what is linked with one; and at most with which marks."""

    id: Several
    q: str
    found: bool
    kind: Several
    agency: Several
    market: Several
    product: Several
    grade: Several
    date: Several
    since: datetime.date
    until: datetime.date
    around: str
    tlp: Tlp
    pap: Pap
    handling: HandlingCode
    classification: Classification
    history: bool


class Stretch(Protocol):
    """A piece of text, marked where it is what was found."""

    @property
    def text(self) -> str:
        """What it says."""
        ...


def text_of(stretches: Iterable[Stretch]) -> str:
    """Return a title or an excerpt, which come in pieces, as one text."""
    return "".join(each.text for each in stretches)


class Client:
    """A node, for an officer's program.

    ``api`` has a method for each operation of the node; the methods here are those of every day. The address is
    https, or on this machine. ``trust`` is the context of TLS where a node has a certificate of its own authority.
    What only asks is asked up to ``tries`` times when a node does not answer; what does something is never repeated.
    """

    def __init__(
        self, address: str, token: str, *, purpose: Purpose | str | None = None, case: str | None = None,
        reason: str | None = None, timeout: float = 60, tries: int = 3, trust: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        """Keep how to ask; nothing is sent yet. Raise ``ValueError`` for an address that a token must not go to."""
        saying = Saying(purpose, case, reason)
        self._connection = connected(address, token, saying, timeout=timeout, tries=tries, trust=trust)
        self.api = Operations(self._connection)

    @classmethod
    def over(cls, connection: Connection) -> Self:
        """Return a client that asks over a connection which is there already."""
        made = cls.__new__(cls)
        made._connection, made.api = connection, Operations(connection)
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({str(self._connection.http.base_url).rstrip('/')!r}, {self._connection.saying.purpose})"

    def close(self) -> None:
        """Close the connections."""
        self._connection.http.close()

    def saying(
        self, *, purpose: Purpose | str | None = None, case: str | None = None, reason: str | None = None
    ) -> Self:
        """Return the same client, over the same connections, for another purpose, case or reason."""
        return self.over(self._connection.said(purpose=purpose, case=case, reason=reason))

    def find(self, q: str = "", *, most: int | None = None, **narrowed: Unpack[Narrowing]) -> Iterator[Hit]:
        """Yield the records that words, phrases or selectors find, up to ``most``; without words the newest first.

        Each page that is asked for is an entry in the ledger. ``api.find`` gives a page with its facets.
        """
        return _paged(
            lambda cursor, limit: self.api.find(q=q, cursor=cursor, limit=limit, **narrowed), lambda page: page.hits,
            most, MOST,
        )  # fmt: skip

    def near(
        self, q: str, *, kind: Several = (), agency: Several = (), market: Several = (), most: int | None = None
    ) -> Iterator[NearHit]:
        """Yield records whose handles are written like one: other letters, signs that look alike, typing errors."""
        return _paged(
            lambda cursor, limit: self.api.find_near(
                q=q, kind=kind, agency=agency, market=market, cursor=cursor, limit=limit
            ),
            lambda page: page.hits, most, MOST // 2,
        )  # fmt: skip

    def observations(self, q: str, *, most: int | None = None) -> Iterator[ObservationRow]:
        """Yield rows of datasets that hold words."""
        return _paged(
            lambda cursor, limit: self.api.find_observations(q=q, cursor=cursor, limit=limit),
            lambda page: page.rows, most, MOST // 2,
        )  # fmt: skip

    def check(self, identifiers: str | Iterable[str]) -> Iterator[Checked]:
        """Yield for each identifier of a text, or of lines, whether it is known: defanged or not, typed or not."""
        text = identifiers if isinstance(identifiers, str) else "\n".join(identifiers)
        first: int | None = 0
        while first is not None:
            page = self.api.check(text=text, first=first)
            yield from page.results
            first = page.next

    def show(self, id: str, *, as_of: datetime.date | None = None, version: int | None = None) -> RecordView:
        """Return all that you may see of a record; as it stood at the end of a day, or in a version."""
        return self.api.record(id, as_of=as_of, version=version)

    def history(self, id: str) -> History:
        """Return the versions of a record, the judgements on it and its links."""
        return self.api.record_history(id)

    def entity(self, id: str, *, as_of: datetime.date | None = None) -> EntityView:
        """Return what judgements join around a record, the statements of several agencies side by side."""
        return self.api.entity(id, as_of=as_of)

    def record(self, kind: str, body: Mapping[str, Any], *, envelope: Mapping[str, Any] | None = None) -> Recorded:
        """Record something for your agency; what it holds already under the same key gets the statements added.

        ``envelope`` is what differs from the standing one. Where your agency wants two officers, ``propose``.
        """
        return self.api.record_new(kind=kind, body=body, envelope=envelope)

    def propose(self, kind: str, body: Mapping[str, Any], *, envelope: Mapping[str, Any] | None = None) -> Saved:
        """Record something new as the form does: where two officers are wanted it ``waits`` for the second."""
        return self.api.record_save_new(kind, body=body, envelope=envelope)

    def draft(self, kind: str, body: Mapping[str, Any], *, envelope: Mapping[str, Any] | None = None) -> str:
        """Keep a text for the form of a new record, and return the address at which its officer goes on with it."""
        kept = self.api.draft_keep(page=secrets.token_urlsafe(16), seq=1, kind=kind, body=body, envelope=envelope)
        return f"{str(self._connection.http.base_url).rstrip('/')}{kept.form}"

    def amend(self, id: str, body: Mapping[str, Any]) -> Recorded:
        """Add to what your agency knows of a record: statements join those held, plain fields are set."""
        return self.api.record_amend(id, body=body)

    def link(self, id: str, type: LinkType, other: str, *, grade: str = "X4", basis: Basis = "fact") -> Linked:
        """Link a record with another one; ``api.record_link`` takes evidence and days too."""
        return self.api.record_link(id, other=other, type=type, grade=grade, basis=basis)

    def judge(self, id: str, other: str, verdict: Verdict, *, note: str, evidence: Sequence[str] = ()) -> Judged:
        """Judge whether two records are of one thing: same, different or unsure, with what that rests on."""
        return self.api.record_judge(id, other=other, verdict=verdict, note=note, evidence=evidence)

    def hand_in(
        self, *files: File, look: bool = False, mapping: str | None = None, title: str = "",
        seen_on: datetime.date | None = None, envelope: Mapping[str, Any] | None = None,
    ) -> Intake:  # fmt: skip
        """Hand files in and return their intake, which the node goes on to read; ``wait`` or follow its ``progress``.

        ``look``: what exchange documents hold waits to be accepted. ``mapping``: None recognises, ``exchange`` reads
        documents of exchange formats alone.
        """
        made = self.api.intake_bring(
            files=files, look=look, mapping=mapping, title=title, seen_on=seen_on, envelope=envelope
        )
        return self.intake(made.id)

    def intake(self, id: str) -> Intake:
        """Return an intake of your agency."""
        return Intake(self.api, id, self._connection.pause)

    def intakes(self, *, most: int | None = None) -> Iterator[IntakeGlance]:
        """Yield what your agency brought in, the newest first."""
        return _paged(
            lambda cursor, limit: self.api.intake_list(cursor=cursor, limit=limit),
            lambda page: page.intakes,
            most,
            MOST,
        )

    def leaving(self, format: str | None = None, **choice: Unpack[Choice]) -> ExportLook:
        """Return what would leave of a choice, what would stay behind and, of a format, what finds no home in it."""
        return self.api.export_look(format=format, **choice)

    def export(self, path: str | Path, format: str, *, to: Several = (), **choice: Unpack[Choice]) -> Export:
        """Take records out into a new file, whose bytes are checked; a case or a reason is wanted.

        ``to`` names the receivers. A path that is a folder gets the node's name for the file.
        """
        card = self.api.export(format=format, to=to, **choice)
        return Export(self.api.export_file(card.id).save(path, sha256=card.sha256).path, card)

    def agreements(self) -> tuple[AgreementCard, ...]:
        """Return the agreements that your agency gives or receives under."""
        return self.api.agreement_list().agreements

    def agreement(self, id: str) -> AgreementView:
        """Return one agreement, and the first page of what leaves under it."""
        return self.api.agreement(id)

    def collections(self) -> tuple[Collection, ...]:
        """Return what leaves under these agreements, as collections of STIX to go through and to go on with."""
        return collecting.collections(self._connection)


class _Page(Protocol):
    @property
    def next(self) -> str | None: ...


P = TypeVar("P", bound=_Page)


def _paged(
    ask: Callable[[str | None, int], P], inside: Callable[[P], Sequence[T]], most: int | None, widest: int
) -> Iterator[T]:
    """Yield what stands on page after page, at most so many, and ask for no page before it is needed."""
    left, cursor = most, None
    while left is None or left > 0:
        page = ask(cursor, widest if left is None else min(widest, left))
        found = inside(page) if left is None else inside(page)[:left]
        yield from found
        left = None if left is None else left - len(found)
        cursor = page.next
        if cursor is None:
            return
