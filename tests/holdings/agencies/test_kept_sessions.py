"""Sessions in the database: what is kept of them in a process keeps none of them alive."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from bowstreet.holdings.agencies.kept_sessions import SessionStore

SECRETS = "a first secret of more than thirty-two signs", "another secret of more than thirty-two signs"


@pytest.fixture
def key(db: None) -> str:
    made = SessionStore()
    made["officer"], made["seen"] = "ann", 5.5
    made.create()
    assert dict(SessionStore(made.session_key).items()) == {"officer": "ann", "seen": 5.5}
    return str(made.session_key)


def test_a_session_that_was_ended_is_gone_at_the_next_request(key: str) -> None:
    SessionStore(key).delete()
    gone = SessionStore(key)
    assert dict(gone.items()) == {} and gone.session_key is None


def test_a_session_that_has_run_out_is_gone(key: str) -> None:
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert dict(SessionStore(key).items()) == {}


def test_what_is_changed_in_one_request_is_not_changed_in_another_that_did_not_save(key: str) -> None:
    SessionStore(key)["officer"] = "eve"
    assert SessionStore(key)["officer"] == "ann"


def test_what_is_saved_is_read_at_the_next_request(key: str) -> None:
    later = SessionStore(key)
    later["purpose"] = "prosecution"
    later.save()
    assert SessionStore(key)["purpose"] == "prosecution"


def test_a_text_that_another_secret_signed_holds_nothing_though_it_was_read_before(settings: Any) -> None:
    settings.SECRET_KEY = SECRETS[0]
    signed = SessionStore().encode({"officer": "ann"})
    assert SessionStore().decode(signed) == {"officer": "ann"}
    settings.SECRET_KEY = SECRETS[1]
    assert SessionStore().decode(signed) == {} == SessionStore().decode(signed[:-1])
