"""One attribute of MISP: the draft that it is, or the line of text in which its identifier is found."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.misp import attribute_types as types
from bowstreet.formats.misp import values
from bowstreet.formats.pgp import reading as pgp
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.kinds import alone, catalogue
from bowstreet.vocabulary.kinds.kind import Shape
from bowstreet.vocabulary.kinds.values import LONGEST_LONG_TEXT, LONGEST_TEXT
from bowstreet.vocabulary.selector_types import NotASelector, Selector, SelectorType
from bowstreet.vocabulary.selectors import read, scan
from bowstreet.vocabulary.statements import Statement

_NOTES = ("description", "notes")
_EXTRA = (("category", Why.NO_FIELD), ("data", Why.NO_FIELD))
_SEEN = "0"
"""The type of a sighting that says that the thing was seen; the others say that it was not, or no longer counts."""

LONGEST_LINE = 10_000


@dataclass(frozen=True)
class Found:
    """What an attribute is to us: a draft, or a line of text, or neither; and what of it found no home."""

    draft: Draft | None = None
    line: str = ""
    losses: tuple[Loss, ...] = ()


def found(held: Mapping[str, Any], number: int) -> Found:
    """Return what an attribute is; ``number`` is that of its piece."""
    type = values.one_line(held.get("type"), 60)
    value = values.text(held.get("value"))
    part = f"attribute.{type or 'without-type'}"
    made = _of_value(type, value, part, number) if value else Found(losses=(Loss(part, Why.NOT_READ),))
    return _with_rest(made, held)


def _of_value(type: str, value: str, part: str, number: int) -> Found:
    if type in types.ACCOUNTS:
        return _account(types.ACCOUNTS[type], value, part, number)
    if type == types.KEY:
        return _key(value, part, number)
    if type in types.WORDS:
        return Found(line=values.lines(value, LONGEST_LINE), losses=_cut(value, part))
    first, second, lost = _halves(type, value, part)
    if (selector := _selector(type, first)) is None:
        known = type in types.PLAIN or type in types.LABELLED or ("|" in type and _wanted(type) in types.PLAIN)
        return Found(losses=(Loss(part, Why.NOT_READ if known else Why.NO_KIND),))
    if selector.type is SelectorType.URL:
        return _url(selector, number, lost)
    code = alone.kind_of(selector)
    if code is None:
        line = _line(type, first, selector)
        return Found(line=line, losses=lost if line else (Loss(part, Why.NO_KIND),))
    body: dict[str, Any] = dict(alone.body_of(selector))
    if second and code == "domain" and (ip := _selector("ip-dst", second)):
        body["ips"] = [Statement(ip.value, f"piece:{number}").plain()]
    elif second:
        lost = (*lost, Loss(part, Why.COARSER))
    return Found(_draft(code, body, number), losses=lost)


def _cut(value: str, part: str) -> tuple[Loss, ...]:
    return (Loss(part, Why.COARSER),) if len(value) > LONGEST_LINE else ()


def _halves(type: str, value: str, part: str) -> tuple[str, str, tuple[Loss, ...]]:
    """Return what of a value identifies, what stands beside it, and the loss of a port or the name of a file."""
    first, bar, second = value.partition("|")
    if not bar:
        return value, "", ()
    if type in types.WITH_PORT:
        return first, "", (Loss(part, Why.COARSER),)
    if type == types.WITH_NAME:
        return second, "", (Loss(part, Why.COARSER),)
    return (first, second, ()) if type == types.WITH_IP else (value, "", ())


def _wanted(type: str) -> str:
    return {types.WITH_NAME: "sha256", types.WITH_IP: "domain"}.get(type, type.partition("|")[0])


def _selector(type: str, value: str) -> Selector | None:
    label = ""
    wanted = types.PLAIN.get(type) or types.PLAIN.get(_wanted(type) if "|" in type else "", ())
    if type in types.LABELLED:
        one, label = types.LABELLED[type]
        wanted = (one,)
    for each in wanted:
        try:
            return read(each, label + value)
        except NotASelector:
            continue
    return None


def _url(selector: Selector, number: int, lost: tuple[Loss, ...]) -> Found:
    """Return the site that a URL leads to: an onion service with its URL; a domain, whose URL stands in the text."""
    hosts = [
        each.selector
        for each in scan(selector.value)
        if each.selector.type in (SelectorType.ONION, SelectorType.DOMAIN)
    ]
    if hosts and hosts[0].type is SelectorType.ONION:
        body = {**alone.body_of(hosts[0]), "urls": [Statement(selector.value, f"piece:{number}").plain()]}
        return Found(_draft("onion_service", body, number), losses=lost)
    line = _line("url", selector.value, selector)
    draft = _draft("domain", dict(alone.body_of(hosts[0])), number) if hosts else None
    return Found(draft, line, lost)


def _account(platform: str, value: str, part: str, number: int) -> Found:
    name = values.one_line(value, LONGEST_TEXT)
    if not name or len(value) > LONGEST_TEXT:
        return Found(losses=(Loss(part, Why.NOT_READ),))
    return Found(_draft("user_account", {"market": platform, "handle": name}, number))


def _key(value: str, part: str, number: int) -> Found:
    try:
        keys = pgp.read_keys(value)
    except pgp.UnreadableKey:
        return Found(losses=(Loss(part, Why.NOT_READ),))
    first = keys[0]
    lost = (Loss(part, Why.COARSER),) if len(keys) > 1 else ()
    source = f"piece:{number}"
    body: dict[str, Any] = {
        "fingerprint": first.fingerprint,
        "key_id": first.key_id,
        "user_ids": [
            Statement(name, source).plain() for each in first.user_ids if (name := values.one_line(each, 1_000))
        ],
        "created_on": first.created.date().isoformat(),
        "algorithm": first.algorithm,
        "bits": first.bits,
        "version": first.version,
        "repaired": "yes" if first.repaired else "no",
    }
    return Found(_draft("pgp_key", body, number), losses=lost)


def _draft(code: str, body: dict[str, Any], number: int) -> Draft:
    return Draft(code, catalogue.ALL[code].check(body), cites=(f"piece:{number}",))


def _line(type: str, value: str, selector: Selector) -> str:
    """Return a line of text in which the identifier is found as what it is; empty where no such line would do."""
    for line in (f"{type}: {value}", f"{selector.type}: {selector.value}", selector.value):
        if any(each.selector == selector for each in scan(line)):
            return line
    return ""


def _with_rest(made: Found, held: Mapping[str, Any]) -> Found:
    """Return what an attribute is with its comment, its days and its sightings, and what else of it was lost."""
    losses = [Loss(f"attribute.{name}", why) for name, why in _EXTRA if values.text(held.get(name))]
    losses += [Loss(f"attribute.{name}", Why.NO_FIELD) for name in ("to_ids",) if values.is_true(held.get(name))]
    losses += [Loss("attribute.ShadowAttribute", Why.NO_KIND)] * len(values.listed(held.get("ShadowAttribute")))
    draft, line = made.draft, made.line
    if comment := values.lines(held.get("comment"), LONGEST_LINE):
        if draft and (noted := _noted(draft, comment)):
            draft = noted
        elif line:
            line = f"{line} ({comment})"
        else:
            losses.append(Loss("attribute.comment", Why.NO_FIELD))
    seen, lost = _sightings(held)
    first = values.earliest([values.day(held.get("first_seen")), *seen])
    last = values.latest([values.day(held.get("last_seen")), *seen])
    if draft:
        draft = replace(draft, first_seen=first, last_seen=last or first)
    elif first or last:
        losses.append(Loss("attribute.seen", Why.NO_FIELD))
    return Found(draft, line, (*made.losses, *losses, *lost))


def _noted(draft: Draft, comment: str) -> Draft | None:
    """Return a draft with a comment in its notes, None where its kind has none."""
    kind = catalogue.ALL[draft.kind]
    for name in _NOTES:
        field = kind.by_name.get(name)
        if field and field.shape is Shape.LONG_TEXT and not field.many and name not in draft.body:
            return replace(draft, body=kind.check({**draft.body, name: comment[:LONGEST_LONG_TEXT]}))
    return None


def _sightings(held: Mapping[str, Any]) -> tuple[list[Any], list[Loss]]:
    """Return the days on which a thing was sighted, and the sightings that say something else."""
    days, losses = [], []
    for each in values.listed(held.get("Sighting")):
        sort = values.one_line(each.get("type"), 20) or _SEEN
        day = values.day(each.get("date_sighting"))
        if sort == _SEEN and day:
            days.append(day)
        else:
            losses.append(Loss(f"sighting.{sort}", Why.NO_FIELD if sort != _SEEN else Why.NOT_READ))
    return days, losses
