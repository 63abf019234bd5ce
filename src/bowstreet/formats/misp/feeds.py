"""Feeds of MISP: a folder or an archive with one file an event, a table of contents, and hashes of the values.

The names of files are compared and shown; they open nothing, wherever they lead.
"""

import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, BinaryIO, Final

import orjson

from bowstreet.formats.exchange import contents
from bowstreet.formats.exchange.leaving import Bundle, Leaving, Original, Part, Written
from bowstreet.formats.exchange.losses import Loss, beyond
from bowstreet.formats.exchange.pieces import Exchanged, Refused
from bowstreet.formats.misp import reading, values, writing

MANIFEST: Final = "manifest.json"
HASHES: Final = "hashes.csv"

_UNSAID: Final = {
    "Orgc": {"name": "not said", "uuid": "00000000-0000-4000-8000-000000000000"}, "Tag": [], "info": "", "date": "",
    "timestamp": "0", "analysis": "2", "threat_level_id": "4",
}  # fmt: skip
"""What the table of contents says where a foreign event is silent."""

_EVENT = re.compile(r"([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\.json")


def write(bundle: Bundle, *, now: datetime) -> Written:
    """Return a bundle as the archive of a feed, and what found no home in it; see ``writing.write`` for the time."""
    packed = io.BytesIO()
    stream = Stream(packed, io.BytesIO(), bundle.originals, now)
    losses = stream.add(bundle)
    stream.finish()
    return Written(packed.getvalue(), losses)


class Stream:
    """The archive of a feed on its way into a file, part by part: a file for each event, then what is said of all."""

    def __init__(self, out: BinaryIO, spool: BinaryIO, originals: Sequence[Original], now: datetime) -> None:
        """Begin; ``originals`` leave as they came. ``spool`` is an empty file, in which the hashes lie meanwhile."""
        self._archive = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self._spool, self._now, self._number = spool, now, 0
        self._contents: dict[str, dict[str, Any]] = {}
        for each in writing.foreign_events(originals):
            text = orjson.dumps({"Event": each})
            self._put(values.uuid(each), text, _UNSAID | orjson.loads(text)["Event"])

    def add(self, part: Bundle, beside: tuple[Leaving, ...] = ()) -> tuple[Loss, ...]:
        """Write the events of a part and return what of it was lost; raise ``writing.NotWritten``.

        ``beside`` are records of other parts that a link or a judgement of this one leads to.
        """
        self._number += 1
        whole = Part((*part.records, *beside), part.links, part.judgements, number=self._number)
        events, losses = writing.events(whole, now=self._now)
        for each in events:
            self._put(each["uuid"], orjson.dumps({"Event": each}), each)
        return beyond(losses, writing.events(Bundle(beside), now=self._now)[1] if beside else ())

    def finish(self) -> None:
        """Write the table of contents and the hashes."""
        self._archive.writestr(zipfile.ZipInfo(MANIFEST), orjson.dumps(self._contents), zipfile.ZIP_DEFLATED)
        self._spool.seek(0)
        last = zipfile.ZipInfo(HASHES)
        last.compress_type = zipfile.ZIP_DEFLATED
        with self._archive.open(last, "w") as held:
            shutil.copyfileobj(self._spool, held)
        self._archive.close()

    def _put(self, own: str, text: bytes, event: Mapping[str, Any]) -> None:
        self._archive.writestr(zipfile.ZipInfo(f"{own}.json"), text, zipfile.ZIP_DEFLATED)
        self._contents[event["uuid"]] = _entry(event)
        for each in _hashes(event):
            self._spool.write(f"{each}\n".encode())


def _entry(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the table of contents says of an event."""
    numbers = {name: int(values.text(event[name]) or 0) for name in ("timestamp", "analysis", "threat_level_id")}
    tags = [
        {"colour": "#ffffff", "local": False, "relationship_type": "", **each} for each in values.listed(event["Tag"])
    ]
    return {"Orgc": event["Orgc"], "Tag": tags, "info": event["info"], "date": event["date"], **numbers}


def _hashes(event: Mapping[str, Any]) -> Iterator[str]:
    """Yield a line for each value: its MD5, by which MISP looks a value up, and the event that it stands in."""
    for held in (event, *values.listed(event.get("Object"))):
        for each in values.listed(held.get("Attribute")):
            digest = hashlib.md5(values.text(each.get("value")).encode(), usedforsecurity=False).hexdigest()
            yield f"{digest},{event['uuid']}"


def is_feed(names: list[str]) -> bool:
    """Say whether files with these names are a feed.

    >>> is_feed(["f/manifest.json", "f/0bb63c96-9d5c-4a3d-8e35-7a1ee0a0a7b5.json"]), is_feed(["manifest.json"])
    (True, False)
    """
    bare = [_bare(each) for each in names]
    return MANIFEST in bare and any(map(_EVENT.fullmatch, bare))


def read(files: Mapping[str, bytes]) -> Exchanged:
    """Return the files of a feed as one source: its events, and each file and entry that does not fit the others."""
    events = {name: held for name, held in files.items() if _EVENT.fullmatch(_bare(name))}
    found = reading.read_several(events)
    wrong = [
        Refused(
            0, values.one_line(name, 200), f"{values.one_line(name, 200)}: This is no file of a feed of MISP.", name
        )
        for name in files
        if name not in events and _bare(name) not in (MANIFEST, HASHES)
    ]
    for name, held in files.items():
        if _bare(name) == MANIFEST:
            missing = _missing(values.one_line(name, 200), held, {_bare(each).lower() for each in events})
            wrong += (replace(each, source=name) for each in missing)
    return replace(found, refused=(*found.refused, *wrong))


def _missing(name: str, manifest: bytes, there: set[str]) -> Iterator[Refused]:
    """Yield the events that the table of contents names and that no file holds, and what is wrong with the table."""
    if len(manifest) > reading.LONGEST_PART:
        yield Refused(0, name, f"{name}: The table of contents has more than {reading.LONGEST_PART:,} bytes.")
        return
    try:
        held = contents.read(manifest)
    except contents.WrongContents as wrong:
        yield Refused(0, name, f"{name}: {wrong}")
        return
    for each in held:
        if f"{each.lower()}.json" not in there:
            shown = values.one_line(each, 60)
            yield Refused(0, name, f"{name}: The event {shown} is named here, and no file holds it.")


def _bare(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]
