"""Records that came in our own form as drafts too, for who takes in a document thing by thing."""

from collections import defaultdict
from dataclasses import replace

from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingLink
from bowstreet.formats.exchange.pieces import Judged
from bowstreet.formats.misp.gathering import Growing, name_of
from bowstreet.vocabulary.drafts import Draft, DraftLink
from bowstreet.vocabulary.handling import State
from bowstreet.vocabulary.kinds import catalogue


def draft(pieces: list[Growing], bundle: Bundle) -> None:
    """Put the newest version of each record into the piece that carries it, with its links and judgements.

    One that was erased has no draft.
    """
    newest = {each.id: each for each in sorted(bundle.records, key=lambda each: each.version)}
    holders: dict[str, Growing] = {}
    for each in pieces:
        record = newest.get(each.carries)
        if record and record.version == each.version and record.envelope.terms.state is not State.ERASED:
            holders.setdefault(each.carries, each)
            holders[each.carries].drafts = [_drafted(record, holders[each.carries].piece.number)]
    names = {own: name_of(each.drafts[0]) for own, each in holders.items()}
    links: dict[str, list[DraftLink]] = defaultdict(list)
    for link in bundle.links:
        if {link.left, link.right} <= names.keys():
            cites = (f"piece:{holders[link.left].piece.number}",)
            links[link.left].append(_link(link, names[link.right], cites))
    for own, several in links.items():
        holders[own].drafts = [replace(holders[own].drafts[0], links=tuple(dict.fromkeys(several)))]
    for one in bundle.judgements:
        if {one.left, one.right} <= names.keys():
            said = one.verdict, one.ground, one.by, one.at, (one.left, one.right)
            judged = Judged(names[one.left], names[one.right], *said)
            holders[one.left].judged.append(judged)


def _drafted(record: Leaving, number: int) -> Draft:
    particulars = record.envelope.particulars
    return Draft(
        record.kind,
        record.body,
        record.first_seen,
        record.last_seen,
        cites=(f"piece:{number}",),
        category=particulars.subject_category,
        category_ground=particulars.category_ground,
        known_as="" if catalogue.ALL[record.kind].key(record.body) else record.id,
    )


def _link(link: LeavingLink, right: tuple[str, str], cites: tuple[str, ...]) -> DraftLink:
    return DraftLink(
        link.type, *right, link.basis, link.first_seen, link.last_seen, cites, grade=link.grade,
        evidence=link.evidence, stated_by=link.by, home=link.right,
    )  # fmt: skip
