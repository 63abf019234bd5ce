"""The act by which an agency lets others hit what it holds.

An evaluator cannot tell a value that is indexed from one that is asked for, so both spend from one quota: of numbers
that can be counted up, five hundred a day. What the day's quota did not reach waits.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bowstreet.casework.deconfliction.blind import entering, index, papers
from bowstreet.casework.deconfliction.blind.answers import Indexed
from bowstreet.casework.deconfliction.blind.asking import Asking, Pair, Post
from bowstreet.casework.deconfliction.blind.index import Index, Value
from bowstreet.casework.deconfliction.blind.keeping import Folder, NotThere, OldEpoch
from bowstreet.casework.deconfliction.blind.keying import folder_of
from bowstreet.holdings.ledger.events import Event
from bowstreet.vocabulary import guessability
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal
from bowstreet.vocabulary.selector_types import SelectorType

_A_TENTH = 10


def let_hit(
    *, reader: Reader, now: datetime, pairs: Sequence[Pair], silent: bool, passphrase: str, post: Post
) -> Indexed:
    """Keep values and have those tagged that are not yet under the key in force; none given: those that wait.

    ``silent``: of a hit on one of these the owner alone is told.
    """
    folder = folder_of(reader.agency)
    asking = asker(reader, folder, passphrase, post, now)
    kept = _with(index.values(folder), pairs, silent)
    index.keep(folder, kept)
    by_reference = {each.reference: each for each in kept}
    have = {reference: tag for reference, tag in _tags(folder).items() if reference in by_reference}
    waiting = [each for each in kept if each.reference not in have]
    entering.enter_own(reader, "index", now, count=len(waiting), epoch=folder.epoch(), event=Event.ALTERATION)
    sentences: dict[str, str] = {}
    for type, some in _in_parts(waiting):
        if type not in sentences:
            try:
                tagged = asking.tagged([(each.type, each.value) for each in some])
            except Refusal as refusal:
                sentences[type] = refusal.sentence
                continue
            have |= {each.reference: tagged[each.type, each.value] for each in some}
    index.write(folder, folder.epoch(), {tag: by_reference[reference] for reference, tag in have.items()})
    return Indexed(len(kept), len(have), len(kept) - len(have), tuple(dict.fromkeys(sentences.values())))


def drop(*, reader: Reader, now: datetime, pairs: Sequence[Pair]) -> Indexed:
    """Forget values: nobody can hit them any more."""
    folder, gone = folder_of(reader.agency), set(pairs)
    kept = [each for each in index.values(folder) if (each.type, each.value) not in gone]
    by_reference = {each.reference: each for each in kept}
    have = {reference: tag for reference, tag in _tags(folder).items() if reference in by_reference}
    index.write(folder, folder.epoch(), {tag: by_reference[reference] for reference, tag in have.items()})
    index.keep(folder, kept)
    entering.enter_own(reader, "index.drop", now, count=len(gone), epoch=folder.epoch(), event=Event.ERASURE)
    return Indexed(len(kept), len(have), len(kept) - len(have), ())


def asker(reader: Reader, folder: Folder, passphrase: str, post: Post, now: datetime) -> Asking:
    """Return the agency as one that asks for an officer."""
    return Asking(
        folder.identity(passphrase), reader.agency, folder.group(), reader.officer, str(reader.purpose or ""),
        reader.case or reader.reason or "", post, lambda: now,
    )  # fmt: skip


def _with(kept: Sequence[Value], pairs: Sequence[Pair], silent: bool) -> list[Value]:
    """Return the values with those that are new; of one that was there stands what is said last of being silent."""
    by_pair = {(each.type, each.value): each for each in kept}
    for type, value in pairs:
        before = by_pair.get((type, value))
        by_pair[type, value] = (
            Value(type, value, before.reference, silent) if before else index.new(type, value, silent=silent)
        )
    return list(by_pair.values())


def _tags(folder: Folder) -> dict[str, bytes]:
    try:
        with Index(folder.index, folder.epoch()) as opened:
            return opened.entries()
    except (NotThere, OldEpoch):
        return {}


def _in_parts(values: Sequence[Value]) -> Iterator[tuple[str, list[Value]]]:
    """Yield values of one type, at most a tenth of its quota at a time: a request is answered whole or not at all."""
    by_type: dict[str, list[Value]] = {}
    for each in values:
        by_type.setdefault(each.type, []).append(each)
    for type, some in by_type.items():
        step = min(papers.MOST, guessability.a_day(SelectorType(type)) // _A_TENTH)
        for start in range(0, len(some), step):
            yield type, some[start : start + step]
