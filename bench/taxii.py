"""A collection over TAXII beside medallion with its backend in memory: first page, handing in, and a long collection.

Both are asked in this process, by the test client of their framework, with HTTP Basic. Ours asks the gate for every
object and enters each page in the ledger on disk before it answers; medallion does neither. What a program does before
it asks, and makes of an answer, is its own work and not measured; before, both give as many objects as were asked for.

Of a long collection the first ten thousand objects are kept by the follower out of sellers that were recorded; behind
them stand copies, written past it with the same columns, so that the table and its indexes have that size. Its pages
begin anywhere in it. Handing in is measured until the answer 202: ours are then on the disk in quarantine and wait for
an officer's word. The peer becomes slower with every batch, so the average over all ten counts.
"""

import base64
import hashlib
import json
import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from bench import invented, node
from bench.measure import Line, Pairs, Wait, compared, pairs, percentile, tell, wait
from bench.node import NOW, Node

OBJECTS = int(os.environ.get("TAXII_OBJECTS", "1000"))
SHORT, LONG = 10_000, int(os.environ.get("TAXII_LONG", "1000000"))
SENT = 1_000
TAXII = "application/taxii+json;version=2.1"
_ASKED = 200
_BATCH = 20_000
_OFTEN = 25
_ROOT = "/peer/collections/91a7b528-80eb-42ed-a74d-c6fbd5a26116/"


class Side:
    """One server as a program meets it."""

    def __init__(self, ask: Callable[..., tuple[int, bytes]], place: str) -> None:
        """Keep how it is asked, and where its collection is."""
        self.ask, self.place = ask, place

    def first_page(self, _: int = 0) -> bytes:
        """Return the bytes of the first page."""
        return self._read(f"{self.place}objects/?limit={OBJECTS}")

    def ask_after(self, at: datetime) -> bytes:
        """Return the bytes of the page that begins after a moment."""
        return self._read(f"{self.place}objects/?limit={OBJECTS}&added_after={at:%Y-%m-%dT%H:%M:%S.%fZ}")

    def page(self, at: datetime | None = None) -> list[Any]:
        """Return the objects of a page."""
        read = json.loads(self.ask_after(at) if at else self.first_page())
        return list(read.get("objects", ()))

    def _read(self, place: str) -> bytes:
        status, body = self.ask("GET", place)
        if status != 200:
            raise AssertionError(f"A page answers {status}: {body[:200]!r}")
        return body

    def send(self, envelope: bytes) -> None:
        """Hand objects in."""
        status, body = self.ask("POST", f"{self.place}objects/", envelope)
        if status != 202:
            raise AssertionError(f"Handing in answers {status}: {body[:200]!r}")


def lines() -> Iterator[Line]:
    """Measure the first page beside the peer's, handing in beside it, and the first page of a long collection."""
    from bowstreet.interfaces.doors import clock

    with node.fresh("bowstreet.project.settings") as on, clock.held(lambda: NOW):
        agreement, reading, writing = _agreed(on)
        _filled(on, OBJECTS // 2)
        peer = _peer(_texts(agreement)[:OBJECTS])
        given = len(reading.page()), len(peer.page())
        if given != (OBJECTS, OBJECTS):
            raise AssertionError(f"Ours gives {given[0]} objects, the peer {given[1]}.")
        yield compared(f"TAXII, first page of {OBJECTS:,} objects", OBJECTS, _first_pages(reading, peer), 500)
        yield compared("TAXII, handing in 10 x 1,000 objects, until 202", SENT, _sent(writing, _peer([])), 30)
        yield _beside(_short(on, agreement, reading), _long(agreement, reading))


def _first_pages(ours: Side, peer: Side) -> Pairs:
    """Return both sides' times for a first page, of ours the mean of some."""

    def often(_: int) -> None:
        for _ in range(_OFTEN):
            ours.first_page()

    both = pairs(often, peer.first_page, times=5)
    work = tuple((one / _OFTEN, two) for one, two in both.work)
    return Pairs(tuple(each / _OFTEN for each in both.ours), both.peer, work)


def _sent(ours: Side, peer: Side) -> Pairs:
    """Return both sides' mean times for handing a thousand objects in, up to ten thousand, in turn."""
    ours.send(_envelope(-1))
    timed = [(wait(ours.send, each), wait(peer.send, each)) for each in map(_envelope, range(10))]
    sums = [[sum(side[unit] for side in both) / len(timed) for both in zip(*timed, strict=True)] for unit in (0, 1)]
    return Pairs((sums[0][0],), (sums[0][1],), ((sums[1][0], sums[1][1]),))


def _beside(short: list[Wait], long: list[Wait]) -> Line:
    """Return the line of pages of a long collection beside those of a short one."""
    at = [[percentile(each, 0.99) * 1000 for each in zip(*waits, strict=True)] for waits in (long, short)]
    ratio, work = at[0][0] / at[1][0], at[0][1] / at[1][1]
    shown = [f"p99 {clock:.1f} ms (work {own:.1f})" for clock, own in at]
    return Line(
        f"TAXII, pages of {LONG:,} objects, beside {SHORT:,}", shown[0], shown[1], f"{ratio:.2f} (work {work:.2f})",
        "<= 1.5", ratio <= 1.5,
    )  # fmt: skip


def _agreed(on: Node) -> tuple[str, Side, Side]:
    """Make an agreement and return it with its collection as the receiver and the giver meet it."""
    from bowstreet.casework.sharing import agreeing, collecting
    from bowstreet.vocabulary.ceilings import Ceiling
    from bowstreet.vocabulary.handling import Tlp
    from bowstreet.vocabulary.lawfulness import Purpose

    south = node.found("south")
    made = agreeing.make(
        reader=on.reader, now=NOW, title="Sellers", receivers=["south"], purposes=[Purpose.OPERATIONAL_ANALYSIS],
        ceiling=Ceiling(tlp=Tlp.GREEN),
    )  # fmt: skip
    place = f"/taxii2/agreements/collections/{collecting.outer_id(made.id)}/"
    return made.id, Side(_ours(south), place), Side(_ours(on.reader), place)


def _ours(reader: Any) -> Callable[..., tuple[int, bytes]]:
    from django.test import Client

    from bowstreet.holdings.agencies import tokens

    secret = tokens.make(reader=reader, now=NOW, label="bench").secret
    basic = base64.b64encode(f"bench:{secret}".encode()).decode()
    client = Client(headers={"Authorization": f"Basic {basic}", "Accept": TAXII, "Host": "localhost"})

    def ask(method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        answer = client.generic(method, path, body, TAXII)
        return answer.status_code, answer.content

    return ask


def _peer(objects: list[dict[str, Any]]) -> Side:
    """Start medallion with a collection that holds objects, and return it."""
    from medallion import application_instance, register_blueprints, set_config

    collection = {
        "id": _ROOT.split("/")[3], "title": "Sellers", "can_read": True, "can_write": True,
        "media_types": ["application/stix+json;version=2.1"], "objects": [], "manifest": [],
    }  # fmt: skip
    held = {
        "/discovery": {"title": "Peer", "default": "/peer/", "api_roots": ["/peer/"]},
        "peer": {"information": {"title": "Peer", "versions": [TAXII], "max_content_length": 1 << 30}, "status": [],
                 "collections": [collection]},
    }  # fmt: skip
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(held, file)
        file.flush()
        config = {"backend": {"module": "medallion.backends.memory_backend", "module_class": "MemoryBackend",
                              "filename": file.name},
                  "users": {"bench": "bench"}, "taxii": {"max_page_size": 1_000}}  # fmt: skip
        for name in ("users", "taxii", "backend"):
            set_config(application_instance, name, config)
    if "discovery" not in application_instance.blueprints:
        register_blueprints(application_instance)
    basic = base64.b64encode(b"bench:bench").decode()
    client, backend = application_instance.test_client(), application_instance.medallion_backend

    def ask(method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        application_instance.medallion_backend = backend
        said = {"Authorization": f"Basic {basic}", "Accept": TAXII, "Content-Type": TAXII}
        answer = client.open(path, method=method, data=body, headers=said)
        return answer.status_code, answer.data

    made = Side(ask, _ROOT)
    if objects:
        made.send(json.dumps({"objects": objects}).encode())
    return made


def _filled(on: Node, records: int, first: int = 0) -> None:
    """Record sellers, and keep the objects that they are."""
    from bowstreet.casework.sharing import lining, stowing
    from bowstreet.holdings.repository import importing

    envelope = on.envelope(scope="NAMED", recipients=["south"], tlp="GREEN")
    held = importing.begin(reader=on.reader, envelope=envelope, act=f"bench-{first}", now=NOW)
    importing.add(held, list(invented.sellers(records, f"t{first}")))
    importing.finish(held, now=NOW, count=records)
    while lining.keep_up(NOW) or stowing.keep_up(NOW):
        pass


def _texts(agreement: str) -> list[dict[str, Any]]:
    """Return the objects of a collection that medallion can sort: with a time, and without a version beside it."""
    from bowstreet.casework.sharing import models

    texts = models.KeptObject.objects.filter(agreement=agreement).exclude(depth="body").values_list("text", flat=True)
    return [held for held in map(json.loads, texts) if "modified" in held and held["type"] != "extension-definition"]


def _envelope(number: int) -> bytes:
    """Return new objects of some 600 bytes each."""
    at = "2026-03-02T09:00:00.000Z"
    objects = [
        {"type": "note", "spec_version": "2.1", "id": f"note--{uuid.uuid5(uuid.NAMESPACE_URL, f'{number}:{each}')}",
         "created": at, "modified": at, "content": f"Seen at the quay, {number}:{each}. " + "harbour " * 40,
         "object_refs": [f"identity--{uuid.uuid5(uuid.NAMESPACE_URL, str(each))}"]}
        for each in range(SENT)
    ]  # fmt: skip
    return json.dumps({"objects": objects}).encode()


def _short(on: Node, agreement: str, side: Side) -> list[Wait]:
    """Let the follower keep objects of more sellers until there are ``SHORT``, and return the waits for pages."""
    from bowstreet.casework.sharing import models

    kept = models.KeptObject.objects.filter(agreement=agreement)
    first = OBJECTS
    while kept.count() < SHORT:
        _filled(on, 250, first)
        first += 250
    kept.filter(pk__in=list(kept.order_by("added_at").values_list("pk", flat=True)[SHORT:])).delete()
    return _pages(agreement, side)


def _long(agreement: str, side: Side) -> list[Wait]:
    """Let a collection hold ``LONG`` objects, and return the waits for pages of it.

    Behind those that the follower kept stand copies, one round of them after another, with the columns that it writes:
    moments that only grow, ids and hashes of their own, the same records, terms, depths and bytes.
    """
    from django.db import connection, transaction

    from bowstreet.casework.sharing import models
    from bowstreet.holdings.engines.chosen import dialect

    fields = [each for each in models.KeptObject._meta.concrete_fields if not each.primary_key]
    columns = [each.column for each in fields]
    pattern = list(models.KeptObject.objects.filter(agreement=agreement).exclude(record="").order_by("added_at"))
    missing = LONG - models.KeptObject.objects.filter(agreement=agreement).count()
    last = pattern[-1].added_at
    for first in range(0, missing, _BATCH):
        rows = []
        for number in range(first, min(first + _BATCH, missing)):
            turn, place = divmod(number, len(pattern))
            each = pattern[place]
            own = {
                "added_at": last + timedelta(milliseconds=number + 1),
                "stix_id": f"{each.type}--{uuid.uuid5(uuid.NAMESPACE_OID, f'{turn}:{each.stix_id}')}",
                "digest": hashlib.sha256(f"{turn}:{each.digest}".encode()).hexdigest(),
            }
            held = ((field, own.get(field.attname, getattr(each, field.attname))) for field in fields)
            rows.append([field.get_db_prep_save(value, connection) for field, value in held])
        with transaction.atomic(), connection.cursor() as cursor:
            dialect.insert(cursor, models.KeptObject._meta.db_table, ", ".join(f'"{each}"' for each in columns), rows)
    return _pages(agreement, side)


def _pages(agreement: str, side: Side) -> list[Wait]:
    """Return the waits for pages of a thousand objects that begin at moments spread over a whole collection."""
    from bowstreet.casework.sharing import models

    line = models.KeptObject.objects.filter(agreement=agreement).order_by("added_at")
    holds = line.count()
    places = [each * (holds - 2 * OBJECTS) // _ASKED for each in range(_ASKED)]
    moments = [line[place].added_at for place in places]
    if [len(side.page(at)) for at in moments[:5]] != [OBJECTS] * 5:
        raise AssertionError("A page holds fewer objects than were asked for.")
    return [wait(side.ask_after, at) for at in moments]


if __name__ == "__main__":
    tell(lines())
