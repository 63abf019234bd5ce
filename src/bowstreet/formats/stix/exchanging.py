"""A source of STIX read into pieces: each object with its bytes, the drafts that it becomes, and what found no home.

Every object is looked at once; links are drawn when all drafts are known, in whatever order the objects stand. What is
broken or spoilt costs itself alone, with a sentence and its place: what is no object is refused, and an object that is
not as the standard asks is a piece with remarks. Of several versions of an object the newest has the
drafts; one that was revoked has none.
"""

import re
from typing import Final

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.exchange.losses import Why
from bowstreet.formats.exchange.pieces import Exchanged, Piece, Refused
from bowstreet.formats.stix import joining, reading, relating, versions
from bowstreet.formats.stix.looking import Looked, Looking
from bowstreet.formats.stix.reading import Found
from bowstreet.formats.stix.splitting import WrongSource

FORMAT: Final = "stix"
_BEGINS: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")
_IS_ONE: Final = re.compile(
    rb'"id"\s*:\s*"[a-z0-9][a-z0-9-]{1,250}--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-|"type"\s*:\s*"bundle"'
)


def recognises(head: bytes) -> bool:
    """Say whether a document begins as STIX does: an object or a list with an id of the form TYPE--UUID, or a bundle.

    >>> recognises(b'{"type": "bundle", "objects": []}'), recognises(b'[{"id": 7, "type": "note"}]')
    (True, False)
    """
    return _BEGINS.match(head) is not None and _IS_ONE.search(head) is not None


def read(raw: bytes) -> Exchanged:
    """Return a bundle, an envelope, a list or one object as pieces; a source of no known shape is refused whole.

    ``bundle`` holds what another Bowstreet wrote, exactly as it left.
    """
    try:
        parts = list(reading.read(raw))
    except WrongSource as wrong:
        return Exchanged(FORMAT, refused=(Refused(0, "", str(wrong)),))
    looking = Looking(versions.latest(each for each in parts if isinstance(each, Found)))
    for part in reading.whole(parts):
        looking.look(part)
    return _exchanged(looking)


def _exchanged(looking: Looking) -> Exchanged:
    stood = joining.stood_for(looking)
    beside = joining.told_beside(looking)
    again = joining.told_again(looking, stood)
    repeating = joining.repeating(looking, beside) | {each.number for each in again if each.sort in relating.SORTS}
    for number, each in enumerate(looking.objects, 1):
        if each.found.head.id in beside or each.found.head.id in stood:
            each.drafts = ()
        elif each.lost and number not in repeating:
            looking.lost.merge(each.lost)
        each.lost = None
    joined = joining.joined(looking, beside, stood, again)
    pieces = tuple(_piece(number, each, looking, joined) for number, each in enumerate(looking.objects, 1))
    bundle = _bundle(looking) if looking.is_ours else None
    return Exchanged(FORMAT, pieces, tuple(looking.refused), looking.lost.losses(), bundle)


def _piece(number: int, each: Looked, looking: Looking, joined: joining.Joined) -> Piece:
    head, carried = each.found.head, (each.own,) if isinstance(each.own, Leaving) else ()
    envelope = carried[0].envelope if carried else None
    return Piece(
        number=number,
        id=head.id,
        sort=head.type,
        text=each.found.raw.decode(),
        at=each.found.start,
        name=each.name,
        created=each.created,
        modified=each.modified,
        drafts=joining.with_links(each.drafts, joined.links.get(head.id, ())),
        marks=looking.markings.marks(head.type, each.asked, looking.lost, envelope),
        judged=tuple(joined.judged.get(number, ())),
        revoked=head.revoked,
        carried=carried,
        remarks=each.remarks,
    )


def _bundle(looking: Looking) -> Bundle:
    """Return what was restored; a link or a judgement with an end that was not is lost."""
    own = [each.own for each in looking.objects]
    records = tuple(each for each in own if isinstance(each, Leaving))
    there = {each.id for each in records}
    links, judgements = [], []
    for each in own:
        if isinstance(each, LeavingLink | LeavingJudgement) and not there >= {each.left, each.right}:
            looking.lost.add("relationship", "extensions", Why.NOT_READ)
        elif isinstance(each, LeavingLink):
            links.append(each)
        elif isinstance(each, LeavingJudgement):
            judgements.append(each)
    return Bundle(records, tuple(links), tuple(judgements))
