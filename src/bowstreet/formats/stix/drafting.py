"""An object of STIX as a draft of one of our kinds, and what of it no field says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Final

from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.stix import drafting_observables, drafting_rows, tables
from bowstreet.formats.stix.drafting_rows import Row
from bowstreet.formats.stix.faults import shown
from bowstreet.formats.stix.taking import Taken, cleaned
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import Kind, WrongBody
from bowstreet.vocabulary.kinds.stating import MOST
from bowstreet.vocabulary.kinds.values import LONGEST_LONG_TEXT, LONGEST_TEXT
from bowstreet.vocabulary.linking import LinkType

Body = dict[str, Any]
_MOST_REFERENCES: Final = 1_000
_SCHEMES: Final = ("http://", "https://", "ftp://", "ftps://")


def drafts(held: dict[str, Any], taken: Taken, own: str, number: int) -> tuple[Draft, ...]:
    """Return the drafts that an object becomes, its own first; none where no kind says it, which is lost then.

    ``own`` is its id, ``number`` that of its piece. Observed data of STIX 2.0 holds its observables within itself.
    """
    made = _draft(held, taken, own, number)
    if made is None:
        return ()
    inner = taken.value("objects") if taken.sort == "observed-data" else None
    if not isinstance(inner, dict):
        return (made,)
    within = [each for key, one in inner.items() for each in _inner(one, taken, f"{own}/{shown(key)}", number)]
    links = tuple(DraftLink(LinkType.MENTIONS, each.kind, _key(each), cites=each.cites) for each in within)
    return replace(made, links=tuple(dict.fromkeys(links))), *within


def _inner(held: Any, outer: Taken, own: str, number: int) -> Iterator[Draft]:
    if not isinstance(held, dict):
        outer.lose("objects", Why.NOT_READ)
        return
    taken = Taken(held)
    made = _draft(held, taken, own, number)
    if made:
        taken.finish()
        yield made
    outer.lost.merge(taken.lost)


def _key(made: Draft) -> str:
    return catalogue.ALL[made.kind].key(made.body) or made.known_as


def _draft(held: dict[str, Any], taken: Taken, own: str, number: int) -> Draft | None:
    row = drafting_rows.row_of(held)
    origin: dict[str, str] = {}
    if row:
        code, body = row.kind, _of_row(row, taken, origin)
        if taken.sort == "indicator" and (pattern := taken.long_text("pattern")):
            body["text"] = pattern
    elif made := drafting_observables.body(taken):
        code, body = made
    else:
        taken.lose("", Why.NO_KIND)
        return None
    kind = catalogue.ALL[code]
    first, last = _seen(taken)
    checked = _checked(kind, body, taken, origin)
    if checked is None:
        taken.lose("", Why.NOT_READ)
        return None
    return Draft(code, checked, first, last, (f"piece:{number}",), known_as="" if kind.key(checked) else own)


def _of_row(row: Row, taken: Taken, origin: dict[str, str]) -> Body:
    """Return the body by a row; ``origin`` is told which property each field was."""
    body: Body = dict(row.always)
    kind = catalogue.ALL[row.kind]
    for field, name, values in _said(row, taken):
        filled = [each for each in values if each not in ("", None)]
        origin[field] = name
        if filled and kind.by_name[field].many:
            several = [*body.get(field, ()), *filled]
            body[field] = several[:MOST]
            if len(several) > MOST:
                taken.lose(name, Why.NO_FIELD, len(several) - MOST)
        elif filled:
            body[field] = filled[0]
    told = [taken.long_text(row.main) if row.main else "", "\n".join(_lines(row, taken, kind))]
    if text := "\n\n".join(filter(None, told)):
        body[row.text], origin[row.text] = _cut(text, taken, row.main), row.main
    if "references" in kind.by_name and (references := list(_references(taken))):
        body["references"] = references
    return body


def _said(row: Row, taken: Taken) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield the fields that properties are, each with the property and its values."""
    if row.named:
        yield row.named, row.name, [(taken.text(row.name) if row.name else "") or row.unnamed]
    for name, field in row.one.items():
        yield field, name, [taken.text(name)]
    for name, field in row.several.items():
        yield field, name, list(taken.texts(name))
    for name, field in row.numbers.items():
        yield field, name, [taken.number(name)]
    for name, field in row.days.items():
        day = taken.day(name)
        yield field, name, [day.isoformat() if day else ""]


def _lines(row: Row, taken: Taken, kind: Kind) -> Iterator[str]:
    """Yield what has no field of its own, as lines of text; it is counted as said with fewer distinctions."""
    for name, word in row.lines.items():
        if values := _plain(taken, name):
            taken.lose(name, Why.COARSER)
            yield f"{word}: {', '.join(values)}"
    if phases := [each for each in taken.objects("kill_chain_phases") if isinstance(each.get("phase_name"), str)]:
        taken.lose("kill_chain_phases", Why.COARSER)
        yield "Kill chain: " + ", ".join(each["phase_name"][:LONGEST_TEXT] for each in phases)
    if "references" not in kind.by_name and (references := list(_references(taken))):
        taken.lose("external_references", Why.COARSER)
        yield "References: " + ", ".join(references)


def _plain(taken: Taken, name: str) -> list[str]:
    held = taken.value(name)
    if isinstance(held, bool):
        return ["yes" if held else "no"]
    return [str(held)] if isinstance(held, int | float) else taken.texts(name)


def _references(taken: Taken) -> Iterator[str]:
    """Yield the references of an object as text; what would not lead to a page is not taken."""
    several = taken.objects("external_references")
    for number, each in enumerate(several[:_MOST_REFERENCES]):
        address = each.get("url")
        if isinstance(address, str) and address and not address.strip().lower().startswith(_SCHEMES):
            scheme = address.strip()[:20].partition(":")[0]
            why = f"A reference that begins with '{scheme}:' leads to no page, and is not taken."
            taken.refuse(f"external_references[{number}].url", why)
            taken.lose("external_references", Why.NOT_READ)
            continue
        parts = (each.get(name) for name in ("source_name", "external_id", "url", "description"))
        if text := " ".join(" ".join(part.split()) for part in parts if isinstance(part, str)):
            yield _cut(cleaned(text), taken, "external_references", LONGEST_TEXT)
    if len(several) > _MOST_REFERENCES:
        taken.lose("external_references", Why.NO_FIELD, len(several) - _MOST_REFERENCES)


def _cut(text: str, taken: Taken, name: str, longest: int = LONGEST_LONG_TEXT) -> str:
    if len(text) > longest:
        taken.lose(name, Why.COARSER)
    return text[:longest]


def _seen(taken: Taken) -> tuple[date | None, date | None]:
    """Return the days on which a thing was first and last seen, where its type says that."""
    if "first_seen" not in tables.TIMES.get(taken.sort, ()):
        return None, None
    first, last = taken.day("first_seen"), taken.day("last_seen")
    if first and last and last < first:
        taken.lose("last_seen", Why.NOT_READ)
        return first, None
    return first, last


def _checked(kind: Kind, body: Body, taken: Taken, origin: dict[str, str]) -> Body | None:
    """Return a body as its kind allows it, without what its fields cannot hold; None where a needed one is missing."""
    try:
        return kind.check(body)
    except WrongBody:
        pass
    for place, _ in kind.faults(body):
        name = place.partition(".")[0]
        if body.pop(name, None) is not None:
            taken.lose(origin.get(name, ""), Why.NOT_READ)
    try:
        return kind.check(body)
    except WrongBody:
        return None
