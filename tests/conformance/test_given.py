"""What another Bowstreet gave goes one hop and no further without its giver: two nodes, pulled, admitted, taken out."""

import socket
from dataclasses import replace
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings

django.setup()

from tests.worlds import agencies, repository, second_node  # noqa: E402
from tests.worlds.repository import NOW, World  # noqa: E402
from tests.worlds.standing import world  # noqa: E402
from typer.testing import CliRunner  # noqa: E402

from bowstreet.casework.intake import accepting, reading  # noqa: E402
from bowstreet.casework.sharing import agreeing, lining, meeting, models, registering, stowing  # noqa: E402
from bowstreet.casework.sharing.shown import Party  # noqa: E402
from bowstreet.holdings.repository import showing  # noqa: E402
from bowstreet.interfaces.cli import asking, main  # noqa: E402
from bowstreet.vocabulary.ceilings import Ceiling  # noqa: E402
from bowstreet.vocabulary.handling import HandlingCode, Tlp  # noqa: E402
from bowstreet.vocabulary.lawfulness import Purpose  # noqa: E402
from bowstreet.vocabulary.readers import Reader, Role  # noqa: E402

__all__ = ["world"]
SENTENCE = (
    "Nothing of this may leave: 1 chosen, and each wants its owner’s leave or lies over the ceiling. What was given is"
    " passed on with the leave of who gave it: ask north."
)


def test_what_was_given_under_h2_is_not_passed_on_by_who_took_it_in(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "INCOMING", tmp_path / "incoming")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with second_node.second(tmp_path / "second", port) as other:
        told = other.do("found")
        other.do("record", handles=["jetty"])
        id = registering.add(
            reader=world.south, now=NOW, name="Second", address=other.url, collection=told["collection"],
            token=told["south"], internal=True,
        ).id  # fmt: skip
        while meeting.meet(id, NOW):
            pass
    intake = models.PulledIn.objects.get().intake
    reading.read(intake)
    accepting.accept(reader=world.south, now=NOW, id=intake, as_document=True)
    reading.read(intake)
    plain = replace(world.south, role=Role.INVESTIGATOR, reason="a test")
    jetty = repository.sellers(plain)["jetty on Lantern Market"]
    view = showing.show(reader=plain, now=NOW, id=jetty)
    assert view.docket.own and HandlingCode.H2 in view.docket.terms.handling
    assert view.docket.particulars.provenance.startswith("Said to come from north.")
    assert taken_out(plain, jetty, tmp_path, monkeypatch) == (1, SENTENCE)
    assert view.docket.terms.given_by == "north"
    own = repository.World.vendor(world, world.south, "quay")
    assert taken_out(plain, own, tmp_path, monkeypatch)[0] == 0, "what is one's own leaves as ever"
    assert under_an_agreement(world.south) == [own]


def taken_out(reader: Reader, id: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """Return how the command ended, and its sentence on standard error."""
    monkeypatch.setattr(asking, "reader", lambda **_: reader)
    monkeypatch.setattr(asking, "now", lambda: NOW)
    words: list[Any] = ["export", "--id", id, "--format", "stix", "-o", str(folder / f"{id}.json"), "--to", "Company",
                        "--ceiling", "RED"]  # fmt: skip
    said = CliRunner().invoke(main.whole(), words)
    assert (folder / f"{id}.json").exists() is (said.exit_code == 0)
    return said.exit_code, said.stderr.strip()


def under_an_agreement(reader: Reader) -> list[str]:
    """Return what stands in line for somebody outside the node, whatever the reader's agency owns."""
    agreeing.make(
        reader=reader, now=agencies.NOW, title="All", parties=[Party("Third")],
        purposes=[Purpose.OPERATIONAL_ANALYSIS], ceiling=Ceiling(tlp=Tlp.RED),
    )  # fmt: skip
    while lining.keep_up(NOW) or stowing.keep_up(NOW):
        pass
    kept = models.KeptObject.objects.exclude(record="").values_list("record", flat=True)
    line = models.SharedObject.objects.values_list("record", flat=True)
    assert {*kept} == {*line}
    return list(line)
