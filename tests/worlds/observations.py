"""Rows of an invented market in the datasets of two agencies, brought in as intake does it."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from tests.worlds import agencies
from tests.worlds.repository import World

from bowstreet.formats import mapping, tables
from bowstreet.holdings.files import originals
from bowstreet.holdings.observations import storing
from bowstreet.vocabulary.readers import Reader

NOW = agencies.NOW
TABLE = mapping.parse((Path(mapping.__file__).parent / "mappings" / "crawled_vendors.toml").read_text())
HEAD = "seen_on,vendor,market,rating,deals,ships_from,sells,pgp,about\n"


def lay_down(
    world: World, reader: Reader, text: str, path: Path, now: datetime = NOW, **envelope: Any
) -> tuple[Any, ...]:
    """Read rows into a pending import and return what admitting it takes."""
    source = path / "table"
    source.write_text(HEAD + text)
    sha256 = originals.keep(source).sha256
    dataset = storing.dataset_for(
        reader=reader, envelope=world.envelope(reader, **envelope), mapping_name=TABLE.name, title="Crawl of Tulip",
        market=None, sort=TABLE.sort, now=now,
    )  # fmt: skip
    import_id = f"019cadc6-0000-7000-8000-{sha256[:12]}"
    storing.begin_import(dataset=dataset, import_id=import_id, sha256=sha256, name="tulip.csv", now=now)
    read = tables.read(
        originals.path_of(sha256), mapping=TABLE, out=storing.place(dataset, import_id), dataset=dataset,
        import_id=import_id, held=storing.held(dataset),
    )  # fmt: skip
    return dataset, import_id, read


def bring(world: World, reader: Reader, text: str, path: Path, now: datetime = NOW, **envelope: Any) -> tuple[str, str]:
    """Read rows and admit them; return dataset and import."""
    dataset, import_id, read = lay_down(world, reader, text, path, now, **envelope)
    with transaction.atomic():
        storing.admit_import(dataset=dataset, import_id=import_id, read=read, now=now)
    return dataset, import_id
