"""Records of another Bowstreet that a document carries whole beside its things: drafts of the things that are them."""

from collections.abc import Mapping
from dataclasses import replace

from bowstreet.formats.exchange.leaving import Bundle, Leaving
from bowstreet.formats.exchange.pieces import Exchanged, Judged, Piece
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import WrongBody


def restored(exchanged: Exchanged) -> tuple[Piece, ...]:
    """Return the things of a document, each that is the last version of a carried record with its draft.

    A format whose things say our records themselves has drafts of them already, and is left as it is.
    """
    if exchanged.bundle is None:
        return exchanged.pieces
    last = {each.id: each for each in exchanged.bundle.records}
    return tuple(
        _with(piece, last[piece.id], exchanged.bundle, last)
        if piece.id in last and not piece.drafts and not piece.revoked
        else piece
        for piece in exchanged.pieces
    )


def _with(piece: Piece, record: Leaving, bundle: Bundle, last: Mapping[str, Leaving]) -> Piece:
    cite = f"piece:{piece.number}"
    links = tuple(
        DraftLink(each.type, *_named(last[each.right]), each.basis, each.first_seen, each.last_seen, (cite,))
        for each in bundle.links
        if each.left == record.id and each.right in last
    )
    judged = (
        Judged(_named(record), _named(last[each.right]), each.verdict, each.ground, each.by, each.at)
        for each in bundle.judgements
        if each.left == record.id and each.right in last
    )
    draft = Draft(
        record.kind, record.body, record.first_seen, record.last_seen, (cite,), links=links, known_as=record.id
    )
    marks = replace(piece.marks, envelope=record.envelope)
    return replace(piece, drafts=(draft,), marks=marks, judged=(*piece.judged, *judged))


def _named(record: Leaving) -> tuple[str, str]:
    """Return a record as a link names it: by its natural key, else by its id."""
    kind = catalogue.ALL.get(record.kind)
    try:
        key = kind.key(kind.check(record.body)) if kind else ""
    except WrongBody:
        key = ""
    return record.kind, key or record.id
