"""An intake as a client follows it: how far it has come, what found no home, and the word of an officer on it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bowstreet.client.operations.every import Operations
from bowstreet.client.refusing import StillWorking
from bowstreet.client.shapes import IntakeView, Loss, SourceRow, Undoing

MOVING = frozenset({"quarantined", "reading", "admitting", "taking_back"})
"""States that an intake leaves of itself; in any other it rests until somebody does something."""

SHORTEST, LONGEST = 0.2, 5.0
"""Seconds between two looks."""

Pause = Callable[[float], None]


class Intake:
    """Files that were handed in. ``seen`` is the intake as it was told last."""

    def __init__(self, api: Operations, id: str, pause: Pause) -> None:
        """Look at it once."""
        self._api, self._pause = api, pause
        self.id = id
        self.seen: IntakeView = api.intake(id)

    def __repr__(self) -> str:
        return f"Intake({self.id!r}, {self.state})"

    @property
    def state(self) -> str:
        """Where it stands: ``quarantined``, ``looked``, ``declined``, ``done``, ``failed`` and so on."""
        return self.seen.state

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What found no home, with how often and why; while it waits to be accepted, what would find none."""
        return self.seen.losses

    @property
    def adds_up(self) -> bool:
        """Whether every row that was read was observed or is in a reject list, and no end of a file was left."""
        told = self.seen.totals
        return told.read == told.observed + told.rejected and not told.bytes_unread

    def look(self) -> IntakeView:
        """Ask how it stands."""
        self.seen = self._api.intake(self.id)
        return self.seen

    def progress(self, *, within: float = 3600) -> Iterator[IntakeView]:
        """Yield how it stands, again whenever that is another, until it rests.

        Raise ``StillWorking`` after so many seconds of waiting; the intake goes on all the same.
        """
        pause, waited = SHORTEST, 0.0
        yield self.seen
        while self.state in MOVING:
            if waited >= within:
                raise StillWorking(f"The intake still works after {waited:,.0f} seconds; it goes on without you.")
            self._pause(pause)
            waited, pause = waited + pause, min(pause * 1.5, LONGEST)
            before, now = self.seen, self.look()
            if now != before:
                yield now

    def wait(self, *, within: float = 3600) -> IntakeView:
        """Return how it stands when it rests. Raise ``StillWorking``."""
        for _ in self.progress(within=within):
            pass
        return self.seen

    def sources(self) -> Iterator[SourceRow]:
        """Yield every file of it, with its counts and its losses."""
        page = self._api.intake(self.id)
        yield from page.sources
        while page.next:
            page = self._api.intake(self.id, cursor=page.next)
            yield from page.sources

    def rejects(self) -> Iterator[tuple[SourceRow, str]]:
        """Yield each file that has a reject list with the list, which is CSV: line, column, reason, excerpt."""
        for source in self.sources():
            if source.reject_list and source.sha256:
                yield source, self._api.intake_rejects(self.id, source.sha256)

    def accept(self, *, as_document: bool = False, envelope: Mapping[str, Any] | None = None) -> "Intake":
        """Admit what a first look found; ``wait`` follows how it is done.

        ``as_document``: things count as their document says; ``envelope`` is what differs from the standing one.
        """
        self.seen = self._api.intake_accept(self.id, as_document=as_document, envelope=envelope)
        return self

    def decline(self) -> "Intake":
        """Decline what a first look found: nothing of it is admitted, and what the look found goes."""
        self.seen = self._api.intake_decline(self.id)
        return self

    def weigh_undo(self) -> Undoing:
        """Return what would go if it were taken back, and why that cannot be where it cannot."""
        return self._api.intake_undo_preview(self.id)

    def undo(self) -> "Intake":
        """Take it back whole; ``wait`` follows how it is done."""
        self.seen = self._api.intake_undo(self.id)
        return self
