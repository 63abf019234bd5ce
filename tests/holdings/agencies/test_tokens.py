from datetime import timedelta

import pytest
from tests.worlds import agencies as world
from tests.worlds.agencies import Two

from bowstreet.holdings.agencies import founding, officers, tokens
from bowstreet.holdings.agencies.models import Token
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Role
from bowstreet.vocabulary.refusals import Hidden, PurposeRefused, Refusal

NOW = world.NOW


def make(person: world.Person, **more: object) -> tokens.NewToken:
    return tokens.make(reader=person.reader(), now=NOW, label="my program", **more)  # type: ignore[arg-type]


def test_a_token_is_kept_as_a_hash_and_resolves(two: Two) -> None:
    new = make(two.analyst, purposes=("cross_checking",), days=3)
    assert new.secret not in str(list(Token.objects.values()))
    found = tokens.reader_of(new.secret, purpose="cross_checking", now=NOW)
    assert found is not None
    assert (found.officer, found.session) == (two.analyst.id, f"token:{new.card.id}")
    assert (found.purpose, found.mfa) == (Purpose.CROSS_CHECKING, True)
    for other in ("operational_analysis", "no purpose", ""):
        with pytest.raises(PurposeRefused):
            tokens.reader_of(new.secret, purpose=other, now=NOW)
    assert world.actions(two.north)[0] == "token.make"


@pytest.mark.parametrize("secret", ["", "bow_", "bow_x", "x", "bow_\ud800", "bow_" + "a" * 10_000])
def test_nothing_else_resolves(two: Two, secret: str) -> None:
    make(two.analyst)
    assert tokens.reader_of(secret, purpose=None, now=NOW) is None


def test_a_token_ends_on_its_day_and_when_revoked(two: Two) -> None:
    new = make(two.analyst, days=2)
    assert tokens.reader_of(new.secret, purpose=None, now=NOW + timedelta(days=2)) is None
    for other in (two.north, two.south):
        with pytest.raises(Hidden):
            tokens.revoke(reader=other.reader(), now=NOW, id=new.card.id)
    assert tokens.reader_of(new.secret, purpose=None, now=NOW) is not None
    assert tokens.revoke(reader=two.analyst.reader(), now=NOW, id=new.card.id).revoked_at == NOW
    assert tokens.reader_of(new.secret, purpose=None, now=NOW) is None
    with pytest.raises(Hidden):
        tokens.revoke(reader=two.analyst.reader(), now=NOW, id="no id")


def test_a_token_never_outranks_its_officer(two: Two) -> None:
    with pytest.raises(PurposeRefused):
        make(two.analyst, purposes=("data_protection_control",))
    new = make(two.analyst)
    officers.change_role(reader=two.north.reader(), officer=two.analyst.id, role=Role.PROSECUTOR, now=NOW)
    with pytest.raises(PurposeRefused):
        tokens.reader_of(new.secret, purpose="operational_analysis", now=NOW)
    found = tokens.reader_of(new.secret, purpose="prosecution", now=NOW)
    assert found is not None and found.role is Role.PROSECUTOR


def test_a_token_makes_no_token(two: Two) -> None:
    with pytest.raises(tokens.NotInPerson):
        tokens.make(reader=two.analyst.reader(session="token:1"), now=NOW, label="more")


@pytest.mark.parametrize(("label", "days"), [(" ", 3), ("x", 0), ("x", 366)])
def test_a_token_needs_name_and_term(two: Two, label: str, days: int) -> None:
    with pytest.raises(Refusal):
        tokens.make(reader=two.analyst.reader(), now=NOW, label=label, days=days)


def test_ended_officers_and_suspended_agencies_have_no_tokens(two: Two) -> None:
    mine, leads = make(two.analyst), make(two.north)
    officers.end(reader=two.north.reader(), officer=two.analyst.id, now=NOW)
    assert tokens.reader_of(mine.secret, purpose=None, now=NOW) is None
    founding.suspend_agency(actor=founding.operator(), slug="north", now=NOW)
    assert tokens.reader_of(leads.secret, purpose=None, now=NOW) is None
    founding.resume_agency(actor=founding.operator(), slug="north", now=NOW)
    assert tokens.reader_of(leads.secret, purpose=None, now=NOW) is not None


def test_mine_are_mine(two: Two) -> None:
    make(two.north)
    new = make(two.analyst)
    assert [each.id for each in tokens.mine(reader=two.analyst.reader(), now=NOW)] == [new.card.id]
