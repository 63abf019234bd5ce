"""The look-up by which an officer learns which of some identifiers other members hold, and what members were told."""

from collections.abc import Sequence
from datetime import datetime

from bowstreet.casework.deconfliction.blind import entering, index, watching
from bowstreet.casework.deconfliction.blind.answers import BlindAnswer, BlindHit, BlindPage, BlindTold, Heard
from bowstreet.casework.deconfliction.blind.asking import Post
from bowstreet.casework.deconfliction.blind.indexing import asker
from bowstreet.casework.deconfliction.blind.keying import folder_of
from bowstreet.casework.deconfliction.blind.quotas import Purse
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary import guessability
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.selectors import Selector

HIT, NO_HIT = "hit", "no_hit"


def match(*, reader: Reader, now: datetime, selectors: Sequence[Selector], passphrase: str, post: Post) -> BlindPage:
    """Return of each identifier which other members hold it. Entered, and counted against the day's quotas, first.

    Plain and blind matching spend from one purse. Raise ``looking.QuotaSpent``, or ``asking.TooFew``.
    """
    selectors = list(dict.fromkeys(selectors))
    folder = folder_of(reader.agency)
    asking = asker(reader, folder, passphrase, post, now)
    pairs = [(each.type.value, each.value) for each in selectors]
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="blind.match", now=now, count=len(pairs),
        query="\n".join(f"{type}:{value}" for type, value in pairs) or None,
        spends=guessability.spent(each.type for each in selectors), policy=f"epoch-{folder.epoch()}",
    )  # fmt: skip
    row = watching.in_a_row(selectors)
    if row:
        entering.enter_alarm(reader.agency, reader.agency, f"row.{row}", now)
    found = asking.matched(pairs)
    results = []
    for type, value in pairs:
        hits = tuple(BlindHit(each.agency, each.contact, each.reference) for each in found.hits.get((type, value), []))
        results.append(BlindAnswer(type, value, HIT if hits else NO_HIT, hits))
    return BlindPage(tuple(results), tuple(found.unanswered), str(row or ""))


def heard(*, reader: Reader, now: datetime) -> Heard:
    """Return who asked for what the agency holds, silent or not, and what looks like counting up."""
    folder = folder_of(reader.agency)
    folder.group()
    purse = Purse(folder.quotas)
    held = {each.reference: each for each in index.values(folder)}
    asked = tuple(
        BlindTold(each.at, each.agency, each.officer, each.purpose, each.case, each.reference,
                  value.type if value else "", value.value if value else "", bool(value and value.silent))
        for each in purse.told() for value in [held.get(each.reference)]
    )  # fmt: skip
    looking.note(actor=reader, event=Event.LOG_READ, action="blind.told", now=now, count=len(asked))
    return Heard(asked, tuple(purse.alarms()))
