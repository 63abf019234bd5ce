"""What a taxonomy is, and how its tags are written: ``namespace:predicate`` or ``namespace:predicate="value"``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

_TAG = re.compile(r'([^:="]{1,80}):([^="]{1,200})(?:="(.{0,1000})"|=([^"]{0,1000}))?', re.DOTALL)


class Tag(NamedTuple):
    """A machine tag in its parts; ``value`` is empty where it has none."""

    namespace: str
    predicate: str
    value: str = ""

    def __str__(self) -> str:
        """Return the tag as it is written."""
        return (
            f'{self.namespace}:{self.predicate}="{self.value}"' if self.value else f"{self.namespace}:{self.predicate}"
        )


class Entry(NamedTuple):
    """One tag of a taxonomy and what it says, in our words."""

    tag: Tag
    label: str


@dataclass(frozen=True)
class Taxonomy:
    """A list of tags that others publish.

    ``values`` holds of each predicate its values with their labels; a predicate that is a tag of its own has none.
    ``predicates`` says what each predicate is about. ``source`` and ``licence`` are of the list of codes.
    """

    namespace: str
    title: str
    source: str
    licence: str
    version: str
    predicates: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    note: str = ""

    def entries(self) -> Iterator[Entry]:
        """Yield every tag of the taxonomy with its label."""
        for predicate, meant in self.predicates.items():
            if predicate not in self.values:
                yield Entry(Tag(self.namespace, predicate), meant)
            for value, label in self.values.get(predicate, {}).items():
                yield Entry(Tag(self.namespace, predicate, value), label)


MISP_SOURCE = "MISP project, misp-taxonomies"
MISP_LICENCE = "CC0-1.0 or BSD-2-Clause"


def read(text: str) -> Tag | None:
    """Return the parts of a machine tag, None for a tag of free words.

    >>> read('dark-web:topic="mixer"'), read("blah")
    (Tag(namespace='dark-web', predicate='topic', value='mixer'), None)
    >>> read("tlp:ex:chr")
    Tag(namespace='tlp', predicate='ex:chr', value='')
    """
    found = _TAG.fullmatch(text.strip())
    if not found:
        return None
    return Tag(found[1].strip(), found[2].strip(), found[3] if found[3] is not None else found[4] or "")


def from_codes(codes: str) -> dict[str, str]:
    """Return codes that are words themselves with those words as labels; one code a line or between blanks.

    >>> from_codes("vinca-alkaloids tropones")
    {'vinca-alkaloids': 'Vinca alkaloids', 'tropones': 'Tropones'}
    """
    return {code: worded(code) for code in codes.split()}


def worded(code: str) -> str:
    """Return the words that a code is made of.

    >>> worded(" allocolchicine-alkaloids"), worded("2',5'-dideoxy")
    ('Allocolchicine alkaloids', "2',5'-dideoxy")
    """
    words = re.sub(r"(?<=[a-z,)])-(?=[a-z])", " ", code.strip().replace("&gt;", ">"))
    return words[:1].upper() + words[1:]
