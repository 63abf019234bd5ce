import threading
from datetime import timedelta

import pytest
from django.db import connection
from tests.worlds import agencies as world
from tests.worlds.agencies import Two

from bowstreet.holdings.agencies import lockout, officers, second_factor, signing
from bowstreet.holdings.agencies.models import Attempt, Officer
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.refusals import PurposeRefused, Refusal

NOW = world.NOW + timedelta(hours=1)


def password(login: str, typed: str = "wrong", now: object = NOW) -> str:
    try:
        signing.try_password(login=login, password=typed, now=now)  # type: ignore[arg-type]
    except Refusal as refusal:
        return type(refusal).__name__
    return "open"


def code(person: world.Person, typed: str, now: object = NOW) -> str:
    try:
        signing.try_code(officer_id=person.id, code=typed, session="web:1", now=now)  # type: ignore[arg-type]
    except Refusal as refusal:
        return type(refusal).__name__
    return "open"


def test_password_then_code(two: Two) -> None:
    assert password("n.analyst", world.PASSWORD) == "open"
    assert code(two.analyst, two.analyst.code(NOW)) == "open"
    assert world.actions(two.north)[0] == "sign-in"


@pytest.mark.parametrize("login", ["n.analyst", "nobody.here"])
def test_five_wrong_passwords_close_a_login_known_or_not(two: Two, login: str) -> None:
    said = [password(login) for _ in range(30)]
    assert said == ["SignInRefused"] * 5 + ["Locked"] * 25
    assert password("n.analyst", world.PASSWORD) == ("Locked" if login == "n.analyst" else "open")
    end = NOW + lockout.TERM
    assert password(login, now=end) == "SignInRefused"


@pytest.mark.parametrize("login", ["n.analyst", "nobody.here"])
def test_after_the_term_five_more_wrong_tries_close_it_again(two: Two, login: str) -> None:
    at = NOW
    for _ in range(3):
        assert [password(login, now=at) for _ in range(7)] == ["SignInRefused"] * 5 + ["Locked"] * 2
        assert password(login, now=at + lockout.TERM - timedelta(microseconds=1)) == "Locked"
        at += lockout.TERM
    assert [password(login, now=at) for _ in range(4)] == ["SignInRefused"] * 4
    assert password("n.analyst", world.PASSWORD, at) == "open"


def test_a_thousand_codes_are_judged_five_times(two: Two) -> None:
    assert password("n.analyst", world.PASSWORD) == "open"
    right = two.analyst.code(NOW)
    said = [code(two.analyst, f"{number:06}") for number in range(1000) if f"{number:06}" != right]
    assert said.count("CodeRefused") == 5
    assert set(said[5:]) == {"Locked"}
    assert code(two.analyst, right) == "Locked"
    assert world.actions(two.north).count("sign-in.code") == 5


def test_passwords_and_codes_share_one_counter(two: Two) -> None:
    for _ in range(3):
        assert password("n.analyst") == "SignInRefused"
    assert password("n.analyst", world.PASSWORD) == "open"
    assert [code(two.analyst, "no") for _ in range(3)] == ["CodeRefused", "CodeRefused", "Locked"]


def test_spellings_share_one_counter(two: Two) -> None:
    spellings = ["n.analyst", "N.Analyst", " n.analyst ", "ｎ.ａｎａｌｙｓｔ", "n.ana\u200blyst", "n.analyſt"]
    assert [password(each) for each in spellings] == ["SignInRefused"] * 5 + ["Locked"]
    assert Attempt.objects.count() == 1


def test_what_was_typed_is_not_kept(two: Two) -> None:
    password("my-password-by-mistake")
    assert "mistake" not in str(list(Attempt.objects.values()))


def test_signing_in_begins_the_count_anew(two: Two) -> None:
    for step in range(3):
        at = NOW + timedelta(minutes=2 * step)
        for _ in range(4):
            assert password("n.analyst", now=at) == "SignInRefused"
        assert password("n.analyst", world.PASSWORD, at) == "open"
        assert code(two.analyst, two.analyst.code(at), at) == "open"


def test_a_supervisor_opens_the_login_sooner(two: Two) -> None:
    for _ in range(6):
        password("n.analyst")
    with pytest.raises(Refusal):
        officers.lift(reader=two.south.reader(), officer=two.analyst.id, now=NOW)
    assert password("n.analyst", world.PASSWORD) == "Locked"
    officers.lift(reader=two.north.reader(), officer=two.analyst.id, now=NOW)
    assert password("n.analyst", world.PASSWORD) == "open"
    assert world.actions(two.north)[0] == "officer.unlock"


def test_a_code_opens_once_and_near_its_time(two: Two) -> None:
    used = two.analyst.code(NOW)
    assert code(two.analyst, used) == "open"
    assert code(two.analyst, used) == "CodeRefused"
    assert code(two.analyst, used, NOW + timedelta(seconds=30)) == "CodeRefused"
    later = NOW + timedelta(minutes=10)
    assert code(two.analyst, two.analyst.code(later - timedelta(seconds=30)), later) == "open"
    assert code(two.analyst, two.analyst.code(later - timedelta(minutes=2)), later) == "CodeRefused"


def test_a_recovery_code_opens_once(two: Two) -> None:
    assert code(two.analyst, two.analyst.codes[3]) == "open"
    assert code(two.analyst, two.analyst.codes[3]) == "CodeRefused"


@pytest.mark.parametrize("typed", ["", " ", "\x00", "００００００", "١٢٣٤٥٦", "9" * 5000])
def test_odd_codes_and_passwords_are_wrong(two: Two, typed: str) -> None:
    assert code(two.analyst, typed) == "CodeRefused"
    assert password("n.analyst", typed) == "SignInRefused"


def test_secrets_of_the_second_factor_are_sealed(two: Two) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = str(cursor.fetchall())
    assert two.analyst.secret not in kept
    assert not any(each in kept for each in two.analyst.codes)
    assert second_factor.opened(second_factor.sealed(two.analyst.secret)) == two.analyst.secret


def test_passwords_are_kept_with_argon2(two: Two) -> None:
    assert Officer.objects.get(login="n.analyst").password.startswith("argon2$argon2id$")


def test_many_tries_at_once_are_judged_five_times(two: Two) -> None:
    said: list[str] = []

    def one() -> None:
        said.append(password("n.analyst"))
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert said.count("SignInRefused") == 5
    assert said.count("Locked") == 7


def test_a_failure_of_a_known_login_is_in_the_ledger_without_what_was_typed(two: Two) -> None:
    password("n.analyst", "my secret words")
    entry = next(each for each in world.entries(two.north) if each.event == "auth")
    assert (entry.action, entry.result, entry.officer) == ("sign-in.password", "deny", two.analyst.id)
    assert "my secret words" not in str(entry)


def test_choosing_a_purpose_is_in_the_ledger(two: Two) -> None:
    reader = two.analyst.reader()
    chosen = signing.choose_purpose(reader=reader, purpose="cross_checking", case="C-1", reason="why", now=NOW)
    assert (chosen.purpose, chosen.case) == (Purpose.CROSS_CHECKING, "C-1")
    signing.choose_purpose(reader=chosen, purpose="prosecution", case=None, reason=None, now=NOW)
    entries = [each for each in world.entries(two.north) if each.action.startswith("purpose")]
    assert [(each.action, each.purpose) for each in entries] == [
        ("purpose.changed", "prosecution"), ("purpose.chosen", "cross_checking"),
    ]  # fmt: skip
    for refused in ("data_protection_control", "no such", ""):
        with pytest.raises(PurposeRefused):
            signing.choose_purpose(reader=reader, purpose=refused, case=None, reason=None, now=NOW)
