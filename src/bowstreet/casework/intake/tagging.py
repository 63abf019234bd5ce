"""What the tags of a thing say of the records that came of it: the products that it speaks of; the rest is lost.

A tag stays with its row as it was written. How a thing is to be handled and weighed MISP says in tags, and reads there.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.exchange.pieces import Piece
from bowstreet.formats.misp.marking import OWN
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.statements import Statement
from bowstreet.vocabulary.taxonomies import catalogue as taxonomies
from bowstreet.vocabulary.taxonomies import taxonomy, trading

_MISP: Final = "misp"
_READ: Final = frozenset(("tlp", "pap", "admiralty-scale", "estimative-language", OWN))
"""Namespaces that MISP reads as marks."""

_KNOWN: Final = frozenset(map(str.casefold, taxonomies.ALL))
_FIELD, _WORDS = "products", "words"


def tagged(piece: Piece, drafts: tuple[Draft, ...], format: str) -> tuple[tuple[Draft, ...], tuple[Loss, ...]]:
    """Return the drafts of a thing with what its tags say of them, and the tags that found no home in them.

    MISP tells itself of tags that no taxonomy here knows.
    """
    if not drafts or piece.carried:
        return drafts, ()
    codes = {tag: code for tag in piece.marks.tags if (code := _product(tag))}
    made = tuple(_with_products(each, codes.values(), f"piece:{piece.number}") for each in drafts)
    kept = codes.keys() if any(_has_products(each) for each in drafts) else frozenset()
    spaces = [_namespace(tag) for tag in piece.marks.tags if tag not in kept]
    lost = (each for each in spaces if format != _MISP or each in _KNOWN - _READ)
    return made, tuple(Loss(f"tag.{each[:60]}", Why.NO_FIELD) for each in lost)


def _with_products(draft: Draft, codes: Iterable[str], cite: str) -> Draft:
    if not _has_products(draft):
        return draft
    held = catalogue.kind(draft.kind).statements(draft.body, _FIELD)
    known = {each.value for each in held}
    said = [Statement(code, cite, basis=Basis.ASSESSMENT) for code in dict.fromkeys(codes) if code not in known]
    if not said:
        return draft
    return replace(draft, body={**draft.body, _FIELD: [each.plain() for each in (*held, *said)]})


def _has_products(draft: Draft) -> bool:
    return draft.kind in catalogue.ALL and _FIELD in catalogue.kind(draft.kind).by_name


def _product(text: str) -> str | None:
    tag = taxonomy.read(text)
    return trading.product(tag) if tag else None


def _namespace(text: str) -> str:
    tag = taxonomy.read(text)
    return tag.namespace.casefold() if tag else _WORDS
