"""The officers of a demonstration world as cards on the sign-in page: there alone, and on loopback alone."""

import ipaddress
import json
from dataclasses import dataclass, fields
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


@dataclass(frozen=True)
class Card:
    """An invented officer, what to try as that officer, and the purpose that is set beforehand."""

    officer: str
    name: str
    agency: str
    country: str
    role: str
    to_try: str
    purpose: str
    case: str


def cards_for(request: HttpRequest) -> tuple[Card, ...]:
    """Return the cards; none when this is no demonstration world, or the request came from another machine."""
    kept = Path(settings.STATE) / "demonstration-keys" / "cards.json"
    if not _is_loopback(request) or not kept.is_file():
        return ()
    return tuple(_card(raw) for raw in json.loads(kept.read_text(encoding="utf-8")))


def _card(raw: dict[str, str | None]) -> Card:
    names = [each.name for each in fields(Card)]
    said = {**raw, "to_try": raw.get("try")}
    return Card(**{name: said.get(name) or "" for name in names})


def _is_loopback(request: HttpRequest) -> bool:
    """Say whether both ends are this machine. A proxy in between means the other end is not known."""
    if any(name in request.META for name in _FORWARDED):
        return False
    host = split_domain_port(request.get_host())[0].strip("[]")
    return _is_local(request.META.get("REMOTE_ADDR", "")) and (host == "localhost" or _is_local(host))


def _is_local(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
