"""The words of the pages."""

import re
from pathlib import Path

import bowstreet
from bowstreet.interfaces.web import codes

SOURCE = Path(bowstreet.__file__).parent
ACTION = re.compile(r'\baction="([a-z._-]+)"')


def test_every_act_in_the_ledger_has_words_of_its_own() -> None:
    acts = {act for each in SOURCE.rglob("*.py") for act in ACTION.findall(each.read_text())}
    assert len(acts) > 30
    assert sorted(acts - codes.SAID.keys()) == []


def test_no_field_for_a_day_is_one_that_the_browser_writes_in_its_own_language() -> None:
    texts = [each.read_text() for each in (SOURCE / "interfaces/web/templates").rglob("*.html")]
    assert sum(each.count("day_field") for each in texts) > 10
    assert [each for each in texts if re.search(r"""type=.{0,4}['"](date|datetime-local|month|week)\b""", each)] == []
