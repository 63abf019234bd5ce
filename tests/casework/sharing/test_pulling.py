"""What a peer added becomes an intake that waits, once, wherever it was cut off; a hostile peer moves no bookmark."""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import settings
from tests.worlds import peers
from tests.worlds.peers import Fake, actor, told
from tests.worlds.repository import NOW, World

from bowstreet.casework.intake import bringing, reading, watching
from bowstreet.casework.sharing import egress, meeting, models, pulling, registering
from bowstreet.formats.stix.notices import RECALL, RECEIPT
from bowstreet.holdings.files import originals
from bowstreet.holdings.ledger import keys

LAST = "X-TAXII-Date-Added-Last"
AT = "2031-01-02T00:00:00.000000Z"


@pytest.fixture
def fake(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    monkeypatch.setattr(settings, "INCOMING", tmp_path / "incoming")
    with peers.fake() as made:
        yield made


def registered(world: World, fake: Fake, **more: Any) -> str:
    return registering.add(
        reader=world.north, now=NOW, name="Harbour", address=fake.url, collection="sellers", token="a-token",
        internal=True, **more,
    ).id  # fmt: skip


def held(id: str) -> models.Peer:
    return models.Peer.objects.get(id=id)


def met(id: str) -> str:
    """Meet a peer until there is no more, and return what stood in the way."""
    while meeting.meet(id, NOW):
        pass
    return held(id).pull_sentence


def taken() -> list[Any]:
    """Return all objects that became intakes, in their order."""
    found = []
    for intake in models.PulledIn.objects.order_by("id").values_list("intake", flat=True):
        [sha256] = models_of(intake)
        found += orjson.loads(originals.path_of(sha256).read_bytes())["objects"]
    return found


def models_of(intake: str) -> list[str]:
    from bowstreet.casework.intake.models import Source

    return list(Source.objects.filter(intake=intake).values_list("sha256", flat=True))


def test_all_that_was_added_is_taken_once_and_waits_for_an_officer(world: World, fake: Fake) -> None:
    some = [actor(number) for number in range(5)]
    fake.add(*some)
    id = registered(world, fake)
    assert met(id) == "" and taken() == some
    assert held(id).bookmark == fake.objects[-1][0]
    [intake] = models.PulledIn.objects.values_list("intake", flat=True)
    reading.read(intake)
    view = watching.intake(reader=world.north, now=NOW, id=intake)
    assert (view.state, view.title, view.totals.records_new) == ("looked", "From Harbour", 0)
    fake.add(actor(9))
    assert met(id) == "" and taken() == [*some, actor(9)]
    assert met(id) == "" and len(taken()) == 6
    assert {each[2] for each in fake.asked} == {"Basic Ym93c3RyZWV0OmEtdG9rZW4="}


def test_the_bytes_of_an_object_stay_as_they_came(world: World, fake: Fake) -> None:
    odd = b'{"type":"note",  "id":"note--0f0f0f0f-1111-4222-8333-444444444444", "x": 1.50, "big": 12345678901234567}'
    fake.answer = lambda method, asked: (200, {"Content-Type": peers.TAXII, LAST: AT}, b'{"objects":[' + odd + b"]}")
    id = registered(world, fake)
    assert met(id) == ""
    [intake] = models.PulledIn.objects.values_list("intake", flat=True)
    assert odd in originals.path_of(models_of(intake)[0]).read_bytes()


@pytest.mark.parametrize("broken_at", [1, 2, 3])
def test_what_is_cut_off_in_the_middle_goes_on_there(world: World, fake: Fake, broken_at: int) -> None:
    some = [actor(number) for number in range(7)]
    fake.add(*some)
    calls = iter(range(100))
    fake.answer = lambda method, asked: told(503, {}) if next(calls) == broken_at else None
    id = registered(world, fake)
    assert meeting.meet(id, NOW) is False
    assert held(id).pull_sentence == "The peer is not available now."
    assert taken() == some[: broken_at * 2]
    assert met(id) == "" and taken() == some


def test_a_crash_before_the_bookmark_is_kept_takes_nothing_and_the_next_round_all(
    world: World, fake: Fake, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.add(*map(actor, range(3)))
    id = registered(world, fake)
    with monkeypatch.context() as patch:
        patch.setattr(models.PulledIn.objects, "create", crash)
        with pytest.raises(KeyboardInterrupt):
            meeting.meet(id, NOW)
    assert taken() == [] and held(id).bookmark == "" and not bringing.Intake.objects.exists()
    assert met(id) == "" and len(taken()) == 3


def crash(**_: Any) -> None:
    raise KeyboardInterrupt


def test_two_who_pull_at_once_take_it_once(world: World, fake: Fake) -> None:
    fake.add(*map(actor, range(3)))
    id = registered(world, fake)
    other = held(id)
    assert met(id) == ""
    with pytest.raises(pulling.Overtaken):
        pulling.pull(other, NOW)
    assert len(taken()) == 3


def test_objects_of_one_moment_that_a_page_cuts_apart_are_all_taken_once(world: World, fake: Fake) -> None:
    """As from a server that forgets where it was, or counts on whenever it is asked."""
    fake.add(*map(actor, range(4)))
    fake.objects = [*fake.objects, *((fake.objects[-1][0], actor(number)) for number in range(4, 9))]
    fake.add(actor(9))
    calls = iter(range(100))
    fake.answer = lambda method, asked: told(503, {}) if next(calls) == 3 else None
    id = registered(world, fake)
    meeting.meet(id, NOW)
    assert held(id).bookmark == fake.objects[1][0] and len(taken()) == 6
    assert met(id) == "" and taken() == [each for _, each in fake.objects]


def test_the_token_is_sealed_and_gone_when_the_peer_is_ended(world: World, fake: Fake) -> None:
    id = registered(world, fake)
    assert b"a-token" not in bytes(held(id).sealed)
    assert keys.open_for_followers(bytes(held(id).sealed)).strip() == "a-token"
    registering.end(reader=world.north, now=NOW, id=id)
    assert bytes(held(id).sealed) == b"" and meeting.meet(id, NOW) is False and fake.asked == []


def test_a_peer_that_fails_is_asked_more_and_more_seldom(world: World, fake: Fake) -> None:
    fake.answer = lambda method, asked: told(500, {})
    id = registered(world, fake)
    waits = []
    for _ in range(8):
        meeting.meet(id, NOW)
        waits.append(held(id).not_before - NOW)
    assert waits == sorted(waits) and waits[0] == 2 * meeting.EVERY and waits[-1] == timedelta(hours=1)
    before = len(fake.asked)
    meeting.keep_up(NOW)
    assert len(fake.asked) == before
    meeting.keep_up(NOW + timedelta(hours=2))
    assert len(fake.asked) == before + 1


DEEP = b'{"objects":[{"x":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}]}"


def page(**more: Any) -> dict[str, Any]:
    return {"objects": [actor(1)], **more}


HOSTILE = {
    "the same next": (lambda asked: told(200, page(more=True, next="x"), **{LAST: AT}), "leads in a circle"),
    "more of nothing": (lambda asked: told(200, {"more": True, "next": "x"}), "more and gives nothing"),
    "no moment": (lambda asked: told(200, page()), "did not say when"),
    "a wrong moment": (lambda asked: told(200, page(), **{LAST: "yesterday"}), "did not say when"),
    "backwards": (lambda asked: told(200, page(), **{LAST: "2030-01-01T00:00:00Z"}), "go backwards"),
    "another type": (lambda asked: (200, {"Content-Type": "text/html"}, b"<p>"), "media type"),
    "an older version": (
        lambda asked: (200, {"Content-Type": "application/taxii+json;version=2.0"}, b"{}"), "media type"
    ),
    "no JSON": (lambda asked: (200, {"Content-Type": peers.TAXII, LAST: AT}, b"{"), "cannot be read"),
    "deep JSON": (lambda asked: (200, {"Content-Type": peers.TAXII, LAST: AT}, DEEP), "cannot be read"),
    "objects that are none": (lambda asked: told(200, {"objects": 7}), "cannot be read"),
    "a long body": (
        lambda asked: (200, {"Content-Type": peers.TAXII, "Content-Length": "100000000"}, b"{}"), "bytes"
    ),
    "packed": (
        lambda asked: (200, {"Content-Type": peers.TAXII, "Content-Encoding": "gzip"}, gzip.compress(b"{}")), "packed"
    ),
    "a redirect to a file": (lambda asked: (302, {"Location": "file:///etc/passwd"}, b""), "sends its askers"),
    "a redirect inside": (
        lambda asked: (307, {"Location": "http://169.254.169.254/latest/"}, b""), "sends its askers"
    ),
    "a wrong status": (lambda asked: told(299, page(), **{LAST: AT}), "status 299"),
    "no token taken": (lambda asked: told(401, {}), "does not take the token"),
    "too many": (lambda asked: told(200, {"objects": [{}] * 10_001}, **{LAST: AT}), "were asked for"),
    "a long next": (lambda asked: told(200, page(more=True, next="x" * 3_000), **{LAST: AT}), "cannot be one"),
}  # fmt: skip


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_peer_gets_one_sentence_and_the_bookmark_stays(world: World, fake: Fake, how: str) -> None:
    fake.add(actor(0))
    id = registered(world, fake)
    assert met(id) == ""
    answer, said = HOSTILE[how]
    fake.answer = lambda method, asked: answer(asked)
    before = held(id).bookmark
    meeting.meet(id, NOW)
    sentence = held(id).pull_sentence
    assert said in sentence and sentence.endswith(".") and sentence.count(". ") == 0
    assert held(id).bookmark == before
    fake.answer = lambda method, asked: None
    fake.add(actor(2))
    assert met(id) == "" and taken()[-1] == actor(2)


def test_what_a_database_could_not_keep_is_cut_before_it_is_kept(world: World, fake: Fake) -> None:
    """PostgreSQL refuses longer texts than their columns hold, and the sign 0."""
    uuid = "0f0f0f0f-1111-4222-8333-444444444444"
    long = {"type": "x" * 400, "spec_version": "2.1", "id": f"{'x' * 400}--{uuid}"}
    recall = {"type": RECALL, "id": f"{'y' * 400}--{uuid}", "object_refs": [long["id"], "a\0b"], "description": "c\0d"}
    receipt = {"type": RECEIPT, "id": f"{RECEIPT}--{uuid}", "recall_ref": "e\0f", "answer": "kept"}
    fake.add(long, recall, receipt, {**receipt, "answer": ["kept"]})
    id = registered(world, fake)
    assert met(id) == "" and taken() == [long]
    notice, kept = models.Notice.objects.get(), models.PulledObject.objects.get()
    assert notice.objects_meant == orjson.dumps(["x" * 300, "ab"]).decode().replace(",", ", ")
    assert (notice.recall, notice.reason, kept.stix_id) == ("y" * 300, "cd", "x" * 300)
    meeting.keep_up_notices(NOW)
    assert models.Notice.objects.get().answer == "received"


def test_endless_pages_are_taken_in_bounded_parts(world: World, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter(range(10_000))

    def endless(method: str, asked: peers.Asked) -> peers.Said:
        number = next(calls)
        last = f"2031-01-01T00:00:00.{number:06d}Z"
        return told(200, {"more": True, "next": f"n{number}", "objects": [actor(number)]}, **{LAST: last})

    fake.answer = endless
    monkeypatch.setattr(pulling, "MOST_OBJECTS", 5)
    monkeypatch.setattr(pulling, "MOST_WAITING", 3)
    id = registered(world, fake)
    assert "3 intakes of this peer wait for an officer’s word" in met(id)
    assert len(taken()) == 15 and len(fake.asked) == 15


def test_a_body_without_an_end_is_not_read_to_it(world: World, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(egress, "LARGEST", 1 << 20)
    fake.answer = lambda method, asked: (200, {"Content-Type": peers.TAXII, "Transfer-Encoding": "chunked"}, CHUNKS)
    id = registered(world, fake)
    meeting.meet(id, NOW)
    assert "was not read to its end" in held(id).pull_sentence


CHUNKS = (b"10000\r\n" + b" " * 65_536 + b"\r\n") * 40
