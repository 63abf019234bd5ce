"""The client, and the examples that are given with it, against a node that serves and works."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import connections
from tests.worlds import callers
from tests.worlds.exchange import pack
from tests.worlds.repository import GIVEN, SUSPECT
from tests.worlds.taxii import Node, node, served

from bowstreet.casework.intake import reading, working
from bowstreet.client import Client, Conflict, Invalid, NotThere, Refused, text_of
from bowstreet.holdings.repository import guises

__all__ = ["node"]

ROOT = Path(__file__).parents[2]
ANALYSIS = "operational_analysis"


@pytest.fixture
def beside(node: Node, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have what is handed in read and admitted meanwhile, as the worker of a node does, without a process a file."""
    monkeypatch.setattr(working, "_read", lambda work, *_: 0 if reading.read(work.intake) else working.FULL)
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            if not working.work_once(now=callers.NOW):
                stop.wait(0.05)
        connections.close_all()

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    yield
    stop.set()
    worker.join(60)


def run(live: str, token: str, example: str, *words: str | Path) -> str:
    """Run an example as a program of its own."""
    kept = {name: each for name, each in os.environ.items() if not name.startswith(("BOWSTREET", "DJANGO"))}
    program = ROOT / "docs" / "examples" / f"{example}.py"
    done = subprocess.run([sys.executable, program, *words], capture_output=True, text=True, check=False, timeout=120,
                          env={**kept, "BOWSTREET_ADDRESS": live, "BOWSTREET_TOKEN": token})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert token not in done.stdout + done.stderr
    return done.stdout


def test_the_examples_find_hand_in_take_out_and_go_on(node: Node, beside: None, tmp_path: Path) -> None:
    for handle in ("quaymerchant", "quaymerchamt", "wick"):
        node.records.vendor(node.records.north, handle, GIVEN)
    while guises.keep_up():
        pass
    node.keep_up()
    north, south = node.north.secret, node.south.secret
    with served() as live:
        found = run(live, north, "find_and_check", "quaymerchant")
        assert "Agency north: quaymerchant on Lantern Market (AMBER+STRICT)" in found, found
        assert "    Handle: quaymerchant  " in found and "    written like it: " in found
        assert "no identifier at all: not_an_identifier" in found
        handed = run(live, north, "hand_in", ROOT / "examples" / "harbour-tagpack.yaml")
        assert "no home for tag.is_cluster_definer, 18 times. Nothing here says this" in handed
        assert "19 read = 18 observed + 1 rejected: True" in handed and handed.endswith("taken_back\n")
        taken = run(live, north, "take_out", tmp_path / "sellers.json", "quaymerchant", "AMBER+STRICT")
        assert taken.startswith("1 records would leave, 0 lie over") and (tmp_path / "sellers.json").exists()
        assert "The strictest marking among them: TLP:AMBER+STRICT\n" in taken
        kept = tmp_path / "bookmarks.json"
        assert "threat-actor" in run(live, south, "go_on_later", kept)
        assert run(live, south, "go_on_later", kept) == "Sellers for south: 0 objects\n"


def test_a_day_of_an_analyst(node: Node, beside: None, tmp_path: Path) -> None:
    hidden = node.records.vendor(node.records.north, "hushed")
    with served() as live, Client(live, node.north.secret, purpose=ANALYSIS) as north:
        made = north.record("vendor_account", {"market": "Lantern Market", "handle": "reed"}, envelope=GIVEN)
        assert made.created and north.amend(made.id, {"aliases": ["reedling"]}).version == 2
        other = north.propose("vendor_account", {"market": "Lantern Market", "handle": "reed2"}, envelope=GIVEN)
        assert not other.waits and north.link(made.id, "mentions", other.id)
        assert north.judge(made.id, other.id, "same", note="One key on both.")
        assert {each.id for each in north.entity(made.id).records} == {made.id, other.id}
        shown = north.show(made.id)
        assert shown.recorded_at == callers.NOW and shown.docket.terms.recipients == {"south"}
        assert [each.number for each in north.history(made.id).versions] == [2, 1]
        assert north.draft("vendor_account", {"handle": "half"}).startswith(f"{live}/records/new/vendor_account")
        assert {text_of(each.title) for each in north.find("reedling")} == {shown.title}
        assert len(list(north.find("", kind="vendor_account", most=2))) == 2

        with pytest.raises(Invalid) as wrong:
            north.record("vendor_account", {"handle": "reed"}, envelope=SUSPECT)
        assert wrong.value.sentence.endswith(".")
        with pytest.raises(Invalid) as wrong:
            north.api.find(limit=1000)
        assert wrong.value.errors == (("limit", "must be 200 or less"),)
        with pytest.raises(Refused, match="Say which case"):
            north.export(tmp_path / "out.csv", "csv", id=made.id)
        out = north.saying(reason="a test").export(tmp_path, "csv", id=made.id, to="south", tlp="RED")
        assert out.path.stat().st_size == out.card.size
        assert out.balance.records == 1 and out.card.recipients == ("south",)
        assert north.agreements()[0].title == north.agreement(node.agreement).agreement.title
        look = north.leaving("stix", id=made.id)
        assert (look.balance.records, look.balance.above, look.balance.marking.tlp) == (0, 1, None)

        intake = north.hand_in(("pack.yaml", pack(3)), look=True, title="Three tags")
        assert intake.wait().state == "looked" and intake.accept(envelope=GIVEN).wait().state == "done"
        assert intake.adds_up and [each.title for each in north.intakes()] == ["Three tags"]
        assert intake.weigh_undo().records > 0 and intake.undo().wait().state == "taken_back"
        with pytest.raises(Conflict):
            intake.accept()

        with Client(live, node.south.secret) as south, pytest.raises(NotThere) as absent:
            south.saying(purpose=ANALYSIS).show(hidden)
        with pytest.raises(NotThere) as nowhere:
            north.show("0f0f0f0f-1111-4222-8333-444444444444", as_of=date(2031, 3, 2))
        assert absent.value.sentence == nowhere.value.sentence == "There is nothing here for you."
        with Client(live, node.south.secret) as silent, pytest.raises(Refused, match="choose a purpose"):
            next(silent.find("reed"))
