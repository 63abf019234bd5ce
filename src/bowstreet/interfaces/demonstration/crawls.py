"""What is handed in: who brings which tables under which envelope, and how they are read, two agencies at a time."""

import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection

from bowstreet.casework.intake import bringing, watching, working
from bowstreet.interfaces.demonstration import casefile, forum, people, trade
from bowstreet.interfaces.demonstration.accounts import Account
from bowstreet.interfaces.demonstration.plan import Plan
from bowstreet.interfaces.demonstration.sites import CANDLEWHARF, MILLRACE, SALTMARKET, Site
from bowstreet.interfaces.demonstration.telling import SHARED
from bowstreet.vocabulary.readers import Reader

Say = Callable[[str], None]
Write = Callable[[Path], None]


@dataclass(frozen=True)
class Crawl:
    """One intake: who brings what, and what of its envelope is not the agency's standing one."""

    officer: str
    title: str
    files: dict[str, Write]
    envelope: dict[str, Any]


@dataclass(frozen=True)
class _File:
    name: str
    path: str
    size: int


class NotBuilt(RuntimeError):
    """The invented world could not be built; the sentence says what of it failed."""


def crawls(plan: Plan) -> tuple[Crawl, ...]:
    """Return the intakes of a plan: some that their units keep to themselves, two for the group, one for all."""
    grouped = {"scope": "GROUP", "group": casefile.GROUP, "tlp": "AMBER", "grade": "B2"}
    met = plan.on(SALTMARKET)
    bordeaux = [each for each in met if each.person.number % 9 == 0][:30]
    second = [each for each in met if 20 <= each.person.number < 120]
    writers = [each for each in met if forum.writes(each) and each.person.number != 0]
    valladolid = [each for each in met if each.person.number % 7 == 1][:24]
    return (
        Crawl("analyst.noord", "Saltmarket, crawled by Desk Noord", _whole(plan, SALTMARKET), {"grade": "A2"}),
        Crawl("analyst.garonne", "Saltmarket, sellers of parcels stopped at Bordeaux", {
            "parcels-sellers.csv": _sellers(bordeaux),
        }, {"grade": "B2"}),
        Crawl("analyst.warta", "Lanternhouse, two years of posts", {
            "lanternhouse-posts.csv": lambda place: forum.write_posts(place, plan),
        }, {**SHARED, "grade": "B3"}),
        Crawl("analyst.warta", "Saltmarket, sellers who write on Lanternhouse", {
            "writers-sellers.csv": _sellers(writers),
        }, {"grade": "B2"}),
        Crawl("analyst.duero", "Millrace, crawled by Unidad Duero", _whole(plan, MILLRACE), {"grade": "A2"}),
        Crawl("analyst.duero", "Saltmarket, sellers of parcels stopped at Valladolid", {
            "valladolid-sellers.csv": _sellers(valladolid),
        }, {"grade": "B2"}),
        Crawl("analyst.elbe", "Candlewharf, crawled for the task group", _whole(plan, CANDLEWHARF), grouped),
        Crawl("analyst.elbe", "Saltmarket, second crawl for the task group", {
            "second-crawl-sellers.csv": _sellers(second),
        }, grouped),
    )  # fmt: skip


def bring_all(plan: Plan, say: Say) -> None:
    """Hand everything in, then read it, a worker from one end and this process from the other.

    Raise ``NotBuilt`` where anything was rejected. Whatever happens here, no reading process outlives it.
    """
    brought = []
    for each in crawls(plan):
        say(f"handing in: {each.title} ...")
        brought.append((each, _bring(each)))
    say("reading what was handed in, two agencies at a time ...")
    stop = threading.Event()
    worker = threading.Thread(target=_work, args=(stop,))
    worker.start()
    try:
        for crawl, id in reversed(brought):
            working.run_intake(id, lambda step, rows: None)
            _check(crawl, id, say)
    finally:
        stop.set()
        worker.join()


def _work(stop: threading.Event) -> None:
    try:
        working.run(stop)
    finally:
        connection.close()


def _check(crawl: Crawl, id: str, say: Say) -> None:
    view = watching.intake(reader=_reader(crawl.officer), now=datetime.now(UTC), id=id)
    if view.state != "done" or view.totals.rejected:
        raise NotBuilt(f"{crawl.title}: {view}")
    say(f"  {crawl.title}: {view.totals.observed:,} rows")


def _whole(plan: Plan, site: Site) -> dict[str, Write]:
    met = plan.on(site)
    return {
        f"{site.slug}-sellers.csv": _sellers(met),
        f"{site.slug}-listings.csv": lambda place: trade.write_listings(place, met),
        f"{site.slug}-feedback.tsv": lambda place: trade.write_feedback(place, met),
    }


def _sellers(met: Sequence[Account]) -> Write:
    return lambda place: trade.write_sellers(place, met)


def _bring(crawl: Crawl) -> str:
    with tempfile.TemporaryDirectory(prefix="bowstreet-demonstration-") as folder:
        files = [_written(Path(folder) / name, write) for name, write in crawl.files.items()]
        made = bringing.bring(
            reader=_reader(crawl.officer),
            now=datetime.now(UTC),
            files=files,
            title=crawl.title,
            envelope=crawl.envelope,
        )
    return made.id


def _written(place: Path, write: Write) -> _File:
    write(place)
    return _File(place.name, str(place), place.stat().st_size)


def _reader(login: str) -> Reader:
    return people.reader(login, now=datetime.now(UTC))
