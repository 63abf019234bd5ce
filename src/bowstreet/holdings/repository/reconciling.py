"""What two writers made of one record, field by field: the difference, and what both become together. Pure."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from bowstreet.holdings.repository import valuing
from bowstreet.holdings.repository.weaving import weave
from bowstreet.vocabulary.kinds import stating
from bowstreet.vocabulary.kinds.kind import Field, Kind, Shape, WrongBody
from bowstreet.vocabulary.kinds.values import WrongValue


@dataclass(frozen=True)
class Difference:
    """One field as it was, as this writer has it, as the record has it now, and as it would be together.

    Of statements those are left out in which all agree.

    ``sort``: ``mine``, ``theirs`` or ``both`` changed it; ``clash``: both did, and somebody has to look.
    """

    field: str
    label: str
    sort: str
    before: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]
    together: tuple[str, ...]

    @property
    def left_out(self) -> str:
        """Say which of two values that exclude one another is not in the body: ``theirs``, ``mine``, or neither."""
        if self.sort != "clash" or self.together not in (self.mine, self.theirs):
            return ""
        return "theirs" if self.together == self.mine else "mine"


@dataclass(frozen=True)
class Reconciled:
    """The body of both together, and every field in which the three differ."""

    body: Mapping[str, Any]
    differences: tuple[Difference, ...]


def reconcile(kind: Kind, before: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> Reconciled:
    """Return what a writer's body and the record's become together that both began as ``before``.

    Of statements the union without what either took away, of long texts both changes; two values of one line exclude
    another, and the writer's own stands in the body, the record's in the difference. ``mine`` may be as it was typed.
    """
    body: dict[str, Any] = {}
    told = []
    for field in kind.fields:
        old, one, other = (settled(kind, field, each.get(field.name)) for each in (before, mine, theirs))
        made, sort = _together(field, old, one, other)
        if made not in (None, "", []):
            body[field.name] = made
        if sort:
            same = [each for each in old if each in one and each in other] if field.many else []
            said = (_said(field, each, same) for each in (old, one, other, made))
            told.append(Difference(field.name, field.label, sort, *said))
    return Reconciled(body, tuple(sorted(told, key=lambda each: each.sort != "clash")))


def settled(kind: Kind, field: Field, value: Any) -> Any:
    """Return a field's value as its kind keeps it; what cannot be read stays as it was typed."""
    if field.many:
        given = value if isinstance(value, (list, tuple)) else [value] if value else []
        return [_statement(kind, field, each) for each in given]
    try:
        return kind.readers[field.name](value) if value not in (None, "") else ""
    except (WrongValue, WrongBody):
        return value


def _statement(kind: Kind, field: Field, given: Any) -> Any:
    try:
        return stating.checked(kind.readers[field.name], [given])[0]
    except (WrongValue, IndexError):
        return dict(given) if isinstance(given, Mapping) else {"value": str(given)}


def _together(field: Field, old: Any, one: Any, other: Any) -> tuple[Any, str]:
    if one == other:
        return one, "" if one == old else "both"
    if other == old:
        return one, "mine"
    if one == old:
        return other, "theirs"
    if field.many:
        return _union(old, one, other), "both"
    if field.shape is Shape.LONG_TEXT and one and other:
        woven = weave(str(old or ""), str(one), str(other))
        return woven.text, "clash" if woven.clashed else "both"
    return one or other, "clash"


def _union(old: Sequence[Any], one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    """Return the statements of both; one that either took away is gone, whatever the other left as it was."""
    kept = [each for each in other if each in one or each not in old]
    return kept + [each for each in one if each not in other and each not in old]


def _said(field: Field, value: Any, same: Sequence[Any]) -> tuple[str, ...]:
    several = [each for each in value if each not in same] if field.many else [value] if value not in (None, "") else []
    return tuple(_worded(field, each) for each in several)


def _worded(field: Field, each: Any) -> str:
    said = str(each.get("value", "")) if isinstance(each, Mapping) else str(each)
    with suppress(ValueError):
        said = valuing.worded(field, said)
    if not isinstance(each, Mapping):
        return said
    about = [str(each[name]) for name in ("grade", "basis") if each.get(name)]
    about += [valuing.source_of(str(each["source"]))[0]] if each.get("source") else []
    days = " to ".join(dict.fromkeys(str(each[name]) for name in ("first_seen", "last_seen") if each.get(name)))
    return f"{said} ({', '.join([*about, *([days] if days else [])])})" if about or days else said
