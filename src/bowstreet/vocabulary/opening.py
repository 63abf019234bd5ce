"""What of an envelope, and of what is written beside a record, opens to readers of other agencies.

Codes and days open with the docket; texts about the subject with the content, and without the identifiers masked. The
conditions that a receiver has to obey (the text of H3, of a restriction) open with the docket too, masked until the
identifiers open. Officers are named to their own agency alone, and so are the others to whom a record is shown. The
owner sees all of it. See ``docs/decisions/0018-docket-texts.md``.
"""

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from bowstreet.vocabulary.envelope import Particulars, Restriction, Terms
from bowstreet.vocabulary.kinds.masking import Names, mask, prepared


class Texts(StrEnum):
    """How far the texts beside a record open."""

    WHOLE = "whole"
    MASKED = "masked"
    CLOSED = "closed"


OF_DEPTH = {"identifiers": Texts.WHOLE, "body": Texts.MASKED, "meta": Texts.CLOSED}
"""By the depth to which a record opens."""

CODES = frozenset({
    "content_kind", "legal_regime", "instrument", "subject_category", "basis", "grade", "automation", "collected_on",
    "valid_from", "valid_to", "review_on", "erase_on", "legal_hold",
})  # fmt: skip
"""The particulars that are a code, a day or a yes; every other one is a text."""

OFFICERS = frozenset({"responsible_officer", "author"})
_NO_NAMES = prepared(())
_PLACE = re.compile(r"observation:[\w-]+/[\w-]+/\d+|(?:record:|attachment:|judgement )[0-9a-f-]{36}")
"""A source or citation that is no text but a place in a dataset or a thing of this node."""

_MACHINES_MAY = frozenset({"link_proposals", "enrichment", "statistics"})


def least(depths: Iterable[str]) -> Texts:
    """Return how far something opens that stands on several records: as the one of them that opens least.

    >>> least(["identifiers", "body"]).value
    'masked'
    """
    return max((OF_DEPTH[each] for each in depths), key=list(Texts).index)


def said(text: str, texts: Texts, names: Names = _NO_NAMES) -> str:
    """Return a text as far as it opens; ``names`` are those that a masked one must not repeat.

    >>> said("sold by Baker, jo@example.com", Texts.MASKED, prepared(["Baker"]))
    'sold by ▮▮▮, ▮▮▮'
    """
    if texts is Texts.CLOSED:
        return ""
    return text if texts is Texts.WHOLE or not text or _PLACE.fullmatch(text) else mask(text, names)


@lru_cache(maxsize=2000)
def particulars(whole: Particulars, texts: Texts, names: Names = _NO_NAMES) -> Particulars:
    """Return particulars as they open to readers of other agencies."""
    named = [each.name for each in fields(whole) if each.name not in CODES]
    shown: dict[str, Any] = {
        name: "" if name in OFFICERS else said(getattr(whole, name), texts, names) for name in named
    }
    return replace(whole, automation=whole.automation & _MACHINES_MAY, **shown)


@lru_cache(maxsize=2000)
def terms(whole: Terms, reader: frozenset[str], texts: Texts, names: Names = _NO_NAMES) -> Terms:
    """Return terms as they open to a reader of another agency: of the recipients the reader, as person and agency."""
    masked = Texts.WHOLE if texts is Texts.WHOLE else Texts.MASKED
    return replace(
        whole,
        recipients=whole.recipients & reader,
        h3_text=said(whole.h3_text, masked, names),
        restrictions=tuple(_obeyed(each, masked, names) for each in whole.restrictions),
    )


def has_conditions(whole: Terms) -> bool:
    """Say whether terms hold a text that a receiver has to obey."""
    return bool(whole.h3_text or whole.restrictions)


def _obeyed(one: Restriction, texts: Texts, names: Names) -> Restriction:
    return replace(one, text=said(one.text, texts, names), set_by="")
