"""One agency with a supervisor and a mapping of its own, for the tests of intake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.worlds import agencies

from bowstreet.casework.intake import bringing, mapping, reading, watching
from bowstreet.casework.intake.answers import IntakeView
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

MAPPING = """
name = "harbour_sellers"
title = "Harbour, sellers seen on a day"
sort = "sellers"
market = "Harbour"
match = ["seller", "seen"]
row_key = ["handle", "seen_on"]
first_day = "seen_on"

[columns]
seller = { field = "handle", required = true }
seen = { field = "seen_on", type = "day", required = true, formats = ["%Y-%m-%d"] }

[[records]]
kind = "market"

[[records]]
kind = "vendor_account"
category = "suspect"
ground = "offered for sale on {market}"
fields = { handle = "handle" }
"""


@dataclass(frozen=True)
class Sent:
    """A file as a door hands it over."""

    name: str
    path: str
    size: int


def supervisor(slug: str = "harbour-north") -> Reader:
    """Found an agency with its supervisor and teach it the mapping."""
    agencies.found(slug)
    person = agencies.first(slug, f"{slug}.first")
    reader = person.reader(purpose=Purpose.OPERATIONAL_ANALYSIS)
    mapping.new(reader=reader, now=NOW, name="harbour_sellers", text=MAPPING)
    return reader


def table(path: Path, rows: Iterable[tuple[str, str]]) -> Path:
    """Write a table of sellers seen on days."""
    path.write_text("seller,seen\n" + "".join(f"{seller},{seen}\n" for seller, seen in rows))
    return path


def sellers(count: int, day: str = "2025-04-01") -> list[tuple[str, str]]:
    """Return invented sellers."""
    return [(f"quaymerchant{number}", day) for number in range(count)]


def hand_in(reader: Reader, *paths: Path, **more: Any) -> str:
    """Hand files in and return the id of the intake."""
    files = [Sent(each.name, str(each), each.stat().st_size) for each in paths]
    return bringing.bring(reader=reader, now=NOW, files=files, **more).id


def taken_in(reader: Reader, *paths: Path, **more: Any) -> IntakeView:
    """Hand files in, read them in this process, and return how the intake stands."""
    made = hand_in(reader, *paths, **more)
    reading.read(made)
    return watching.intake(reader=reader, now=NOW, id=made)
