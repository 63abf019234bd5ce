"""TagPacks and ActorPacks read: each tag a wallet with its label, each actor an organisation.

Fields of a pack's head are inherited by its tags (GraphSense, 'TagPacks' and 'Actors' in the wiki of its public packs).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bowstreet.formats.exchange import coins
from bowstreet.formats.exchange.coins import Told
from bowstreet.formats.exchange.losses import Loss, Why, summed
from bowstreet.formats.exchange.pieces import Exchanged, Marks, Piece, Refused
from bowstreet.formats.tagpacks import actors, documents
from bowstreet.formats.tagpacks.documents import Document, Entry, Fault
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.lawfulness import Basis, SubjectCategory
from bowstreet.vocabulary.linking import LinkType

FORMAT = "tagpacks"

_LISTS = ("tags", "actors")
_IS_PACK = re.compile(rb"^(?:title|creator)[ \t]*:", re.MULTILINE)
_HAS_LIST = re.compile(rb"^(?:tags|actors)[ \t]*:[ \t]*(?:#[^\n]*)?\r?\n\s*-[ \t]+[a-z_]+[ \t]*:", re.MULTILINE)

_CONFIDENCE = {
    "ownership": "X2",
    "ledger_immanent": "X2",
    "manual_transaction": "X2",
    "override": "X2",
    "authority_data": "X3",
    "trusted_provider": "X3",
    "service_data": "X3",
    "service_api": "X3",
    "forensic": "X3",
    "forensic_investigation": "X3",
}
"""What a confidence of GraphSense says of accuracy; how reliable the pack's source is, a confidence does not say."""

_INFERRED = frozenset({"heuristic"})
_SERVICES = frozenset(
    {"exchange", "service", "wallet_service", "mixing_service", "gambling", "market", "hosted_wallet"}
)
_PACK = ("title", "description", "is_public", "uri")
"""What speaks of the pack as a whole; it stands in the row of the head."""

_SAID = frozenset({"address", "label", "source", "confidence", "category", "concepts", "abuse", "actor", "currency",
                   "network", "creator", "lastmod"})  # fmt: skip
_WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")


def recognises(head: bytes) -> bool:
    """Say whether a document begins as a TagPack or an ActorPack does."""
    return _IS_PACK.search(head) is not None and _HAS_LIST.search(head) is not None


def read(raw: bytes) -> Exchanged:
    """Return the tags or actors of a pack; what is broken costs itself alone."""
    try:
        found = documents.read(raw, _LISTS)
    except documents.WrongDocument as wrong:
        return Exchanged(FORMAT, refused=(Refused(0, "document", str(wrong)),))
    pieces: list[Piece] = []
    refused = [Refused(0, "head", each.sentence) for each in found.faults]
    losses: list[Loss] = []
    for number, entry in enumerate(found.entries, 1):
        try:
            made, lost = _piece(found, entry, len(pieces) + 1)
        except ValueError as wrong:
            refused.append(Refused(entry.at, f"{found.sort}[{number}]", str(wrong)))
            continue
        pieces.append(made)
        losses += lost
    if found.broken:
        refused.append(Refused(found.broken[0], "document", found.broken[1]))
    losses += [Loss(f"pack.{name}", Why.NO_FIELD) for name in _PACK if name in found.head]
    return Exchanged(FORMAT, tuple(pieces), tuple(refused), summed(losses))


def _piece(found: Document, entry: Entry, number: int) -> tuple[Piece, list[Loss]]:
    """Return an entry as a piece, and what of it found no home; raise ``ValueError`` with a sentence."""
    if isinstance(entry.holds, Fault):
        raise ValueError(entry.holds.sentence)
    if found.sort == "actors":
        return actors.piece(entry.holds, entry, found.head, number)
    return _tag({name: value for name, value in found.head.items() if name not in _PACK} | entry.holds, entry, number)


def _tag(tag: Mapping[str, Any], entry: Entry, number: int) -> tuple[Piece, list[Loss]]:
    address, label = _text(tag, "address"), _text(tag, "label")
    if not address:
        raise ValueError("This tag names no address.")
    if not label:
        raise ValueError("This tag has no label, neither of its own nor from the head of the pack.")
    currency = _text(tag, "currency") or _text(tag, "network")
    losses = list(_unsaid(tag))
    how, form = coins.told(address, currency)
    drafts: tuple[Draft, ...] = ()
    if form:
        drafts = tuple(_drafts(tag, form, f"piece:{number}"))
    if how is not Told.EXACT:
        losses.append(Loss(*_WHY[how]))
    id = f"{currency}:{address}" if currency else address
    marks = Marks(grade=_grade(tag) if _text(tag, "confidence") else None)
    made = Piece(
        number, id, "tag", entry.text, entry.at, name=label, modified=_text(tag, "lastmod"), drafts=drafts, marks=marks
    )
    return made, losses


_WHY = {
    Told.OTHER_CHAIN: ("tag.currency", Why.COARSER),
    Told.NO_KIND: ("tag.currency", Why.NO_KIND),
    Told.WRONG: ("tag.address", Why.NOT_READ),
}


def _drafts(tag: Mapping[str, Any], address: str, cite: str) -> Iterator[Draft]:
    """Yield the wallet that a tag speaks of, and the actor that is said to control it."""
    label, basis = _text(tag, "label"), _basis(tag)
    said = {"value": label, "source": cite, "grade": str(_grade(tag)), "basis": basis.value}
    body: dict[str, Any] = {"address": address, "labels": [said], "description": _told(tag)}
    if _text(tag, "category") in _SERVICES:
        body["service"] = label
    category, ground = _category(tag)
    yield Draft("wallet", body, cites=(cite,), category=category, category_ground=ground)
    if actor := _text(tag, "actor"):
        link = DraftLink(LinkType.CONTROLS, "wallet", coins.key_of(address), basis, cites=(cite,))
        yield actors.draft(actor, actors.name_of(actor, label), cite, links=(link,))


def _told(tag: Mapping[str, Any]) -> str:
    """Return in one line what a tag says beside its label, for the notes of a wallet."""
    parts = [f"{name} {_text(tag, name)}" for name in ("category", "abuse", "confidence", "source") if _text(tag, name)]
    by = f", by {_text(tag, 'creator')}" if _text(tag, "creator") else ""
    return f"Tagged “{_text(tag, 'label')}”{by}: {'; '.join(parts)}." if parts else ""


def _category(tag: Mapping[str, Any]) -> tuple[SubjectCategory, str]:
    """Return what the holder of a wallet is to a case, as far as a tag says so, and on what ground."""
    if abuse := _text(tag, "abuse"):
        return SubjectCategory.SUSPECT, f"tagged with the abuse '{abuse[:60]}' in a TagPack"
    return SubjectCategory.OTHER_PARTY, "address in a TagPack that names no abuse; its holder is not known"


def _grade(tag: Mapping[str, Any]) -> Grade:
    return Grade.read(_CONFIDENCE.get(_text(tag, "confidence"), "X4"))


def _basis(tag: Mapping[str, Any]) -> Basis:
    return Basis.MACHINE_INFERENCE if _text(tag, "confidence") in _INFERRED else Basis.ASSESSMENT


def _unsaid(tag: Mapping[str, Any]) -> Iterator[Loss]:
    """Yield what of a tag finds no field, or one with fewer distinctions."""
    for name, value in tag.items():
        if name not in _SAID:
            yield Loss(f"tag.{_named(name)}", Why.NO_FIELD)
        elif not isinstance(value, str):
            yield Loss(f"tag.{name}", Why.NO_FIELD if name == "concepts" else Why.NOT_READ)
    if _text(tag, "confidence"):
        yield Loss("tag.confidence", Why.COARSER)


def _named(name: str) -> str:
    """Return the name of a property as a loss may say it: a word, and of anything else only that it is another.

    >>> _named("tx_hash"), _named("A sentence that somebody wrote")
    ('tx_hash', 'other')
    """
    return name if _WORD.fullmatch(name) else "other"


def _text(tag: Mapping[str, Any], name: str) -> str:
    value = tag.get(name)
    return " ".join(value.split()) if isinstance(value, str) else ""
