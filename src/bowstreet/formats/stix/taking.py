"""The properties of an object taken one by one, so that what nobody took is known in the end."""

import re
from collections import Counter
from datetime import date, datetime
from typing import Any, Final

from bowstreet.formats.exchange.losses import Loss, Why, summed
from bowstreet.formats.stix.faults import shown
from bowstreet.vocabulary.invisible import is_blank
from bowstreet.vocabulary.kinds.stating import MOST
from bowstreet.vocabulary.kinds.values import LONGEST_LONG_TEXT, LONGEST_TEXT

MOST_PARTS: Final = 2_000
"""Parts that losses are told of by name; those of others are counted together."""

_LONGEST: Final = 60
"""Signs of a name by which it is told."""

MOST_REFERENCES: Final = 100_000
"""Objects that one property may name."""

MOST_REFUSED: Final = 100
"""Parts of one object that are told of one by one."""

_FRAME: Final = frozenset(
    ("type", "spec_version", "id", "created", "modified", "revoked", "object_marking_refs", "granular_markings")
)
"""What a piece itself says of an object."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:[Tt ][\d:.+\-Zz]{5,30})?", re.ASCII)


class Lost:
    """What found no home, counted by part and reason; bounded, whatever names a source makes up."""

    def __init__(self) -> None:
        """Begin with nothing lost."""
        self._counts: Counter[tuple[str, str, Why]] = Counter()

    def add(self, sort: str, name: str, why: Why, count: int = 1) -> None:
        """Count a part of an object as lost; without a name the object as a whole."""
        key = (sort[:_LONGEST], name[:_LONGEST], why)
        if key not in self._counts and len(self._counts) >= MOST_PARTS:
            key = ("other", "", why)
        self._counts[key] += count

    def merge(self, other: "Lost") -> None:
        """Count all that was lost elsewhere as lost here."""
        for (sort, name, why), count in other._counts.items():
            self.add(sort, name, why, count)

    def losses(self) -> tuple[Loss, ...]:
        """Return all that was lost, in the order of the alphabet."""
        return summed(
            Loss(f"{shown(sort)}.{shown(name)}" if name else shown(sort), why, count)
            for (sort, name, why), count in self._counts.items()
        )


class Taken:
    """An object whose properties are taken by name. What is no text where one should stand is lost as not read."""

    def __init__(self, held: dict[str, Any]) -> None:
        """Begin with nothing taken."""
        self.sort = str(held.get("type", ""))
        self.lost = Lost()
        self._held = held
        self._left = held.keys() - _FRAME
        self.refused: list[tuple[str, str]] = []
        """Parts that were not taken: where in the object, and why in a sentence."""

    def text(self, name: str) -> str:
        """Return a property as one line, empty where it is none."""
        return self._cleaned(name, self._text(name), LONGEST_TEXT, " ")

    def long_text(self, name: str) -> str:
        """Return a property as text with lines."""
        return self._cleaned(name, self._text(name), LONGEST_LONG_TEXT, "\n")

    def texts(self, name: str, most: int = MOST) -> list[str]:
        """Return a property as several lines of text, each once, so many at most."""
        held = self.value(name)
        listed = held if isinstance(held, list) else [] if held is None else [held]
        if len(listed) > most:
            self.lose(name, Why.NO_FIELD, len(listed) - most)
            listed = listed[:most]
        plain = [self._cleaned(name, each, LONGEST_TEXT, " ") for each in listed if isinstance(each, str)]
        if len(plain) < len(listed):
            self.lose(name, Why.NOT_READ, len(listed) - len(plain))
        return list(dict.fromkeys(each for each in plain if each))

    def number(self, name: str) -> float | None:
        """Return a property as a number, None where it is none."""
        held = self.value(name)
        if held is None or (isinstance(held, int | float) and not isinstance(held, bool)):
            return held
        self.lose(name, Why.NOT_READ)
        return None

    def day(self, name: str) -> date | None:
        """Return the day of a property that is a time; its hour is lost where it has one beside midnight."""
        said = self._text(name)
        form = _DAY.fullmatch(said) if said else None
        try:
            found = date.fromisoformat(form[1]) if form else None
        except ValueError:
            found = None
        if said and not found:
            self.lose(name, Why.NOT_READ)
        elif found and said[11:].strip("0:.zZ"):
            self.lose(name, Why.COARSER)
        return found

    def value(self, name: str) -> Any:
        """Return a property whatever it is, None where there is none."""
        self._left.discard(name)
        return self._held.get(name)

    def objects(self, name: str) -> list[dict[str, Any]]:
        """Return a property as a list of objects."""
        held = self.value(name)
        listed = held if isinstance(held, list) else [] if held is None else [held]
        found = [each for each in listed if isinstance(each, dict)]
        if len(found) < len(listed):
            self.lose(name, Why.NOT_READ, len(listed) - len(found))
        return found

    def peek(self, name: str) -> str:
        """Return a property as it stands where it is a text, and do not take it."""
        held = self._held.get(name)
        return held if isinstance(held, str) else ""

    def references(self) -> list[tuple[str, str]]:
        """Return the ids that stand in properties of the object, each with the property; those of its maker stay."""
        found = []
        for name in sorted(self._left):
            if name.endswith(("_ref", "_refs")) and name != "created_by_ref":
                found += [(name, own) for own in self.texts(name, MOST_REFERENCES)]
        return found

    def refuse(self, place: str, why: str) -> None:
        """Say in a sentence why a part of the object was not taken."""
        if len(self.refused) < MOST_REFUSED:
            self.refused.append((place, why))

    def lose(self, name: str, why: Why, count: int = 1) -> None:
        """Count a property as lost."""
        self.lost.add(self.sort, name, why, count)

    def finish(self) -> None:
        """Count all that nobody took as lost."""
        for name in self._left:
            self.lose(name, Why.NO_FIELD)
        self._left = set()

    def _text(self, name: str) -> str:
        held = self.value(name)
        if held is None or isinstance(held, str):
            return held or ""
        self.lose(name, Why.NOT_READ)
        return ""

    def _cleaned(self, name: str, held: str, longest: int, between: str) -> str:
        """Return a text that a field can hold: without signs that control, and not too long."""
        plain = held if held.isprintable() else cleaned(held)
        if between == " " and not held.isprintable():
            plain = " ".join(plain.split())
        if len(plain) > longest:
            plain = plain[:longest]
            self.lose(name, Why.COARSER)
        return "" if is_blank(plain) else plain.strip()


def cleaned(text: str) -> str:
    """Return a text without the signs that control, its lines ended as ours are."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def moment(text: Any) -> datetime | None:
    """Return a time, None where a value is none."""
    if not isinstance(text, str) or len(text) > 40:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None
