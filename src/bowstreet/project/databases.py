"""Reading ``DATABASE_URL``: where the relational part lies when it is not a file of the state folder."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("postgres", "postgresql")
ALWAYS = "-c synchronous_commit=on -c lock_timeout=20s -c idle_in_transaction_session_timeout=0 -c timezone=UTC"
"""What every connection asks of the server: acknowledged is on disk, and nobody waits for ever."""


def postgres(url: str) -> dict[str, Any]:
    """Return Django's settings for a database of PostgreSQL; raise ``ImproperlyConfigured`` for another address.

    What stands after the question mark goes to the driver; ``host`` there may be the folder of a socket.

    >>> found = postgres("postgresql://bow:s%40y@db.example:5433/street?sslmode=verify-full")
    >>> found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"], found["OPTIONS"]["sslmode"]
    ('bow', 's@y', 'db.example', '5433', 'street', 'verify-full')
    """
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        raise ImproperlyConfigured("DATABASE_URL is no address that can be read.") from None
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in SCHEMES or not name:
        raise ImproperlyConfigured("DATABASE_URL must read postgresql://USER:PASSWORD@HOST:PORT/DATABASE.")
    said = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "bowstreet.holdings.engines.one_writer",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": said.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": "10", **said, "options": f"{said.pop('options', '')} {ALWAYS}".strip()},
        "TEST": {"TEMPLATE": "template0"},
    }
