"""Several versions of one object: which is the latest, and whether the object was revoked."""

from collections.abc import Iterable
from datetime import UTC, datetime

from bowstreet.formats.stix.reading import Found

_NEVER = datetime.min.replace(tzinfo=UTC)


def latest(found: Iterable[Found]) -> dict[str, Found]:
    """Return the latest version of each object by its id, in the order in which ids came first.

    A version is told by ``modified``, else by ``created``; of two that say the same time one that is revoked counts as
    the later, because nothing follows it, and else the one that came last.
    """
    kept: dict[str, Found] = {}
    for each in found:
        other = kept.get(each.head.id)
        if other is None or _rank(each) >= _rank(other):
            kept[each.head.id] = each
    return kept


def conflicting(found: Iterable[Found]) -> tuple[tuple[Found, Found], ...]:
    """Return pairs that have id and version in common and are not byte for byte the same."""
    seen: dict[tuple[str, datetime], Found] = {}
    pairs = []
    for each in found:
        first = seen.setdefault((each.head.id, version_of(each)), each)
        if first.raw != each.raw:
            pairs.append((first, each))
    return tuple(pairs)


def is_revoked(found: Iterable[Found], own: str) -> bool:
    """Say whether the latest version of an object is revoked."""
    last = latest(each for each in found if each.head.id == own).get(own)
    return last is not None and last.head.revoked


def version_of(found: Found) -> datetime:
    """Return by what time a version is told; the beginning of time where it has none, as cyber-observables do."""
    return found.head.modified or found.head.created or _NEVER


def _rank(found: Found) -> tuple[datetime, bool]:
    return version_of(found), found.head.revoked
