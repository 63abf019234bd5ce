"""What acts and queries answer as resources of TAXII 2.1: their bytes, and the headers that tell of moments."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from bowstreet.casework.sharing.collecting import Collected, CollectionCard
from bowstreet.casework.sharing.handing import LARGEST, MOST_TOLD, Fate, Sending
from bowstreet.interfaces.doors.collections import ROOT
from bowstreet.interfaces.taxii.negotiating import STIX, TAXII

AT = "/taxii2"
_LISTS = {"success": "successes", "failure": "failures", "pending": "pendings"}
Resource = tuple[bytes, dict[str, str]]


def moment(at: datetime) -> str:
    """Return a moment as TAXII writes it, to the microsecond.

    >>> moment(datetime(2031, 2, 3, 4, 5, 6, tzinfo=UTC))
    '2031-02-03T04:05:06.000000Z'
    """
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def _discovery(_: None) -> Resource:
    root = f"{AT}{ROOT}/"
    told = "Collections are what agencies agreed to give each other."
    return _told({"title": "Bowstreet", "description": told, "default": root, "api_roots": [root]})


def _root(_: None) -> Resource:
    return _told({"title": "Agreements of this node", "versions": [TAXII], "max_content_length": LARGEST})


def _collections(found: tuple[CollectionCard, ...]) -> Resource:
    return _told({"collections": [_card(each) for each in found]} if found else {})


def _collection(each: CollectionCard) -> Resource:
    return _told(_card(each))


def _card(each: CollectionCard) -> dict[str, Any]:
    return {
        "id": each.id, "title": each.title, "description": f"Given by {each.giver}.", "can_read": True,
        "can_write": each.writes, "media_types": [STIX],
    }  # fmt: skip


def _status(sent: Sending) -> Resource:
    fates = {"success": sent.taken, "failure": sent.failed, "pending": sent.waiting}
    listed = {_LISTS[fate]: [_fate(each) for each in some] for fate, some in fates.items()
              if 0 < len(some) <= MOST_TOLD}  # fmt: skip
    return _told({
        "id": sent.id, "status": "pending" if sent.waiting else "complete", "request_timestamp": moment(sent.at),
        "total_count": sent.total, **{f"{fate}_count": len(some) for fate, some in fates.items()}, **listed,
    })  # fmt: skip


def _fate(each: Fate) -> dict[str, str]:
    told = {"id": each.id, "version": each.version}
    return {**told, "message": each.message} if each.message else told


def _envelope(page: Collected) -> Resource:
    parts = [each.raw for each in page.items if each.raw is not None]
    if not parts:
        return b"{}", _moments(page)
    more = b'"more":true,"next":%b,' % orjson.dumps(page.next) if page.next else b""
    parts[0] = b'{%b"objects":[%b' % (more, parts[0])
    parts[-1] += b"]}"
    return b",".join(parts), _moments(page)


def _manifest(page: Collected) -> Resource:
    told = [{"id": each.id, "date_added": moment(each.added_at), "version": each.version, "media_type": STIX}
            for each in page.items]  # fmt: skip
    return orjson.dumps(_more(page) | ({"objects": told} if told else {})), _moments(page)


def _versions(page: Collected) -> Resource:
    told = list(dict.fromkeys(each.version for each in page.items))
    return orjson.dumps(_more(page) | ({"versions": told} if told else {})), _moments(page)


def _nothing(_: None) -> Resource:
    return b"", {}


RESOURCES: Mapping[str, Callable[[Any], Resource]] = {
    "taxii.discovery": _discovery,
    "taxii.root": _root,
    "taxii.status": _status,
    "taxii.collections": _collections,
    "taxii.collection": _collection,
    "taxii.manifest": _manifest,
    "taxii.objects": _envelope,
    "taxii.hand-in": _status,
    "taxii.object": _envelope,
    "taxii.take-out": _nothing,
    "taxii.versions": _versions,
}
"""By the name of a door."""


def _more(page: Collected) -> dict[str, Any]:
    return {"more": True, "next": page.next} if page.next else {}


def _moments(page: Collected) -> dict[str, str]:
    """Return when the first and the last object came; where there is none, the moment to go on from."""
    first, last = (page.items[0].added_at, page.items[-1].added_at) if page.items else (page.since, page.since)
    return {"X-TAXII-Date-Added-First": moment(first), "X-TAXII-Date-Added-Last": moment(last)}


def _told(held: dict[str, Any]) -> Resource:
    return orjson.dumps(held), {}
