"""Actors of GraphSense: organisations, known to all packs by one short id."""

from collections.abc import Mapping
from typing import Any

from bowstreet.formats.exchange import contents
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.exchange.pieces import Piece
from bowstreet.formats.tagpacks.documents import Entry
from bowstreet.vocabulary import countries
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.selectors import NotASelector, SelectorType, read

_SITES = (SelectorType.ONION, SelectorType.URL, SelectorType.DOMAIN)

_SAID = frozenset({"id", "label", "uri", "aliases", "categories", "jurisdictions"})
_OF_CONTEXT = frozenset({"aliases", "uris", "notes", "description", "legal_name"})
"""What of an actor's context finds a field."""


def draft(actor: str, name: str, cite: str, *, links: tuple[DraftLink, ...] = (), **body: Any) -> Draft:
    """Return the organisation that an actor is, by the id that packs give it."""
    return Draft("organisation", {"name": name, **body}, cites=(cite,), links=links, known_as=f"actor:{actor}")


def name_of(actor: str, label: str) -> str:
    """Return how an actor is called of which a tag knows its id and a label: the label where it spells the id.

    >>> name_of("quay_exchange", "Quay.Exchange"), name_of("quay_exchange", "cold wallet")
    ('Quay.Exchange', 'quay_exchange')
    """
    return label if _letters(label) == _letters(actor) else actor


def piece(holds: Mapping[str, Any], entry: Entry, head: Mapping[str, Any], number: int) -> tuple[Piece, list[Loss]]:
    """Return an actor of a pack, and what of it found no home; raise ``ValueError`` where it is none."""
    actor, label = _text(holds.get("id")), _text(holds.get("label"))
    if not actor or not label:
        raise ValueError("This actor has no id or no label.")
    losses: list[Loss] = []
    context = holds.get("context")
    said = _within(context)
    within = said or {}
    cite = f"piece:{number}"
    body: dict[str, Any] = {
        "aliases": _stated([*_texts(holds.get("aliases")), *_texts(within.get("aliases")),
                            *_texts(within.get("legal_name"))], cite),
        "sites": _stated(_sites([*_texts(holds.get("uri")), *_texts(within.get("uris"))], losses), cite),
        "activity": ", ".join(_texts(holds.get("categories"))),
        "description": "\n".join([*_texts(within.get("description")), *_texts(within.get("notes"))]),
        "country": _country(_texts(holds.get("jurisdictions")), losses),
    }  # fmt: skip
    losses += [Loss(f"actor.{_named(name)}", Why.NO_FIELD) for name in holds if name not in (*_SAID, "context")]
    losses += [Loss(f"actor.context.{_named(name)}", Why.NO_FIELD) for name in within if name not in _OF_CONTEXT]
    if context is not None and said is None:
        losses.append(Loss("actor.context", Why.NOT_READ))
    made = draft(actor, label, cite, **{name: value for name, value in body.items() if value})
    modified = _text(holds.get("lastmod")) or _text(head.get("lastmod"))
    return Piece(number, actor, "actor", entry.text, entry.at, name=label, modified=modified, drafts=(made,)), losses


def _within(context: Any) -> Mapping[str, Any] | None:
    """Return what a context holds: a mapping, or the text of JSON that GraphSense's tool asks for; else None."""
    if isinstance(context, str):
        try:
            return contents.read(context.encode())
        except contents.WrongContents:
            return None
    return context if isinstance(context, Mapping) else None


def _stated(values: list[str], cite: str) -> list[dict[str, str]]:
    return [{"value": each, "source": cite, "basis": "assessment"} for each in dict.fromkeys(values)]


def _sites(said: list[str], losses: list[Loss]) -> list[str]:
    """Return addresses in the form in which they are kept; what is none is a loss."""
    kept = []
    for each in said:
        found = next((form for type in _SITES if (form := _form(type, each))), "")
        if found:
            kept.append(found)
        else:
            losses.append(Loss("actor.uri", Why.NOT_READ))
    return kept


def _form(type: SelectorType, said: str) -> str:
    try:
        return read(type, said).value
    except NotASelector:
        return ""


def _country(said: list[str], losses: list[Loss]) -> str:
    """Return the one country of an actor; of several none, as an organisation has one."""
    known = [each.upper() for each in said if each.upper() in countries.CODES]
    losses += [Loss("actor.jurisdictions", Why.NOT_READ)] * (len(said) - len(known))
    losses += [Loss("actor.jurisdictions", Why.NO_FIELD, len(known))] if len(known) > 1 else []
    return known[0] if len(known) == 1 else ""


def _texts(value: Any) -> list[str]:
    """Return one text or several, each in one line; what is no text is left out."""
    several = value if isinstance(value, list) else [value]
    return [each for each in map(_text, several) if each]


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _letters(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


def _named(name: str) -> str:
    return name if name.isidentifier() and len(name) <= 40 else "other"
