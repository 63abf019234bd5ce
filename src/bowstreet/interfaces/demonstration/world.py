"""Building the invented world through the acts of its officers, as real data would come in."""

import json
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bowstreet.casework.intake import bringing, watching, working
from bowstreet.holdings.agencies import groups
from bowstreet.holdings.ledger import sealing
from bowstreet.holdings.repository import connecting, recording
from bowstreet.interfaces.demonstration import casefile, forum, market, people, tours
from bowstreet.interfaces.demonstration.cast import OFFICERS
from bowstreet.interfaces.demonstration.knowledge import KNOWLEDGE, SHARED, Told
from bowstreet.vocabulary.readers import Reader

PAIR = ("investigator.noord", "investigator.garonne")
"""The two who work on the same seller and do not know it."""

Say = Callable[[str], None]
Write = Callable[[Path], None]


@dataclass(frozen=True)
class _File:
    name: str
    path: str
    size: int


@dataclass(frozen=True)
class _Crawl:
    """One intake: who brings what, and what of its envelope is not the agency's standing one."""

    officer: str
    title: str
    files: dict[str, Write]
    envelope: dict[str, Any]


class NotBuilt(RuntimeError):
    """The invented world could not be built; the sentence says what of it failed."""


def build(*, state: Path, say: Say) -> None:
    """Build the world in an empty repository."""
    now = datetime.now(UTC)
    keys = state / "demonstration-keys"
    people.found(keys=keys, now=now, say=say)
    _make_group(now)
    for crawl in _crawls():
        _bring(crawl, say)
    say("recording practices, experts, foci and a case ...")
    _record_all(KNOWLEDGE)
    _record_case()
    sealing.seal(now=datetime.now(UTC))
    (keys / "tour.json").write_text(json.dumps(_tour()))


def _tour() -> dict[str, Any]:
    fingerprint = market.sellers()[0].fingerprint
    command = f"find {fingerprint} --purpose operational_analysis --token"
    led = {each.login: [asdict(step) for step in tours.steps_of(each)] for each in OFFICERS if each.card}
    return {"fingerprint": fingerprint, "officers": PAIR, "command": command, "tours": led}


def _reader(login: str) -> Reader:
    return people.reader(login, now=datetime.now(UTC))


def _make_group(now: datetime) -> None:
    lead, since = people.reader("supervisor.noord", now=now), date(2026, 1, 5)
    groups.make_group(reader=lead, slug=casefile.GROUP, name=casefile.GROUP_NAME, since=since, until=None, now=now)
    for agency in casefile.GROUP_AGENCIES:
        groups.add_member(reader=lead, group=casefile.GROUP, agency=agency, since=since, until=None, now=now)


def _crawls() -> tuple[_Crawl, ...]:
    """Return the intakes: four that their units keep to themselves, one for the group, one for all."""
    met = market.sellers()
    grouped = {"scope": "GROUP", "group": casefile.GROUP, "tlp": "AMBER", "grade": "B2"}
    return (
        _Crawl("analyst.noord", "Saltmarket, crawled by Desk Noord", {
            "saltmarket-sellers.csv": lambda place: market.write_vendors(place, met),
            "saltmarket-listings.jsonl": lambda place: market.write_listings(place, met),
            "saltmarket-feedback.tsv": lambda place: market.write_feedback(place, met),
        }, {"grade": "A2"}),
        _Crawl("analyst.garonne", "Saltmarket, sellers of parcels stopped at Bordeaux", {
            "parcels-sellers.csv": lambda place: market.write_vendors(place, met[:30]),
        }, {"grade": "B2"}),
        _Crawl("analyst.elbe", "Saltmarket, second crawl for the task group", {
            "second-crawl-sellers.csv": lambda place: market.write_vendors(place, met[20:80]),
            "second-crawl-listings.jsonl": lambda place: market.write_listings(place, met[20:80]),
        }, grouped),
        _Crawl("analyst.warta", "Saltmarket, sellers who write on Lanternhouse", {
            "writers-sellers.csv": lambda place: market.write_vendors(place, met[1:26]),
        }, {"grade": "B2"}),
        _Crawl("analyst.duero", "Saltmarket, sellers of parcels stopped at Valladolid", {
            "valladolid-sellers.csv": lambda place: market.write_vendors(place, met[22:40]),
        }, {"grade": "B2"}),
        _Crawl("analyst.warta", "Lanternhouse, two years of posts", {
            "lanternhouse-posts.csv": forum.write_posts,
        }, {**SHARED, "grade": "B3"}),
    )  # fmt: skip


def _bring(crawl: _Crawl, say: Say) -> None:
    say(f"taking in: {crawl.title} ...")
    reader = _reader(crawl.officer)
    with tempfile.TemporaryDirectory(prefix="bowstreet-demonstration-") as folder:
        files = [_written(Path(folder) / name, write) for name, write in crawl.files.items()]
        made = bringing.bring(
            reader=reader, now=datetime.now(UTC), files=files, title=crawl.title, envelope=crawl.envelope
        )
    working.run_intake(made.id, lambda step, rows: None)
    view = watching.intake(reader=reader, now=datetime.now(UTC), id=made.id)
    if view.state != "done" or view.totals.rejected:
        raise NotBuilt(f"{crawl.title}: {view}")


def _written(place: Path, write: Write) -> _File:
    write(place)
    return _File(place.name, str(place), place.stat().st_size)


def _record_all(things: Iterable[Told]) -> None:
    for each in things:
        _record(each)


def _record(told: Told) -> str:
    reader, now = _reader(told.officer), datetime.now(UTC)
    return recording.record(reader=reader, now=now, kind=told.kind, body=told.body, envelope=told.envelope).id


def _record_case() -> None:
    made = {name: _record(told) for name, told in (casefile.pair(market.sellers()[0]) | casefile.case()).items()}
    for tie in casefile.TIES:
        connecting.link(
            reader=_reader(tie.officer), now=datetime.now(UTC), id=made[tie.left], other=made[tie.right],
            type=tie.type, evidence=(tie.evidence,),
        )  # fmt: skip
