"""What a caller sent: filters in the query, each once, or objects in the body, which lie on disk and not in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError

from bowstreet.casework.sharing.handing import LARGEST
from bowstreet.holdings.ledger import chance
from bowstreet.interfaces.doors.door import Door, Upload
from bowstreet.interfaces.doors.reading import WrongField
from bowstreet.interfaces.taxii import negotiating
from bowstreet.vocabulary.refusals import Refusal, Sort

_PIECE = 1 << 16
_MATCHES = {"match[id]": "match_id", "match[type]": "match_type", "match[version]": "version",
            "match[spec_version]": "spec_version"}  # fmt: skip
_SENT = {field: name for name, field in _MATCHES.items()}
NAME = "envelope.json"
"""What a body is called as a file of an intake."""


class BodyTooLarge(Refusal):
    """A body over the limit."""

    sort = Sort.TOO_MUCH

    def __init__(self) -> None:
        """Say the limit."""
        super().__init__(f"A body has at most {LARGEST:,} bytes here. Send the objects in several parts.")


def filters(door: Door, request: HttpRequest) -> dict[str, Any]:
    """Return the filters of a query; raise ``WrongField`` for one that is given twice or is not known here.

    Fields to match that the standard does not define are passed over, as it allows.
    """
    found: dict[str, Any] = {}
    for name in request.GET:
        known = _MATCHES.get(name, name)
        if name not in _MATCHES and name.startswith("match["):
            continue
        if len(request.GET.getlist(name)) > 1:
            raise WrongField([(name, "stands there more than once")])
        if known not in door.form.model_fields or (
            known in ("id", "object", "version", "spec_version") and known == name
        ):
            raise WrongField([(name, "is not asked for here")])
        found[known] = request.GET[name]
    return found


def as_sent(wrong: WrongField) -> WrongField:
    """Return what is wrong with fields under the names by which a query asks for them.

    >>> as_sent(WrongField([("version", "cannot be taken")])).sentence
    'match[version] cannot be taken.'
    """
    return WrongField([(_SENT.get(field, field), why) for field, why in wrong.errors])


@contextmanager
def file_of(request: HttpRequest) -> Iterator[Upload]:
    """Let a body lie in ``settings.INCOMING`` for a while; raise ``WrongMedia``, or ``BodyTooLarge`` unread."""
    if not negotiating.is_taxii(request.headers.get("Content-Type", "")):
        raise negotiating.WrongMedia()
    told = request.headers.get("Content-Length", "")
    if told.isdigit() and int(told) > LARGEST:
        raise BodyTooLarge()
    folder = Path(settings.INCOMING)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / chance.secret(16)
    try:
        yield Upload(NAME, str(place), _written(request, place))
    finally:
        place.unlink(missing_ok=True)


def _written(request: HttpRequest, place: Path) -> int:
    size = 0
    with place.open("xb") as out:
        try:
            while piece := request.read(_PIECE):
                size += len(piece)
                if size > LARGEST:
                    raise BodyTooLarge()
                out.write(piece)
        except UnreadablePostError:
            raise WrongField([("body", "cannot be read to its end")]) from None
    return size
