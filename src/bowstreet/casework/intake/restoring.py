"""Records of another Bowstreet as they were there: who made each version and when, and the versions before the last.

Nothing of it is believed about time here: what a giver says of its own days stands beside the day on which it came in.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from bowstreet.casework.intake.marking import Marking, Unfit
from bowstreet.formats.exchange.leaving import Leaving
from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.exchange.pieces import Piece
from bowstreet.holdings.repository.connecting import LONGEST_EVIDENCE
from bowstreet.vocabulary.drafts import Draft, DraftLink, Earlier, Told
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.kinds.kind import WrongBody

VERSIONS, TIMES, STATED_BY, EVIDENCE = "record.versions", "record.modified_at", "link.stated_by", "link.evidence"
MOST = 1_000
"""Versions of one record that are taken in; of more the oldest stay in their rows."""

_PLACE = "observation:"
_Version = tuple[Leaving, Piece]


class Histories:
    """The versions of all carried records of one document, to be told of the drafts that are their last ones."""

    def __init__(self, pieces: Iterable[Piece], marks: Marking) -> None:
        """Gather the versions of each record by its id; of one that stands twice the first counts."""
        self._marks = marks
        self._known: dict[str, dict[int, _Version]] = {}
        for piece in pieces:
            for each in piece.carried:
                self._known.setdefault(each.id, {}).setdefault(each.version, (each, piece))

    def told(self, piece: Piece) -> tuple[tuple[Draft, ...], tuple[Loss, ...]]:
        """Return the drafts of a thing, that of a carried record with its versions, and what of those found no home."""
        if not piece.carried or not piece.drafts:
            return piece.drafts, ()
        last = max(piece.carried, key=lambda each: each.version)
        first, *others = piece.drafts
        made, lost = self._with_versions(replace(first, weighed=True, home=last.id), last)
        links, lost_of_links = _links(made.links, last.owner)
        return (replace(made, links=links), *others), (*lost, *lost_of_links)

    def _with_versions(self, draft: Draft, last: Leaving) -> tuple[Draft, tuple[Loss, ...]]:
        held = [each for number, each in sorted(self._known[last.id].items()) if number < last.version]
        whole = [*(record for record, _ in held), last]
        if not _are_in_turn(whole, self._marks.now):
            return draft, _lost(VERSIONS, len(held)) + _lost(TIMES, 1, Why.NOT_READ)
        earlier = [one for each in held[-MOST:] if (one := self._earlier(draft, *each))]
        made = replace(draft, told=_told(last), earlier=tuple(earlier))
        return made, _lost(VERSIONS, len(held) - len(earlier))

    def _earlier(self, draft: Draft, record: Leaving, piece: Piece) -> Earlier | None:
        """Return a version as it would be kept, None for one that may not be, such as one that was erased.

        Its particulars need not be complete: they are those of then, and its giver had other terms by then.
        """
        said, kind = record.envelope.particulars, catalogue.kind(record.kind)
        try:
            envelope, _ = self._marks.of(replace(piece.marks, envelope=record.envelope))
            body = kind.check(record.body)
        except (Unfit, WrongBody):
            return None
        particulars = replace(
            envelope.particulars, subject_category=said.subject_category, category_ground=said.category_ground,
            content_kind=kind.content_kind,
        )  # fmt: skip
        days = record.first_seen, record.last_seen
        return Earlier(body, particulars, _told(record), *days) if record.kind == draft.kind else None


def _told(record: Leaving) -> Told:
    return Told(record.owner[:200], record.version, record.modified_at, record.created_at)


def _are_in_turn(versions: list[Leaving], now: datetime) -> bool:
    """Say whether versions follow each other in time, from the making of their record on, and none is yet to come."""
    times = [versions[0].created_at, *(each.modified_at for each in versions), now]
    return all(former <= later for former, later in pairwise(times))


def _links(links: tuple[DraftLink, ...], owner: str) -> tuple[tuple[DraftLink, ...], tuple[Loss, ...]]:
    """Return links with their evidence as lines that mean something here, each once, and what is lost of them.

    A place in somebody else's dataset is none here. Who states a link is told with its record where that is its owner.
    """
    made: dict[tuple[str, str, str, str], DraftLink] = {}
    lost: list[Loss] = []
    for each in links:
        lines = [" ".join(line.split()) for line in each.evidence if not line.startswith(_PLACE)]
        cut = tuple(line[:LONGEST_EVIDENCE] for line in lines if line)
        lost += _lost(EVIDENCE, sum(len(line) > LONGEST_EVIDENCE for line in lines))
        lost += _lost(EVIDENCE, len(each.evidence) - len(lines), Why.NO_FIELD)
        lost += _lost(STATED_BY, each.stated_by not in ("", owner))
        key = each.type.value, each.kind, each.key, each.home
        lost += _lost(f"link.{each.type.value}", key in made)
        made.setdefault(key, replace(each, evidence=cut))
    return tuple(made.values()), tuple(lost)


def _lost(part: str, count: int, why: Why = Why.COARSER) -> tuple[Loss, ...]:
    return (Loss(part, why, int(count)),) if count else ()


def beside(drafts: Iterable[Draft]) -> tuple[Loss, ...]:
    """Return the versions of drafts that stay in their rows because the agency knew their records before."""
    return _lost(VERSIONS, sum(len(each.earlier) for each in drafts))
