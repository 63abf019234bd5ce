"""Fields of what would be made of a document: shown before it is admitted, and left out where its officer says so.

What a kind needs, and what it is known by, cannot be left out.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from bowstreet.casework.intake import answers
from bowstreet.casework.intake.gathering import Read
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.kinds import catalogue

EXAMPLES = 3
"""Values of each field that are shown."""

_LONGEST = 40


def may_go(part: str) -> bool:
    """Say whether a field, as ``kind.field``, may be left out.

    >>> may_go("vendor_account.aliases"), may_go("vendor_account.handle"), may_go("tea.cup")
    (True, False, False)
    """
    code, _, name = part.partition(".")
    kind = catalogue.ALL.get(code)
    return kind is not None and name in kind.by_name and not (kind.by_name[name].required or name in kind.key_fields)


def spared(drafts: tuple[Draft, ...], left_out: Collection[str]) -> tuple[tuple[Draft, ...], tuple[Loss, ...]]:
    """Return drafts without the fields that are left out, also of their earlier versions, and what was lost by it."""
    if not left_out:
        return drafts, ()
    lost = tuple(
        Loss(f"{each.kind}.{name}", Why.LEFT_OUT)
        for each in drafts
        for name in each.body
        if _goes(each, name, left_out)
    )
    return tuple(_without(each, left_out) for each in drafts), lost


def _goes(draft: Draft, name: str, left_out: Collection[str]) -> bool:
    return f"{draft.kind}.{name}" in left_out


def _without(draft: Draft, left_out: Collection[str]) -> Draft:
    def kept(body: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in body.items() if not _goes(draft, name, left_out)}

    earlier = tuple(replace(each, body=kept(each.body)) for each in draft.earlier)
    return replace(draft, body=kept(draft.body), earlier=earlier)


class Foreseeing:
    """The fields of what would be made, counted, each with some of its values."""

    def __init__(self) -> None:
        """Begin with none."""
        self._counts: dict[str, int] = {}
        self._values: dict[str, dict[str, None]] = {}

    def add(self, read: Iterable[Read]) -> None:
        """Count the fields of some drafts."""
        for each in read:
            for name, value in each.body.items():
                part = f"{each.draft.kind}.{name}"
                self._counts[part] = self._counts.get(part, 0) + 1
                shown = self._values.setdefault(part, {})
                if len(shown) < EXAMPLES:
                    shown[_shown(value)] = None

    def told(self) -> list[tuple[str, int, list[str]]]:
        """Return (field as ``kind.field``, how often, values), those of one kind together."""
        return [(part, count, list(self._values[part])) for part, count in sorted(self._counts.items())]


def fields(told: Iterable[tuple[str, int, list[str]]]) -> tuple[answers.FieldExpected, ...]:
    """Return fields as they are told."""
    return tuple(answers.FieldExpected(part, count, may_go(part), tuple(values)) for part, count, values in told)


def _shown(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    text = str(first.get("value", "") if isinstance(first, dict) else first)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
