"""The reference is what the code says, and the pictures that pages show are there and small."""

import re
from pathlib import Path

import pytest
from docs import generate, generate_client

from bowstreet.interfaces.api.schema import openapi

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("**/*.md")])
LARGEST = 200_000


def test_the_reference_is_of_this_code() -> None:
    files = [each for each in generate.REFERENCE.rglob("*") if each.is_file()]
    held = {each.relative_to(generate.REFERENCE).as_posix(): each.read_text() for each in files}
    assert held == dict(generate.pages()), "run 'make reference'"


def test_the_written_part_of_the_client_is_of_this_description() -> None:
    folders = [generate_client.CLIENT / name for name in ("operations", "shapes")]
    held = {each.relative_to(generate_client.CLIENT).as_posix(): each.read_text()
            for folder in folders for each in folder.glob("*.py")}  # fmt: skip
    held.pop("operations/__init__.py")
    assert held == generate_client.files(openapi()), "run 'make reference'"


def test_pictures_are_small_and_shown() -> None:
    pictures = sorted((ROOT / "docs" / "pictures").glob("*"))
    text = "".join(page.read_text() for page in PAGES)
    assert pictures
    for each in pictures:
        assert each.suffix == ".png" and each.stat().st_size <= LARGEST, each.name
        assert f"pictures/{each.name}" in text, f"no page shows {each.name}"


@pytest.mark.parametrize("page", PAGES, ids=lambda each: str(each.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
        assert (page.parent / target).exists(), target
