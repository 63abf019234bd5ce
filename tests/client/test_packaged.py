"""The client as who installs it gets it: its types are told to a checker, and what it needs is named and locked."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_marker_by_which_a_checker_reads_types_is_packaged() -> None:
    package = ROOT / "src" / "bowstreet"
    globs = PROJECT["tool"]["setuptools"]["package-data"]["bowstreet"]
    shipped = {each for glob in globs for each in package.glob(glob)}
    assert package / "py.typed" in shipped


def test_what_the_client_needs_is_what_a_node_needs_and_what_is_locked() -> None:
    needs = PROJECT["project"]["optional-dependencies"]["client"]
    asked = (ROOT / "requirements" / "base.in").read_text().splitlines()
    assert set(needs) <= set(asked)
    locked = (ROOT / "requirements" / "base.lock").read_text()
    for name, version in (each.split("~=") for each in needs):
        assert re.search(rf"^{name}=={re.escape(version)}\.", locked, re.MULTILINE)
    imported = {
        found
        for each in (ROOT / "src" / "bowstreet" / "client").rglob("*.py")
        for found in re.findall(r"^(?:import|from) (\w+)", each.read_text(), re.MULTILINE)
    }
    assert imported & {"httpx", "django", "msgspec", "pydantic"} == {each.split("~=")[0] for each in needs}
