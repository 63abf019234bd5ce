"""What happened to a record: its versions, the judgements on it and its links, as far as each opens."""

from datetime import datetime

from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.repository import denying, dockets, entities, linking, showing
from bowstreet.holdings.repository.answers import History, MadeLink
from bowstreet.holdings.repository.reach import reach_of
from bowstreet.vocabulary.readers import Reader


def history(*, reader: Reader, now: datetime, id: str) -> History:
    """Return the versions of a record, the judgements on it and its links, the newest first.

    The look is in the ledger before it is given. Raise ``Hidden`` where the record may not be seen.
    """
    reach = reach_of(reader, now)
    with denying.denied(reader, "record.history", now):
        row = showing.visible_row(id, reach)
        dockets.check_out(reader, [row], reach, now)
        judgements = entities.judgements_on(row, reach, reader, now)
    depth = reach.depth_of(row.terms_id) or "meta"
    owner = dockets.owners([row])[row.id]
    links, total = linking.links(row, reach, reader, now) if depth != "meta" else ((), 0)
    made = [MadeLink(linking.made_at(each.id), each) for each in links]
    found = History(
        id=row.uid,
        title=dockets.title(row, depth, showing.body_of(row, row.version, depth), owner),
        versions=showing.steps(row, reader, depth, owner),
        judgements=judgements,
        links=tuple(sorted(made, key=lambda each: each.at, reverse=True)),
        links_total=total,
    )
    beside = {end.id: end.docket.owner.slug for each in judgements for end in (each.left, each.right)}
    beside |= {link.other: link.owner.slug for link in links} | {row.uid: row.agency}
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="record.history", now=now,
        records=list(dict.fromkeys((row.uid, *beside))), count=1,
        touched=[(uid, agency) for uid, agency in beside.items() if agency != reader.agency],
    )  # fmt: skip
    return found
