"""The exchange formats that intake reads, each known by its contents: the one table of them.

Only the reading process imports it: some of these readers are large.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bowstreet.formats.case import reading as case
from bowstreet.formats.exchange.pieces import Exchanged
from bowstreet.formats.misp import reading as misp
from bowstreet.formats.sanctions import reading as sanctions
from bowstreet.formats.stix import exchanging as stix
from bowstreet.formats.tagpacks import reading as tagpacks


@dataclass(frozen=True)
class Format:
    """An exchange format: its code, how a set of its documents is called, and its reader.

    ``named`` reads a document together with the name of its file, where that says something of what stands in it.
    """

    code: str
    title: str
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes], Exchanged]
    named: Callable[[bytes, str], Exchanged] | None = None


FORMATS = (
    Format("misp", "MISP events", misp.recognises, misp.read),
    Format("stix", "STIX 2.1", stix.recognises, stix.read),
    Format("case", "CASE and UCO graphs", case.recognises, case.read),
    Format("tagpacks", "GraphSense TagPacks and ActorPacks", tagpacks.recognises, tagpacks.read),
    Format(
        "sanctions", "Lists of addresses, as OFAC's are drawn", sanctions.recognises, sanctions.read, sanctions.read
    ),
)
"""In the order in which they are asked."""


def known(head: bytes) -> str:
    """Return the code of the format in which a document begins, empty where none knows it."""
    return next((each.code for each in FORMATS if each.recognises(head)), "")


def of(code: str) -> Format:
    """Return a format by its code."""
    return next(each for each in FORMATS if each.code == code)
