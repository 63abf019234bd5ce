"""A bundle of STIX written part by part, so that no more than a part of what leaves is in memory.

The same objects come of it as of ``writing.write``. What several parts have in common stands in it once: agencies,
markings and our extensions at the first part that needs them, cyber-observables at the end, because an observable has
the strictest TLP and all statements of every record that has it. Until then they lie in a file beside.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO, Final

import orjson

from bowstreet.formats.exchange.leaving import Bundle, Leaving, Original
from bowstreet.formats.exchange.losses import Loss, beyond
from bowstreet.formats.stix import extension, leaving_objects, marking, record_objects, writing
from bowstreet.formats.stix.record_objects import NotLeaving

_COMMON: Final = frozenset({"extension-definition", "marking-definition", "identity"})
_LEVELS: Final = {own: number for number, own in enumerate(marking.TLP.values())}
Object = dict[str, Any]


class Stream:
    """A bundle on its way into a file."""

    def __init__(self, out: BinaryIO, spool: BinaryIO, originals: Sequence[Original], now: datetime) -> None:
        """Begin; ``originals`` leave as they came, and an object of ours that has the id of one gives way to it.

        ``spool`` is an empty file of the caller, in which the observables lie meanwhile.
        """
        self._out, self._originals, self._now = out, originals, now
        self._foreign = {each.id for each in originals}
        self._known: set[str] = set()
        self._refs: dict[str, tuple[str, ...]] = {}
        self._same: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._digest = hashlib.sha256()
        self._spool = spool
        self._begun = False

    def add(self, part: Bundle, beside: tuple[Leaving, ...] = ()) -> tuple[Loss, ...]:
        """Write a part and return what of it was lost; raise ``writing.NotWritten``.

        ``beside`` are records of other parts that a link or a judgement of this one leads to.
        """
        whole = Bundle((*part.records, *beside), part.links, part.judgements)
        try:
            objects, losses = leaving_objects.objects(whole, now=self._now)
            others, theirs = leaving_objects.objects(Bundle(beside), now=self._now) if beside else ([], ())
        except NotLeaving as wrong:
            raise writing.NotWritten(str(wrong)) from None
        elsewhere = {each["id"] for each in others if each["type"] not in _COMMON and "created" in each}
        slugs = {each.owner for each in whole.records} | {each.by for each in part.links}
        slugs |= {each.by for each in part.judgements}
        agencies = {extension.MAKER, *map(record_objects.agency_id, slugs)}
        for each in objects:
            if each["id"] not in elsewhere and each["id"] not in self._foreign:
                self._take(each, agencies)
        return beyond(losses, theirs)

    def finish(self) -> None:
        """Write what was kept until the end, what leaves as it came, and the end."""
        self._spool.seek(0)
        for line in self._spool:
            held = orjson.loads(line)
            if refs := self._refs.pop(held["id"], None):
                self._write(writing.fitting({**held, "object_marking_refs": list(refs)}))
        for each in self._originals:
            self._write(each.raw)
        own = extension.made_id("bundle", writing.moment(self._now), self._digest.hexdigest())
        self._out.write(b'%b],"id":"%b"}' % (b"" if self._begun else _HEAD, own.encode()))

    def _take(self, each: Object, agencies: set[str]) -> None:
        if "created" not in each:
            self._keep(each)
            return
        text = writing.fitting(each)
        if each["type"] in _COMMON:
            own_record = each["type"] == "identity" and each["id"] not in agencies
            key = hashlib.sha256(text).hexdigest() if own_record else each["id"]
            if key in self._known:
                return
            self._known.add(key)
        self._write(text)

    def _keep(self, each: Object) -> None:
        """Keep an observable until all that mark it are known."""
        refs, known = tuple(each["object_marking_refs"]), self._refs.get(each["id"])
        if known is None:
            self._spool.write(writing.fitting(each) + b"\n")
        merged = refs if known is None else together(known, refs)
        self._refs[each["id"]] = self._same.setdefault(merged, merged)

    def _write(self, text: bytes) -> None:
        self._out.write((b"," if self._begun else _HEAD) + text)
        self._digest.update(text)
        self._begun = True


_HEAD: Final = b'{"type":"bundle","objects":['


def together(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """Return the markings of what two sets of terms mark: the strictest TLP first, then all else of both.

    >>> len(together((marking.TLP["green"], "a"), (marking.TLP["red"], "a", "b")))
    3
    """
    level = max((each for each in (*one, *other) if each in _LEVELS), key=_LEVELS.__getitem__)
    return (level, *dict.fromkeys(each for each in (*one, *other) if each not in _LEVELS))
