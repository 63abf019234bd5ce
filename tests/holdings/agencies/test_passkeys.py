import json
import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from fido2.utils import websafe_decode, websafe_encode
from tests.worlds import agencies as world
from tests.worlds.agencies import Person, Two
from tests.worlds.authenticator import Key

from bowstreet.holdings.agencies import enrolling, lockout, passkeys, signing, tokens
from bowstreet.holdings.agencies.models import Officer
from bowstreet.vocabulary.refusals import Hidden

NOW = world.NOW


def added(person: Person, key: Key, name: str = "on my ring") -> passkeys.PasskeyCard:
    room = passkeys.mine(reader=person.reader(), now=NOW)
    made = key.make(room.options)
    return passkeys.add(reader=person.reader(), now=NOW, name=name, ticket=room.ticket, credential=made)


def opens(person: Person, said: str, challenge: str) -> bool:
    try:
        signing.try_passkey(officer_id=person.id, challenge=challenge, said=said, session="web:key", now=NOW)
    except signing.PasskeyRefused:
        return False
    return True


def asked(person: Person) -> passkeys.Asked:
    made = passkeys.asked(person.id)
    assert made is not None
    return made


def test_a_passkey_is_added_signs_in_and_is_removed(two: Two) -> None:
    key = Key()
    assert passkeys.asked(two.analyst.id) is None
    card = added(two.analyst, key)
    assert [each.name for each in passkeys.mine(reader=two.analyst.reader(), now=NOW).cards] == ["on my ring"]
    first = asked(two.analyst)
    said = key.sign(first.options)
    assert opens(two.analyst, said, first.challenge)
    assert passkeys.mine(reader=two.analyst.reader(), now=NOW).cards[0].last_used_at == NOW
    later = NOW + timedelta(minutes=1)
    signing.try_code(officer_id=two.analyst.id, code=two.analyst.code(later), session="web:code", now=later)
    assert passkeys.remove(reader=two.analyst.reader(), now=NOW, id=card.id) == replace(card, last_used_at=NOW)
    assert passkeys.asked(two.analyst.id) is None
    assert world.actions(two.north)[:4] == ["passkey.remove", "sign-in", "sign-in", "passkey.add"]


def test_what_was_signed_for_another_challenge_opens_nothing(two: Two) -> None:
    key = Key()
    added(two.analyst, key)
    first, second = asked(two.analyst), asked(two.analyst)
    assert first.challenge != second.challenge
    said = key.sign(first.options)
    for challenge in (second.challenge, "", "x"):
        assert not opens(two.analyst, said, challenge)
    assert world.actions(two.north)[0] == "sign-in.passkey"


def test_a_key_of_another_site_or_of_nobody_opens_nothing(two: Two) -> None:
    key, other = Key(), Key("other")
    added(two.analyst, key)
    for stranger, origin in ((other, other.origin), (key, "http://localhost.example"), (key, "https://example.org")):
        stranger.origin = origin
        now = asked(two.analyst)
        assert not opens(two.analyst, stranger.sign(now.options), now.challenge)


def test_a_copied_key_that_counted_no_further_opens_nothing(two: Two) -> None:
    key = Key()
    added(two.analyst, key)
    for count, fits in ((5, True), (5, False), (3, False), (6, True)):
        key.count = count - 1
        now = asked(two.analyst)
        assert opens(two.analyst, key.sign(now.options), now.challenge) is fits


def test_many_wrong_answers_close_the_sign_in(two: Two) -> None:
    added(two.analyst, Key())
    with pytest.raises(lockout.Locked):
        for _ in range(20):
            opens(two.analyst, "{}", asked(two.analyst).challenge)


@pytest.mark.parametrize(
    "said", ["", "{}", "[]", "null", "[" * 5000, '{"id": 7}', '{"rawId": "AA", "response": {}}', "x" * 30_000]
)
def test_what_is_no_answer_of_a_browser_is_refused_in_a_sentence(two: Two, said: str) -> None:
    room = passkeys.mine(reader=two.analyst.reader(), now=NOW)
    with pytest.raises(passkeys.WrongPasskey, match="no passkey for this node"):
        passkeys.add(reader=two.analyst.reader(), now=NOW, name="x", ticket=room.ticket, credential=said)
    added(two.analyst, Key())
    assert not opens(two.analyst, said, asked(two.analyst).challenge)


def test_a_ticket_is_for_its_officer_and_for_ten_minutes(two: Two) -> None:
    room = passkeys.mine(reader=two.analyst.reader(), now=NOW)
    made = Key().make(room.options)
    late = NOW + passkeys.TERM + timedelta(seconds=1)
    for person, now, ticket in ((two.north, NOW, room.ticket), (two.analyst, late, room.ticket),
                                (two.analyst, NOW, room.ticket + "x"), (two.analyst, NOW, "")):  # fmt: skip
        with pytest.raises(passkeys.WrongPasskey, match="too long"):
            passkeys.add(reader=person.reader(now), now=now, name="x", ticket=ticket, credential=made)
    passkeys.add(reader=two.analyst.reader(), now=NOW, name="x", ticket=room.ticket, credential=made)
    with pytest.raises(passkeys.WrongPasskey, match="already"):
        passkeys.add(reader=two.analyst.reader(), now=NOW, name="x", ticket=room.ticket, credential=made)


def test_passkeys_are_ones_own_and_changed_in_person(two: Two) -> None:
    card = added(two.analyst, Key())
    with pytest.raises(Hidden):
        passkeys.remove(reader=two.north.reader(), now=NOW, id=card.id)
    new = tokens.make(reader=two.analyst.reader(), now=NOW, label="program")
    program = tokens.reader_of(new.secret, purpose=None, now=NOW)
    assert program is not None
    with pytest.raises(passkeys.NotInPerson):
        passkeys.remove(reader=program, now=NOW, id=card.id)
    room = passkeys.mine(reader=program, now=NOW)
    with pytest.raises(passkeys.NotInPerson):
        passkeys.add(reader=program, now=NOW, name="x", ticket=room.ticket, credential=Key().make(room.options))


def test_who_is_enrolled_anew_has_no_passkey_left(two: Two) -> None:
    added(two.analyst, Key())
    link = enrolling.enrol_anew(reader=two.north.reader(), officer=two.analyst.id, now=NOW)
    world.accept(link.path)
    assert passkeys.asked(two.analyst.id) is None


def test_there_is_an_end_to_how_many_one_has(two: Two) -> None:
    for number in range(passkeys.MOST):
        added(two.analyst, Key(str(number)))
    with pytest.raises(passkeys.WrongPasskey, match="at most"):
        added(two.analyst, Key())


def test_a_node_elsewhere_takes_its_first_origin(two: Two, settings: Any) -> None:
    settings.CSRF_TRUSTED_ORIGINS = ["https://bowstreet.police.example"]
    room = passkeys.mine(reader=two.analyst.reader(), now=NOW)
    assert room.place == json.loads(room.options)["rp"]["id"] == "bowstreet.police.example"
    with pytest.raises(passkeys.WrongPasskey):
        added(two.analyst, Key())
    added(two.analyst, Key(origin="https://bowstreet.police.example"))


def test_nothing_secret_is_kept(two: Two) -> None:
    added(two.analyst, Key(), name="  desk ")
    kept = Authenticator.objects.get(user_id=two.analyst.id, type="webauthn").data
    assert set(kept) == {"name", "credential", "count"} and kept["name"] == "desk"


def test_an_answer_in_which_anything_was_changed_opens_nothing(two: Two) -> None:
    key, pick = Key(), random.Random("an answer changed")
    added(two.analyst, key)
    officer = Officer.objects.get(pk=two.analyst.id)
    now = asked(two.analyst)
    said = json.loads(key.sign(now.options))
    for _ in range(300):
        name = pick.choice(list(said["response"]))
        raw = bytearray(websafe_decode(said["response"][name]))
        raw[pick.randrange(len(raw)) :] = bytes(pick.randrange(256) for _ in range(pick.choice((0, 1, 70))))
        changed = {**said, "response": {**said["response"], name: websafe_encode(bytes(raw))}}
        if changed != said:
            assert not passkeys.accept(officer, now.challenge, json.dumps(changed), NOW)
    assert passkeys.accept(officer, now.challenge, json.dumps(said), NOW)
