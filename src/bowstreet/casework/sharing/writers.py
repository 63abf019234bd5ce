"""The formats that records can leave in: the one place that knows every writer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from bowstreet.casework.sharing.answers import FormatCard
from bowstreet.formats.case import writing as case
from bowstreet.formats.exchange.leaving import Bundle, Written
from bowstreet.formats.graphs import writing as graphs
from bowstreet.formats.misp import feeds
from bowstreet.formats.misp import writing as misp
from bowstreet.formats.sheets import writing as sheets
from bowstreet.formats.stix import writing as stix
from bowstreet.formats.tagpacks import writing as tagpacks
from bowstreet.vocabulary.refusals import Malformed, Refusal


class Write(Protocol):
    """A writer."""

    def __call__(self, bundle: Bundle, /, *, now: datetime) -> Written:
        """Return a document of a format, and what found no home in it."""
        ...


class NotSaid(Refusal):
    """Something that a format cannot say at all, so that nothing is written; the sentence says what."""


class NoSuchFormat(Malformed):
    """A format that nothing is written in."""

    def __init__(self) -> None:
        """Name those that there are."""
        super().__init__(f"Choose a format: {', '.join(FORMATS)}.")


@dataclass(frozen=True)
class Format:
    """A format: its card, the ending of its files, and who writes it."""

    card: FormatCard
    ending: str
    writer: Write

    def write(self, bundle: Bundle, now: datetime) -> Written:
        """Return what leaves as a document; raise ``NotSaid`` where the format cannot say it."""
        try:
            return self.writer(bundle, now=now)
        except (stix.NotWritten, misp.NotWritten, case.NotWritten, tagpacks.NotWritten) as wrong:
            raise NotSaid(str(wrong)) from None


_SYSTEMS, _TABLES, _GRAPHS, _GRAPHSENSE = "For other systems", "Tables", "Graphs", "For GraphSense"

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        each.card.code: each
        for each in (
            Format(FormatCard("stix", "STIX 2.1", "another Bowstreet, OpenCTI", _SYSTEMS), "json", stix.write),
            Format(FormatCard("misp", "MISP", "events", _SYSTEMS), "json", misp.write),
            Format(FormatCard("misp-feed", "MISP feed", "events and their index", _SYSTEMS), "zip", feeds.write),
            Format(FormatCard("case", "CASE", "forensic suites", _SYSTEMS), "jsonld", case.write),
            Format(FormatCard("csv", "CSV", "one row a record", _TABLES), "csv", sheets.as_csv),
            Format(FormatCard("xlsx", "XLSX", "a workbook of four sheets", _TABLES), "xlsx", sheets.as_workbook),
            Format(FormatCard("graphml", "GraphML", "most graph programs", _GRAPHS), "graphml", graphs.as_graphml),
            Format(FormatCard("gexf", "GEXF", "Gephi", _GRAPHS), "gexf", graphs.as_gexf),
            Format(FormatCard("tagpack", "TagPack", "wallets", _GRAPHSENSE), "yaml", tagpacks.tagpack),
            Format(
                FormatCard("actorpack", "ActorPack", "organisations", _GRAPHSENSE), "actorpack.yaml", tagpacks.actorpack
            ),
        )
    }
)
"""All formats by their code, in the order in which they are offered, families together."""


def cards() -> tuple[FormatCard, ...]:
    """Return the cards of all formats."""
    return tuple(each.card for each in FORMATS.values())


def format_of(code: str) -> Format:
    """Return a format; raise ``NoSuchFormat`` for a code that is none."""
    found = FORMATS.get(code)
    if found is None:
        raise NoSuchFormat()
    return found
