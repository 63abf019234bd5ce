from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from bowstreet.project import checks, databases, settings


@pytest.fixture
def safe(tmp_path: Path) -> SimpleNamespace:
    """The product's own settings over a state folder with a secret."""
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    (keys / "session-secret").touch(mode=0o600)
    own = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    return SimpleNamespace(**{**own, "STATE": tmp_path, "SECRET_KEY": "s" * 50})


def test_the_products_own_settings_are_safe(safe: SimpleNamespace) -> None:
    checks.refuse_unsafe(safe)


def database(pragmas: str) -> dict[str, Any]:
    return {"default": {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {"init_command": pragmas}}}


GOOD = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"DEBUG": True}, "DEBUG"),
        ({"SECRET_KEY": "only-for-init"}, "bowstreet init"),
        ({"SECRET_KEY": "short"}, "too short"),
        ({"DATABASES": database(GOOD.replace("FULL", "NORMAL"))}, "synchronous"),
        ({"DATABASES": database(GOOD + " pragma SYNCHRONOUS = off;")}, "synchronous"),
        ({"DATABASES": database("")}, "synchronous"),
        ({"DATABASES": database(GOOD.replace("foreign_keys=ON", "foreign_keys=OFF"))}, "foreign_keys"),
        ({"DATABASES": database(GOOD.replace("secure_delete=ON", ""))}, "secure_delete"),
        ({"ALLOWED_HOSTS": ["*"], "SESSION_COOKIE_SECURE": True}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ["node.example"]}, "HTTPS"),
        ({"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}, "argon2"),
        ({"PASSWORD_HASHERS": []}, "argon2"),
        ({"MIDDLEWARE": [each for each in settings.MIDDLEWARE if "Csrf" not in each]}, "forgery"),
        ({"MIDDLEWARE": [each for each in settings.MIDDLEWARE if "SecurityHeaders" not in each]}, "policy"),
        ({"INSTALLED_APPS": [*settings.INSTALLED_APPS, "django.contrib.admin"]}, "administration"),
        ({"SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies"}, "database"),
        ({"SESSION_COOKIE_HTTPONLY": False}, "HTTPONLY"),
        ({"SESSION_COOKIE_SAMESITE": None}, "SAMESITE"),
        ({"SESSION_COOKIE_AGE": 13 * 3600}, "twelve hours"),
        ({"MFA_TOTP_INSECURE_BYPASS_CODE": "000000"}, "BYPASS"),
    ],
)
def test_unsafe_settings_are_refused_with_a_sentence(safe: SimpleNamespace, change: dict[str, Any], word: str) -> None:
    changed = SimpleNamespace(**{**vars(safe), **change})
    with pytest.raises(ImproperlyConfigured, match=word):
        checks.refuse_unsafe(changed)


SERVER = {
    "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "encoding": "UTF8", "collation": "C.UTF-8"
}  # fmt: skip


def test_a_server_that_loses_nothing_is_safe() -> None:
    assert list(checks.unsafe_server(SERVER, for_tests=False)) == []


@pytest.mark.parametrize(
    ("name", "setting", "word"),
    [
        ("fsync", "off", "fsync"),
        ("full_page_writes", "off", "full_page_writes"),
        ("synchronous_commit", "off", "synchronous_commit"),
        ("synchronous_commit", "local", "synchronous_commit"),
        ("encoding", "SQL_ASCII", "UTF8"),
        ("collation", "nl_NL.UTF-8", "C.UTF-8"),
    ],
)
def test_an_unsafe_server_is_refused(name: str, setting: str, word: str) -> None:
    said = SERVER | {name: setting}
    (sentence,) = checks.unsafe_server(said, for_tests=False)
    assert word in sentence
    assert bool(list(checks.unsafe_server(said, for_tests=True))) == (name in ("encoding", "collation"))


def test_an_address_that_is_none_is_refused() -> None:
    for url in ("mysql://a/b", "postgresql://host", "postgresql://host:port/name", "bowstreet"):
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
            databases.postgres(url)


@pytest.mark.parametrize(
    ("place", "mode"), [("keys", 0o755), ("keys/session-secret", 0o640), ("keys/session-secret", 0o604)]
)
def test_keys_that_others_can_read_are_refused(safe: SimpleNamespace, place: str, mode: int) -> None:
    (safe.STATE / place).chmod(mode)
    with pytest.raises(ImproperlyConfigured, match="mode must be"):
        checks.refuse_unsafe(safe)
