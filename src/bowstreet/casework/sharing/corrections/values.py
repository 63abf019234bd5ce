"""One value of one field put right: how it is read, what keeps it from being made, and the body that it makes. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bowstreet.vocabulary.kinds import ahead
from bowstreet.vocabulary.kinds.kind import Field, Kind
from bowstreet.vocabulary.kinds.values import WrongValue
from bowstreet.vocabulary.refusals import Invalid

REPLACE, ADD, REMOVE = "replace", "add", "remove"

NO_SUCH = "The field holds no such value that opens to you whole."
HELD = "The field holds that value already."
ALONE = "The field holds one value alone: propose to replace it."


class WrongCorrection(Invalid):
    """A correction or a decision that cannot be as it was said."""

    def __init__(self, field: str, sentence: str) -> None:
        """Keep which part of it is wrong."""
        super().__init__(sentence)
        self.field = field


def former(field: Field, kind: Kind, text: str, whole: tuple[str, ...]) -> str:
    """Return which of the values that open whole a text means, whatever way it is written; raise for none of them.

    Of a field with one value that is the one, unless another is named. What is held and does not open is as good as
    what is not held.
    """
    if not text and not field.many and whole:
        return whole[0]
    try:
        plain = str(kind.readers[field.name](text)) if text else ""
    except WrongValue:
        plain = ""
    found = next((each for each in whole if each in (text, plain)), None)
    if found is None:
        raise WrongCorrection("before", NO_SUCH)
    return found


def read(field: Field, kind: Kind, text: str, now: datetime) -> str:
    """Return a new value in the form in which its field keeps it; raise ``WrongCorrection`` with what is wrong."""
    try:
        value = kind.readers[field.name](text) if text else ""
    except WrongValue as wrong:
        raise WrongCorrection("after", str(wrong)) from None
    if value == "":
        raise WrongCorrection("after", "Say which value it should be.")
    for _, sentence in () if field.many else ahead.ahead(kind, {field.name: value}, now):
        raise WrongCorrection("after", sentence)
    return str(value)


def hindrance(kind: Kind, body: Mapping[str, Any], correction: tuple[str, str, str, str]) -> str:
    """Return in a sentence why a correction (field, sort, value before, value after) cannot be made of a body.

    Empty where it can: what it would replace or take away stands there still, and what it would say does not yet.
    """
    name, sort, before, after = correction
    held = [each.value for each in kind.statements(body, name)]
    if sort != ADD and before not in held:
        return "The value that was to be corrected stands in the record no more."
    if sort != REMOVE and after in held:
        return "The record says by now what was proposed."
    if sort == ADD and held and not kind.by_name[name].many:
        return "The field has a value by now, and it holds one alone."
    if sort == REMOVE and kind.by_name[name].required and set(held) == {before}:
        return "The field needs a value, and this is its last."
    return ""


def corrected(kind: Kind, body: Mapping[str, Any], correction: tuple[str, str, str, str]) -> dict[str, Any]:
    """Return the body that a correction makes of one that lets it be made.

    A new value is a statement that nobody has weighed yet: no source of the old one has said it. The days on which the
    old one was seen stay.
    """
    name, sort, before, after = correction
    if not kind.by_name[name].many:
        return {**body, name: kind.readers[name](after) if after else ""}
    said = list(body.get(name) or ())
    gone = [each for each in said if sort != ADD and _value(each) == before]
    if not after:
        return {**body, name: [each for each in said if each not in gone]}
    made = {"value": after, **_days(gone)}
    if not gone:
        return {**body, name: [*said, made]}
    place = said.index(gone[0])
    return {**body, name: [*said[:place], made, *(each for each in said[place:] if each not in gone)]}


def _value(statement: Any) -> str:
    return str(statement["value"] if isinstance(statement, Mapping) else statement)


def _days(gone: list[Any]) -> dict[str, str]:
    said = [each for each in gone if isinstance(each, Mapping)]
    first, last = ([each[name] for each in said if each.get(name)] for name in ("first_seen", "last_seen"))
    return {name: day for name, day in (("first_seen", min(first, default="")), ("last_seen", max(last, default="")))
            if day}  # fmt: skip
