"""What another Bowstreet wrote comes back with its history, its links whole, and goes whole when it is undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import exchange
from tests.worlds import intake as world

from bowstreet.casework.intake import accepting, reading, undoing, watching
from bowstreet.casework.intake.answers import IntakeView
from bowstreet.formats.case import writing as case
from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingJudgement, LeavingLink
from bowstreet.formats.misp import writing as misp
from bowstreet.formats.stix import writing as stix
from bowstreet.holdings.governance import terms
from bowstreet.holdings.repository import showing
from bowstreet.holdings.repository.answers import RecordView
from bowstreet.holdings.repository.models import Link, Record, Version
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Tlp
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.lawfulness import Basis, SubjectCategory
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Hidden

pytestmark = pytest.mark.django_db(transaction=True)

BEGUN = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
ALL = pytest.mark.parametrize("write", [stix.write, misp.write, case.write])
Write = Callable[..., Any]


@pytest.fixture
def officer() -> Reader:
    return world.supervisor()


def version(number: int, body: dict[str, Any], record: int = 1, **more: Any) -> Leaving:
    """Return a version of a record, made on the day of its number."""
    held = exchange.envelope(tlp="GREEN")
    said = replace(held.particulars, subject_category=SubjectCategory.SUSPECT, category_ground=f"ground {number}")
    made = Leaving(
        f"01a00000-0000-7000-8000-00000000000{record}", "vendor_account", "x", number, BEGUN,
        BEGUN + timedelta(days=number - 1), "harbour-south", "Harbour South", replace(held, particulars=said),
        {"market": "Lantern Market", **body},
    )  # fmt: skip
    return replace(made, **more)


def history() -> tuple[Leaving, ...]:
    alias = {"value": "quay.merchant", "source": "observation:a/b/7", "grade": "B2", "basis": "assessment"}
    return (
        version(1, {"handle": "quaymerchant"}, first_seen=date(2026, 1, 1)),
        version(2, {"handle": "quaymerchant", "aliases": [alias]}),
        version(3, {"handle": "quaymerchant", "aliases": [alias, {"value": "lantern.quay"}]}),
    )


def taken_in(officer: Reader, folder: Path, raw: bytes, name: str = "left.json") -> IntakeView:
    file = folder / name
    file.write_bytes(raw)
    made = world.hand_in(officer, file, look=True)
    reading.read(made)
    accepting.accept(reader=officer, now=world.NOW, id=made, as_document=True)
    reading.read(made)
    return watching.intake(reader=officer, now=world.NOW, id=made)


def shown(officer: Reader, **more: Any) -> RecordView:
    [uid] = Record.objects.filter(kind="vendor_account").values_list("uid", flat=True)
    return showing.show(reader=officer, now=world.NOW, id=uid, **more)


def aliases(view: RecordView) -> list[str]:
    return sorted(each.shown for each in view.values if each.field == "aliases")


@ALL
def test_the_versions_of_a_record_stand_before_its_last_with_their_makers_and_times(
    officer: Reader, tmp_path: Path, write: Write
) -> None:
    seen = taken_in(officer, tmp_path, write(Bundle(history()), now=BEGUN).content)
    assert not [each for each in seen.losses if each.part.startswith("record.")]
    view = shown(officer)
    assert (view.version, view.versions_total, seen.totals.records_new) == (3, 3, 1)
    assert [aliases(shown(officer, version=number)) for number in (1, 2, 3)] == [
        [], ["quay.merchant"], ["lantern.quay", "quay.merchant"],
    ]  # fmt: skip
    assert [each.by.partition(",")[0] for each in view.versions] == ["harbour-south"] * 3
    assert "version 2 of its giver, of 2026-01-06 08:00 UTC" in view.versions[1].what
    assert shown(officer, version=2).docket.particulars.category_ground == "ground 2"
    assert {each.at for each in view.versions} == {Version.objects.latest("number").at}, "known here only now"
    with pytest.raises(Hidden):
        shown(officer, as_of=date(2026, 1, 7))


@ALL
def test_links_keep_their_grade_basis_days_and_evidence(officer: Reader, tmp_path: Path, write: Write) -> None:
    one, other = version(1, {"handle": "quaymerchant"}), version(1, {"handle": "wick"}, record=2)
    said = ("seen at the quay", "observation:a/b/7", "two lines\nof a clerk")
    days = date(2026, 1, 2), date(2026, 1, 3)
    link = LeavingLink(one.id, LinkType.USES, other.id, Basis.HEARSAY, *days, Grade.read("C3"), "harbour-south", said)
    seen = taken_in(officer, tmp_path, write(Bundle((one, other), (link,)), now=BEGUN).content)
    held = Link.objects.get(type="uses")
    assert (held.basis, held.grade, held.first_on, held.last_on) == ("hearsay", "C3", "2026-01-02", "2026-01-03")
    *lines, own = held.cites.split("\n")
    assert lines == ["seen at the quay", "two lines of a clerk"]
    assert own.startswith("observation:exchange_") or own.startswith("observation:")
    assert {each.part: each.count for each in seen.losses if each.part.startswith("link.")} == {"link.evidence": 1}


@ALL
def test_a_link_leads_to_the_record_that_is_meant_where_two_have_one_key(
    officer: Reader, tmp_path: Path, write: Write
) -> None:
    one, first, second = (
        version(1, {"handle": name}, record=at) for at, name in enumerate(("quay", "wick", "wick"), 1)
    )
    red = replace(second.envelope, terms=replace(second.envelope.terms, tlp=Tlp.RED))
    second = replace(second, envelope=red)
    links = (LeavingLink(one.id, LinkType.USES, second.id), LeavingLink(first.id, LinkType.RELATED_TO, second.id))
    judged = LeavingJudgement(first.id, second.id, Verdict.SAME, "One key.", "harbour-south", BEGUN)
    raw = write(Bundle((one, first, second), links, (judged,)), now=BEGUN).content
    seen = taken_in(officer, tmp_path, raw)
    [meant] = [id for id, at in Record.objects.values_list("id", "terms_id") if terms.terms_of([at])[at].tlp is Tlp.RED]
    assert set(Link.objects.values_list("type", "right_id")) == {("uses", meant), ("related_to", meant)}
    [claim] = seen.claims
    assert claim.left != claim.right


def test_what_a_link_is_stated_by_is_lost_only_where_that_is_not_the_owner(officer: Reader, tmp_path: Path) -> None:
    one, other = version(1, {"handle": "quaymerchant"}), version(1, {"handle": "wick"}, record=2)
    links = tuple(LeavingLink(one.id, LinkType.USES, other.id, by=by) for by in ("harbour-south", "harbour-west"))
    seen = taken_in(officer, tmp_path, stix.write(Bundle((one, other), links), now=BEGUN).content)
    assert {each.part: each.count for each in seen.losses} == {"link.stated_by": 1, "link.uses": 1}
    assert Link.objects.count() == 1


@ALL
def test_it_is_undone_with_all_its_versions(officer: Reader, tmp_path: Path, write: Write) -> None:
    seen = taken_in(officer, tmp_path, write(Bundle(history()), now=BEGUN).content)
    undoing.undo(reader=officer, now=world.NOW, id=seen.id)
    reading.read(seen.id)
    assert set(Version.objects.values_list("body", "told")) == {("{}", None)}


def test_versions_that_are_yet_to_come_or_not_in_turn_are_not_believed(officer: Reader, tmp_path: Path) -> None:
    first, second, third = history()
    wrong = Bundle((first, second, replace(third, modified_at=BEGUN + timedelta(days=40_000))))
    seen = taken_in(officer, tmp_path, stix.write(wrong, now=BEGUN).content)
    assert {each.part: each.count for each in seen.losses} == {"record.versions": 2, "record.modified_at": 1}
    assert [each.by.endswith("told") for each in shown(officer).versions] == [False]
    assert aliases(shown(officer)) == ["lantern.quay", "quay.merchant"]


def test_of_a_record_that_is_known_here_the_last_version_is_added_and_those_before_are_told_as_lost(
    officer: Reader, tmp_path: Path
) -> None:
    first, second, third = history()
    taken_in(officer, tmp_path, stix.write(Bundle((first,)), now=BEGUN).content)
    seen = taken_in(officer, tmp_path, stix.write(Bundle((first, second, third)), now=BEGUN).content, "more.json")
    assert {each.part: each.count for each in seen.losses} == {"record.versions": 2}
    view = shown(officer)
    assert (view.version, aliases(view)) == (2, ["lantern.quay", "quay.merchant"])
    undoing.undo(reader=officer, now=world.NOW, id=seen.id)
    reading.read(seen.id)
    assert aliases(shown(officer)) == []


def test_two_records_that_are_one_here_have_the_history_of_neither(officer: Reader, tmp_path: Path) -> None:
    twin = tuple(replace(each, id="01a00000-0000-7000-8000-000000000009") for each in history()[:2])
    seen = taken_in(officer, tmp_path, stix.write(Bundle((*history(), *twin)), now=BEGUN).content)
    assert {each.part: each.count for each in seen.losses} == {"record.versions": 3}
    assert shown(officer).versions_total == 1


@ALL
def test_a_statement_that_its_giver_did_not_weigh_is_not_weighed_by_the_envelope(
    officer: Reader, tmp_path: Path, write: Write
) -> None:
    graded = [
        replace(each, envelope=replace(each.envelope, particulars=replace(
            each.envelope.particulars, grade=Grade.read("B1"), basis=Basis.ASSESSMENT)))
        for each in history()
    ]  # fmt: skip
    taken_in(officer, tmp_path, write(Bundle(tuple(graded)), now=BEGUN).content)
    for number in (2, 3):
        view = shown(officer, version=number)
        assert str(view.docket.particulars.grade) == "B1"
        said = {each.shown: (each.grade, each.basis) for each in view.values if each.field == "aliases"}
        assert said["quay.merchant"] == ("B2", "assessment")
        assert said.get("lantern.quay", ("X4", "fact")) == ("X4", "fact")
