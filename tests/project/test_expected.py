"""The comparison of pages with what their collectors wrote down: equal fields, known differences, and others."""

import pickle
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from bench import expected
from tests.formats.pages import invented_later

CLAIMS = (("HARBOUR", 340, 4.82, 5.0, None, None, None, None), ("QUAY", None, None, None, 9888, 44, 57, None))
INFO: tuple[Any, ...] = (
    96.87, (3, 1), CLAIMS, ("BTC", 0.06925569, "USD", 646.22), "Utopia", ("Worldwide",), None, True,
    datetime.fromisoformat("2019-04-15T13:19:58"), date(2019, 10, 29),
)  # fmt: skip


def prove(folder: Path, page: bytes, info: Any, **texts: str) -> list[tuple[bool, str]]:
    """Lay down one profile beside what is expected of it, and return the verdict."""
    (folder / expected.PAGES).parent.mkdir(parents=True)
    (folder / expected.VALUES).mkdir(parents=True)
    (folder / f"{expected.PAGES}user_profile_0").write_bytes(page)
    (folder / expected.VALUES / "user_profile_0_seller_info").write_bytes(pickle.dumps(info))
    for part, text in texts.items():
        (folder / expected.VALUES / f"user_profile_0_{part}").write_text(text)
    return list(expected.prove(folder))


def with_(at: int, value: Any) -> tuple[Any, ...]:
    return (*INFO[:at], value, *INFO[at + 1 :])


def test_fields_are_counted_as_equal_and_a_worded_day_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = prove(tmp_path, invented_later.cryptonia_vendor().page, INFO, terms_and_conditions="No milk.")
    assert found == [(True, "of 1 fields that differ, 0 do for no known reason")]
    said = capsys.readouterr().out
    assert "11 fields equal, 1 differ" in said and f"last_seen: {expected.WORDING}" in said
    assert "teapot" not in said and "Utopia" not in said


@pytest.mark.parametrize(("info", "texts", "reason"), [
    (with_(1, (3, 3)), {}, expected.REPEATED),
    (with_(4, "Utpia"), {}, expected.LOST),
    (INFO, {"terms_and_conditions": "No  milk.\n"}, expected.SPACES),
])  # fmt: skip
def test_a_known_difference_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], info: Any, texts: dict[str, str], reason: str
) -> None:
    page = invented_later.cryptonia_vendor().page
    if reason == expected.LOST:
        page = page.replace(b"<span> Utopia", "<span> Ut\u00f6pia".encode())
    assert prove(tmp_path, page, info, **texts)[0][0]
    assert reason in capsys.readouterr().out


@pytest.mark.parametrize(("at", "value"), [
    (0, 96.0), (1, (3, 2)), (2, CLAIMS[:1]), (2, (CLAIMS[0], ("QUAY", None, None, None, 1, 44, 57, None))), (4, "Utop"),
    (8, datetime.fromisoformat("2019-04-15")),
])  # fmt: skip
def test_another_difference_fails(tmp_path: Path, at: int, value: Any) -> None:
    found = prove(tmp_path, invented_later.cryptonia_vendor().page, with_(at, value))
    assert [each for each, _ in found] == [False]


def test_a_range_read_as_one_number_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = invented_later.cryptonia_vendor().page.replace(b"Harbour: 340 deals", b"Harbour: 10~20 deals")
    joined = (("HARBOUR", 1020, *CLAIMS[0][2:]), CLAIMS[1])
    assert prove(tmp_path, page, with_(2, joined))[0][0]
    assert expected.JOINED in capsys.readouterr().out


def test_nothing_but_days_is_made_of_a_pickle(tmp_path: Path) -> None:
    with pytest.raises(pickle.UnpicklingError, match="is no day"):
        prove(tmp_path, invented_later.cryptonia_vendor().page, with_(0, Path("x")))
