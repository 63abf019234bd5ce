"""What a node refuses to start with: settings under which it would lose data, leak it, or let anybody in."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

DEFAULT_SECRET = "only-for-init"  # noqa: S105 - the word that stands where no secret was made yet
_SHORTEST_SECRET = 32
_LONGEST_SESSION = 12 * 60 * 60
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "testserver"})
_DURABLE = frozenset({"FULL", "EXTRA", "2", "3"})
_ON_SERVER = {
    "fsync": ({"on"}, "PostgreSQL must run with fsync=on, or a power cut loses what was acknowledged."),
    "full_page_writes": (
        {"on"}, "PostgreSQL must run with full_page_writes=on, or a power cut leaves pages half written."
    ),
    "synchronous_commit": (
        {"on", "remote_apply"}, "PostgreSQL must run with synchronous_commit=on: acknowledged is on disk."
    ),
}  # fmt: skip
_BY_CODE = frozenset({"C", "POSIX", "C.UTF-8", "C.UTF8"})
FOR_TESTS = "BOWSTREET_TEST_CLUSTER"
"""Set to 1 by the tests' own cluster, which keeps nothing that anybody will miss."""
_MIDDLEWARE = (
    ("django.middleware.csrf.CsrfViewMiddleware", "Forms are not guarded against forgery: CsrfViewMiddleware is off."),
    ("bowstreet.interfaces.web.headers.SecurityHeaders",
     "Answers carry no content-security policy: SecurityHeaders is off."),
)  # fmt: skip


def refuse_unsafe(settings: Any) -> None:
    """Raise ``ImproperlyConfigured`` with all sentences when the settings or the key files are not safe."""
    found = tuple(unsafe(settings))
    if found:
        raise ImproperlyConfigured("Bowstreet does not start. " + " ".join(found))


def unsafe(settings: Any) -> Iterator[str]:
    """Yield a sentence for everything that is unsafe."""
    yield from _secrets(settings)
    yield from _sessions(settings)
    yield from _doors(settings)
    yield from _database(settings.DATABASES["default"])
    yield from _key_files(Path(settings.STATE) / "keys")


def _secrets(settings: Any) -> Iterator[str]:
    if settings.SECRET_KEY == DEFAULT_SECRET:
        yield "There is no session secret: run 'bowstreet init'."
    elif len(settings.SECRET_KEY) < _SHORTEST_SECRET:
        yield "The session secret is too short to be one: it needs 32 signs or more."
    if "Argon2" not in next(iter(settings.PASSWORD_HASHERS), ""):
        yield "Passwords would not be kept with argon2."
    if getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
        yield "A code is set that opens every account: remove MFA_TOTP_INSECURE_BYPASS_CODE."


def _sessions(settings: Any) -> Iterator[str]:
    if settings.SESSION_ENGINE != "bowstreet.holdings.agencies.kept_sessions":
        yield "Sessions must be kept in the database, or they could not be ended."
    if not settings.SESSION_COOKIE_HTTPONLY:
        yield "Scripts could read the session cookie: SESSION_COOKIE_HTTPONLY is off."
    if settings.SESSION_COOKIE_SAMESITE not in {"Lax", "Strict"}:
        yield "Other sites could use the session cookie: SESSION_COOKIE_SAMESITE is neither Lax nor Strict."
    if settings.SESSION_COOKIE_AGE > _LONGEST_SESSION:
        yield "A session may last twelve hours at most."


def _doors(settings: Any) -> Iterator[str]:
    if settings.DEBUG:
        yield "DEBUG is on: error pages would show case data."
    if "*" in settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS takes any name; list the names of this node."
    if not settings.SESSION_COOKIE_SECURE and not set(settings.ALLOWED_HOSTS) <= _LOOPBACK:
        yield "Served under a name of its own, the node needs HTTPS: set BOWSTREET_HTTPS=1."
    if "django.contrib.admin" in settings.INSTALLED_APPS:
        yield "Django's administration is installed: it goes round every rule."
    for middleware, sentence in _MIDDLEWARE:
        if middleware not in settings.MIDDLEWARE:
            yield sentence


def _database(database: Any) -> Iterator[str]:
    if "sqlite" not in database["ENGINE"]:
        yield from unsafe_server(_server(), for_tests=os.environ.get(FOR_TESTS) == "1")
        return
    pragmas = database.get("OPTIONS", {}).get("init_command", "")
    if not _last(pragmas, "synchronous") & _DURABLE:
        yield "SQLite must run with synchronous=FULL, or a power cut loses what was acknowledged."
    if not _last(pragmas, "foreign_keys") & {"ON", "1", "TRUE", "YES"}:
        yield "SQLite must run with foreign_keys=ON."
    if not _last(pragmas, "secure_delete") & {"ON", "1", "TRUE", "YES"}:
        yield "SQLite must run with secure_delete=ON, or what was erased stays in the file."


def _server() -> dict[str, str]:
    """Return what the server of the database has its settings set to, and how the database was made."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(_ON_SERVER)])
        said = dict(cursor.fetchall())
        cursor.execute(
            "SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database WHERE datname = current_database()"
        )
        said["encoding"], said["collation"] = cursor.fetchone()
    return said


def unsafe_server(said: Mapping[str, str], *, for_tests: bool) -> Iterator[str]:
    """Yield a sentence for every unsafe setting of a server; tests may run on one that loses data in a power cut."""
    for name, (safe, sentence) in _ON_SERVER.items():
        if said.get(name) not in safe and not for_tests:
            yield sentence
    if said["encoding"] != "UTF8":
        yield "The database must be made with the encoding UTF8: texts in other letters could not be kept."
    if said["collation"].upper() not in _BY_CODE:
        yield "The database must be made with LOCALE 'C.UTF-8': another order of letters would change answers."


def _last(pragmas: str, name: str) -> set[str]:
    """Return the value that a pragma has in the end, as a set of none or one."""
    said = re.findall(rf"PRAGMA\s+{name}\s*=\s*'?(\w+)", pragmas, re.IGNORECASE)
    return {said[-1].upper()} if said else set()


def _key_files(folder: Path) -> Iterator[str]:
    for place in (folder, *sorted(folder.rglob("*"))) if folder.is_dir() else ():
        if place.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield f"Others can read or change {place.name}: its mode must be {'0700' if place.is_dir() else '0600'}."
