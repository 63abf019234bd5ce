"""What is taken out of a node for a draft, each property once; what nobody took is a loss."""

import re
from collections import Counter
from datetime import date
from typing import Any, Final

from bowstreet.formats.case.namespaces import KNOWN, word
from bowstreet.formats.case.nodes import Node, Ref
from bowstreet.formats.exchange.losses import Why
from bowstreet.vocabulary.kinds.values import LONGEST_LONG_TEXT, LONGEST_TEXT

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
_CONTROL_IN_LONG: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]+")
_ADDRESSES: Final = ("fullValue", "referenceURL", "dataPayloadReferenceURL")
_HARM: Final = re.compile(r"\s*(javascript|data|vbscript|file)\s*:", re.IGNORECASE)
HAS_FACET: Final = "uco-core:hasFacet"


class Taken:
    """A node from which properties are taken, those of its facets as ``Facet.property``."""

    def __init__(self, node: Node) -> None:
        """Spread the properties of a node and of its facets."""
        self.sort = word(node.types[0]) if node.types else "node"
        self.types = frozenset(map(word, node.types))
        self.facets = frozenset(word(type) for part in node.parts(HAS_FACET) for type in part.types)
        self.refused: list[tuple[str, str]] = []
        self.losses: Counter[tuple[str, Why]] = Counter()
        self._left: dict[str, list[Any]] = {}
        for name in node.odd:
            self.lose(name.removeprefix("@"), Why.NOT_READ)
        for name, values in node.said.items():
            if name == HAS_FACET:
                for each in values:
                    self._spread(each)
            else:
                self._put(_local(name), values)

    def _spread(self, part: Any) -> None:
        if not isinstance(part, Node):
            self.lose("hasFacet", Why.NOT_READ)
            return
        facet = word(part.types[0]) if part.types else "Facet"
        for name, values in part.said.items():
            self._put(f"{facet}.{_local(name)}", values)

    def _put(self, name: str, values: list[Any]) -> None:
        kept = self._left.setdefault(name, [])
        for each in values:
            said = each.id if isinstance(each, Ref) else each
            harm = _HARM.match(said) if isinstance(said, str) else None
            if harm and (isinstance(each, Ref) or name.endswith(_ADDRESSES)):
                why = f"A reference that begins with '{harm[1].lower()}:' leads to no page, and is not taken."
                self.refused.append((name, why))
                self.lose(name, Why.NOT_READ)
            else:
                kept.append(each)

    def lose(self, name: str, why: Why, count: int = 1) -> None:
        """Count a part that finds no home; without a name, the whole."""
        part = ".".join(map(word, name.split("."))) if name else ""
        self.losses[f"{self.sort}.{part}" if part else self.sort, why] += count

    def values(self, name: str) -> list[Any]:
        """Take all values of a property."""
        return self._left.pop(name, [])

    def texts(self, *names: str) -> list[str]:
        """Take the texts of some properties, each in one line; what is no text is not read."""
        return [each for name in names for each in self._texts(name, LONGEST_TEXT)]

    def text(self, *names: str) -> str:
        """Take the first text of the first property that has one; what is left of it is said nowhere."""
        for name in names:
            if several := self._texts(name, LONGEST_TEXT):
                if len(several) > 1:
                    self.lose(name, Why.NO_FIELD, len(several) - 1)
                return several[0]
        return ""

    def long_texts(self, *names: str) -> list[str]:
        """Take the texts of some properties with their line breaks."""
        return [each for name in names for each in self._texts(name, LONGEST_LONG_TEXT)]

    def _texts(self, name: str, longest: int) -> list[str]:
        found = []
        for each in self.values(name):
            said = str(each) if isinstance(each, int | float) and not isinstance(each, bool) else each
            if not isinstance(said, str):
                self.lose(name, Why.NOT_READ)
                continue
            if len(said) > longest:
                self.lose(name, Why.COARSER)
            plain = one_line(said, longest) if longest == LONGEST_TEXT else lines(said, longest)
            found += [plain] if plain else []
        return found

    def day(self, *names: str) -> date | None:
        """Take the day of the first moment that a property holds; the hour is said nowhere."""
        for name in names:
            for each in self.texts(name):
                try:
                    found = date.fromisoformat(each[:10])
                except ValueError:
                    self.lose(name, Why.NOT_READ)
                    continue
                if len(each) > 10 and not each[10:].startswith("T00:00:00"):
                    self.lose(name, Why.COARSER)
                return found
        return None

    def number(self, name: str) -> float | None:
        """Take a number, also one that is written as a text."""
        for each in self.texts(name):
            try:
                return float(each)
            except ValueError:
                self.lose(name, Why.NOT_READ)
        return None

    def refs(self, *names: str) -> list[str]:
        """Take the ids that some properties refer to."""
        found = []
        for name in names:
            for each in self.values(name):
                if isinstance(each, Ref):
                    found.append(each.id)
                else:
                    self.lose(name, Why.NOT_READ)
        return found

    def parts(self, name: str) -> list[Node]:
        """Take the parts that a property holds."""
        return [each for each in self.values(name) if isinstance(each, Node)]

    def finish(self) -> None:
        """Count what nobody took."""
        for name, values in self._left.items():
            if values:
                self.lose(name, Why.NO_FIELD, len(values))
        self._left = {}


def one_line(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text in one line without control characters, cut where it is too long."""
    return " ".join(_CONTROL.sub(" ", text[: 2 * longest]).split())[:longest]


def lines(text: str, longest: int = LONGEST_LONG_TEXT) -> str:
    """Return a text with its line breaks, cut where it is too long."""
    return _CONTROL_IN_LONG.sub(" ", text[: 2 * longest].replace("\r\n", "\n").replace("\r", "\n")).strip()[:longest]


def _local(name: str) -> str:
    """Return the name of a property without a prefix that is known."""
    prefix, _, local = name.partition(":")
    return local if prefix in KNOWN else name.replace(".", "_")
