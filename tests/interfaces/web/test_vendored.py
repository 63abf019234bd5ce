"""What was made elsewhere is what its list says, with its licence."""

import hashlib
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
LISTS = (ROOT / "src/bowstreet/interfaces/web/static/vendor/vendored.toml", ROOT / "tests/vendor/vendored.toml")
FILES = [(place, each) for place in LISTS for each in tomllib.loads(place.read_text())["file"]]


@pytest.mark.parametrize(("place", "each"), FILES, ids=[each["name"] for _, each in FILES])
def test_a_vendored_file_is_unchanged_and_has_its_licence(place: Path, each: dict[str, str]) -> None:
    assert hashlib.sha256((place.parent / each["path"]).read_bytes()).hexdigest() == each["sha256"]
    assert len((place.parent / each["licence_text"]).read_text()) > 200


@pytest.mark.parametrize("place", LISTS, ids=["served", "for tests"])
def test_nothing_vendored_is_missing_from_the_list(place: Path) -> None:
    listed = {each[key] for each in tomllib.loads(place.read_text())["file"] for key in ("path", "licence_text")}
    assert {each.name for each in place.parent.iterdir()} - {"vendored.toml"} <= listed
