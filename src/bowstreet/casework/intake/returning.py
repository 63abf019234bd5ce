"""The documents of foreign systems that records came of, for whoever lets their things leave again as they came."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from bowstreet.casework.intake.models import Intake, Source, Trace
from bowstreet.casework.intake.naming import EXCHANGE, imports_of
from bowstreet.holdings.files import originals
from bowstreet.holdings.observations import storing
from bowstreet.holdings.repository import retracting
from bowstreet.vocabulary.envelope import Terms

LARGEST = 256 << 20
"""Bytes of documents that are read together."""

_STEP = 5_000


@dataclass(frozen=True)
class Document:
    """A document as it was taken in: under which terms, and which records came of each thing that is a row of it."""

    intake: str
    source: int
    terms: Terms
    sha256: str
    size: int
    things: dict[str, frozenset[str]] = field(repr=False)

    def content(self) -> bytes | None:
        """Return its bytes from the quarantine, None where they are gone or no longer those that came."""
        try:
            raw = originals.path_of(self.sha256).read_bytes()
        except OSError:
            return None
        return raw if hashlib.sha256(raw).hexdigest() == self.sha256 else None


def documents(records: Sequence[str], format: str, intake: str = "") -> list[Document]:
    """Return the documents of a format that records came of, and all of an intake, in the order of their coming.

    One of which a row was blocked is left out.
    """
    wanted = {
        each
        for at in range(0, len(records), _STEP)
        for each in Trace.objects.filter(record__in=list(records)[at : at + _STEP]).values_list("intake", "source")
    }
    ids = {*(id for id, _ in wanted), *filter(None, (intake,))}
    made = []
    for each in Intake.objects.filter(id__in=ids, state="done").order_by("at", "id"):
        if storing.has_blocked(imports_of(each.id)):
            continue
        for source in Source.objects.filter(intake=each, reader=f"{EXCHANGE}: {format}").order_by("number"):
            if each.id == intake or (each.id, source.number) in wanted:
                made.append(_document(each, source))
    return made


def records_of(intake: str) -> list[str]:
    """Return the records that came of an intake, or that it spoke of."""
    traced = Trace.objects.filter(intake=intake).exclude(record="").values_list("record", flat=True)
    return sorted({*traced, *retracting.spoken_of(intake)})


def _document(intake: Intake, source: Source) -> Document:
    things: dict[str, set[str]] = {}
    traces = Trace.objects.filter(intake=intake, source=source.number)
    for thing, record in traces.values_list("thing", "record"):
        things.setdefault(thing, set()).update({record} - {""})
    held = {thing: frozenset(records) for thing, records in things.items()}
    return Document(intake.id, source.number, Terms.from_json(intake.terms), source.sha256, source.size, held)
