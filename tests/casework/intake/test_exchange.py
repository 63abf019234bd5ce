"""Exchange documents taken in: each thing a row, its drafts records, marks together, losses kept, undone whole."""

import json
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from tests.worlds import exchange
from tests.worlds import intake as world

from bowstreet.casework.intake import accepting, documents, reading, undoing, watching
from bowstreet.casework.intake.models import Claim, Intake, Source
from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.observations import searching
from bowstreet.holdings.observations.answers import OriginalLine
from bowstreet.holdings.observations.models import Dataset, Import
from bowstreet.holdings.repository import finding, showing
from bowstreet.holdings.repository.answers import RecordView
from bowstreet.holdings.repository.models import Judgement, Link, Record, Version
from bowstreet.vocabulary import keeping
from bowstreet.vocabulary.handling import Classification, Tlp
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden, Refusal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer() -> Reader:
    return world.supervisor()


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> None:
    exchange.teach(monkeypatch)


def file(folder: Path, raw: bytes, name: str = "pack.yaml") -> Path:
    made = folder / name
    made.write_bytes(raw)
    return made


def records(reader: Reader, kind: str) -> list[RecordView]:
    ids = Record.objects.filter(kind=kind).order_by("id").values_list("uid", flat=True)
    return [showing.show(reader=reader, now=world.NOW, id=each) for each in ids]


def test_each_tag_is_a_row_and_each_wallet_a_record_that_cites_it(officer: Reader, tmp_path: Path) -> None:
    raw = exchange.pack(3, actor="quay_exchange")
    seen = world.taken_in(officer, file(tmp_path, raw))
    [source] = seen.sources
    assert (seen.state, source.reader) == ("done", "exchange: tagpacks")
    assert (source.read, source.observed, source.rejected, source.records_new) == (3, 3, 0, 4)
    dataset = Dataset.objects.get()
    assert (dataset.mapping, dataset.sort) == ("exchange_tagpacks", "pieces")
    wallets = records(officer, "wallet")
    assert len(wallets) == 3
    part = Import.objects.get()
    cited = {each.source_href for view in wallets for each in view.values if each.field == "labels"}
    assert cited == {f"/observations/{dataset.id}/{part.id}/{row}" for row in (1, 2, 3)}
    assert Link.objects.filter(type="controls").count() == 3
    [actor] = records(officer, "organisation")
    assert actor.title == "Quay Exchange"


def test_the_same_document_again_changes_nothing_and_another_adds_what_is_new(officer: Reader, tmp_path: Path) -> None:
    world.taken_in(officer, file(tmp_path, exchange.pack(3, actor="quay_exchange")))
    before = Version.objects.count(), Record.objects.count(), Link.objects.count()
    again = world.taken_in(officer, file(tmp_path, exchange.pack(3, actor="quay_exchange"), "other.yaml")).sources[0]
    assert (again.observed, again.already_held, again.records_new, again.records_known) == (3, 3, 0, 4)
    assert (Version.objects.count(), Record.objects.count(), Link.objects.count()) == before
    more = world.taken_in(officer, file(tmp_path, exchange.pack(4, actor="quay_exchange"), "more.yaml")).sources[0]
    assert (more.observed, more.already_held, more.records_new) == (4, 3, 1)
    changed = exchange.pack(4, exchange.HEAD.replace("service_data", "forensic"), actor="quay_exchange")
    anew = world.taken_in(officer, file(tmp_path, changed.replace(b"forensic", b"web_crawl"), "head.yaml")).sources[0]
    assert anew.already_held == 0, "what a tag inherits is a part of it"


def test_a_row_is_found_and_opens_at_its_place_and_shows_no_neighbour(officer: Reader, tmp_path: Path) -> None:
    world.taken_in(officer, file(tmp_path, exchange.pack(2)))
    opened = line(officer, exchange.bitcoin(2))
    assert opened.raw == exchange.tag(2).removeprefix("- ").rstrip()
    assert opened.line == exchange.HEAD.count("\n") + 3
    listed = json.dumps([exchange.ethereum(1), exchange.ethereum(2), exchange.ethereum(3)]).encode()
    world.taken_in(officer, file(tmp_path, listed, "list.json"))
    assert line(officer, exchange.ethereum(2)).raw == exchange.ethereum(2)


def line(reader: Reader, word: str) -> OriginalLine:
    [row] = searching.search(reader=reader, now=world.NOW, q=word).rows
    return searching.line(reader=reader, now=world.NOW, dataset=row.dataset, import_id=row.import_id, row=row.row)


def test_marks_of_a_thing_and_the_intakes_count_together_the_stricter_of_each(
    officer: Reader, tmp_path: Path, invented: None
) -> None:
    marked = exchange.wallet(1, tlp="RED", grade="B2"), exchange.wallet(2, tlp="CLEAR")
    raw = exchange.document(*marked, exchange.wallet(3))
    seen = world.taken_in(officer, file(tmp_path, raw), envelope={"tlp": "AMBER"})
    assert seen.totals.observed == 3
    assert [(each.docket.terms.tlp, str(each.docket.particulars.grade)) for each in records(officer, "wallet")] == [
        (Tlp.RED, "B2"), (Tlp.AMBER, "X4"), (Tlp.AMBER, "X4"),
    ]  # fmt: skip
    assert Dataset.objects.count() == 2, "a row is as closed as the record that came of it"


def test_handling_and_classification_of_a_thing_bind_what_comes_of_it(
    officer: Reader, tmp_path: Path, invented: None
) -> None:
    said = {"handling": ["H1", "H3"], "h3_text": "not after the trial", "classification": "EU_RESTRICTED"}
    raw = exchange.document(exchange.wallet(1, **said), exchange.wallet(2, handling=["H0"]), exchange.wallet(3))
    cleared = replace(officer, clearance=Classification.EU_RESTRICTED)
    world.taken_in(cleared, file(tmp_path, raw), envelope={"handling": ["H0"]})
    one, two, three = (each.docket.terms for each in records(cleared, "wallet"))
    assert (one.handling, one.classification) == ({"H1", "H3"}, Classification.EU_RESTRICTED)
    assert one.h3_text == "not after the trial"
    assert (two.handling, three.handling, two.h3_text) == ({"H0"}, {"H0"}, "")


def test_where_the_stricter_of_both_counts_what_an_envelope_says_beside_its_marks_is_kept_or_told_as_lost(
    officer: Reader, tmp_path: Path, invented: None
) -> None:
    told = {"necessity_note": "the only trace", "foreign_grading": "likely", "collected_on": "2025-01-31",
            "legal_basis": "invented law, section 9", "case_ref": "HS-7", "retention_rule": "short"}  # fmt: skip
    raw = exchange.document(exchange.wallet(1, carried={"particulars": told}))
    seen = world.taken_in(officer, file(tmp_path, raw))
    [view] = records(officer, "wallet")
    held = view.docket.particulars
    assert (held.necessity_note, held.foreign_grading) == ("the only trace", "likely")
    lost = {each.part for each in seen.losses if each.part.startswith("envelope.")}
    assert lost == {f"envelope.{name}" for name in ("collected_on", "legal_basis", "case_ref", "retention_rule")}


def test_links_lead_across_things_of_different_marks(officer: Reader, tmp_path: Path, invented: None) -> None:
    one = exchange.wallet(1, tlp="RED", links=[["related_to", "wallet", exchange.ethereum(2)]])
    world.taken_in(officer, file(tmp_path, exchange.document(one, exchange.wallet(2))))
    assert Link.objects.count() == 1


def test_an_envelope_of_ours_counts_as_the_document_says_only_where_the_officer_chose_that(
    officer: Reader, tmp_path: Path, invented: None
) -> None:
    raw = exchange.document(exchange.wallet(1, carried={"tlp": Tlp.GREEN}))
    world.taken_in(officer, file(tmp_path, raw))
    [strict] = records(officer, "wallet")
    assert (strict.docket.terms.tlp, strict.docket.terms.scope) == (Tlp.AMBER_STRICT, "OWNER")
    assert strict.docket.terms.owner == officer.agency
    assert "harbour-south" in strict.docket.particulars.provenance
    made = world.hand_in(officer, file(tmp_path, raw, "again"), look=True)
    reading.read(made)
    told = watching.intake(reader=officer, now=world.NOW, id=made)
    assert (told.state, told.foreseen and told.foreseen.carried) == ("looked", 1)
    accepting.accept(reader=officer, now=world.NOW, id=made, as_document=True)
    reading.read(made)
    open_ = next(each for each in records(officer, "wallet") if each.id != strict.id)
    assert (open_.docket.terms.tlp, open_.docket.terms.scope) == (Tlp.GREEN, "LEA")
    assert open_.docket.terms.owner == officer.agency


def test_a_document_puts_no_review_off_for_longer_than_the_law_lets(
    officer: Reader, tmp_path: Path, invented: None
) -> None:
    late, soon = ({"review_on": f"{year}-01-31"} for year in (2099, 2027))
    bound = {"review_on": "2099-01-31", "erase_on": "2028-01-01"}
    told = enumerate(((late, "RED"), (soon, "AMBER"), (bound, "GREEN")), 1)
    raw = exchange.document(*(exchange.wallet(at, carried={"particulars": each}, tlp=tlp) for at, (each, tlp) in told))
    made = world.hand_in(officer, file(tmp_path, raw), look=True, envelope={"erase_on": "2033-01-01"})
    reading.read(made)
    accepting.accept(reader=officer, now=world.NOW, id=made, as_document=True)
    reading.read(made)
    shown = [each.docket.particulars for each in records(officer, "wallet")]
    began = Intake.objects.get(id=made).began_at
    assert began is not None
    lawful = str(keeping.latest_review(began.date(), None))
    assert [str(each.review_on) for each in shown] == [lawful, "2027-01-31", "2028-01-01"]
    assert [str(each.erase_on) for each in shown] == ["2033-01-01", "2033-01-01", "2028-01-01"]
    losses = watching.intake(reader=officer, now=world.NOW, id=made).losses
    assert [(each.part, each.count) for each in losses if each.part.startswith("envelope.")] == [
        ("envelope.review_on", 2)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("carried", "part"),
    [
        ({"scope": "NAMED", "recipients": ["nobody-here"]}, "envelope.recipients"),
        ({"scope": "GROUP", "group": "no-such-team"}, "envelope.group"),
    ],
)
def test_a_scope_that_names_strangers_opens_to_the_owner_alone_and_says_so(
    officer: Reader, tmp_path: Path, invented: None, carried: dict[str, object], part: str
) -> None:
    made = world.hand_in(officer, file(tmp_path, exchange.document(exchange.wallet(1, carried=carried))), look=True)
    reading.read(made)
    accepting.accept(reader=officer, now=world.NOW, id=made, as_document=True)
    reading.read(made)
    [view] = records(officer, "wallet")
    assert view.docket.terms.scope == "OWNER"
    assert part in {each.part for each in watching.intake(reader=officer, now=world.NOW, id=made).losses}


def test_one_thing_that_may_not_be_taken_in_costs_itself_alone(officer: Reader, tmp_path: Path, invented: None) -> None:
    raw = exchange.document(
        exchange.wallet(1),
        {"id": "thing-2", "body": {"address": exchange.ethereum(2)}},
        exchange.wallet(3, carried={"state": "erased"}),
        {"id": "thing-4", "body": {"address": "no address"}, "category": "suspect"},
        "{broken",
        exchange.wallet(5),
    )
    seen = world.taken_in(officer, file(tmp_path, raw))
    [source] = seen.sources
    assert (source.read, source.observed, source.rejected, source.records_new) == (6, 2, 4, 2)
    said = {each.reason for each in seen.rejects}
    assert any("category of data subject" in each for each in said)
    assert any("erased" in each for each in said)
    assert any("no JSON" in each for each in said)
    assert not any(each.excerpt for group in seen.rejects for each in group.examples), "a thing may be closed"


def test_a_category_that_a_document_does_not_say_is_the_agencys_standing_one(
    officer: Reader, tmp_path: Path, invented: None
) -> None:
    from bowstreet.holdings.agencies import founding

    founding.set_standing(
        reader=officer, now=world.NOW, standing={"category": {"wallet": {"category": "suspect", "ground": "invented"}}}
    )
    raw = exchange.document({"id": "thing-1", "body": {"address": exchange.ethereum(1)}})
    assert world.taken_in(officer, file(tmp_path, raw)).totals.observed == 1
    [view] = records(officer, "wallet")
    assert view.docket.particulars.subject_category == "suspect"


def test_what_its_source_takes_back_is_a_row_and_touches_no_record(
    officer: Reader, tmp_path: Path, invented: None
) -> None:
    world.taken_in(officer, file(tmp_path, exchange.document(exchange.wallet(1))))
    [source] = world.taken_in(officer, file(tmp_path, exchange.document(exchange.wallet(1, revoked=True)), "b")).sources
    assert (source.observed, source.records_new, source.records_known) == (1, 0, 0)
    assert "taken back by their source" in source.note
    assert len(records(officer, "wallet")) == 1


def test_what_a_source_judged_waits_for_an_officer_and_joins_nothing(
    officer: Reader, tmp_path: Path, invented: None
) -> None:
    two = ("wallet", exchange.ethereum(1)), ("wallet", exchange.ethereum(2))
    judged = [[*two, "same"], [two[0], ("wallet", "0xnobody"), "different"]]
    raw = exchange.document(exchange.wallet(1, judged=judged, tlp="RED"), exchange.wallet(2))
    seen = world.taken_in(officer, file(tmp_path, raw))
    [claim] = seen.claims
    assert (claim.verdict, claim.said_by, claim.ground) == ("same", "harbour-south", "Invented ground")
    assert {claim.left_title, claim.right_title} == {exchange.ethereum(1), exchange.ethereum(2)}
    lost = {(each.part, each.why, each.count) for each in seen.losses if each.part.startswith("judgement.")}
    assert lost == {("judgement.different", "no_kind", 1)}, "an end of it became no record"
    assert not Judgement.objects.exists()
    again = world.taken_in(officer, file(tmp_path, raw, "again"))
    assert again.claims == ()
    undoing.undo(reader=officer, now=world.NOW, id=again.id)
    reading.read(again.id)
    undoing.undo(reader=officer, now=world.NOW, id=seen.id)
    reading.read(seen.id)
    assert not Claim.objects.exists()


def test_an_intake_opens_only_to_whom_its_most_closed_thing_does(
    officer: Reader, tmp_path: Path, invented: None
) -> None:
    other = replace(officer, officer=str(uuid.uuid4()), role=Role.INVESTIGATOR)
    analyst = replace(other, role=Role.ANALYST)
    hidden = exchange.wallet(1, category="undetermined")
    raw = exchange.document(hidden, exchange.wallet(2))
    open_ = world.taken_in(officer, file(tmp_path, exchange.document(exchange.wallet(3)), "open"))
    assert watching.intake(reader=other, now=world.NOW, id=open_.id).totals.read == 1
    looked = world.hand_in(officer, file(tmp_path, raw), look=True)
    reading.read(looked)
    taken = world.taken_in(officer, file(tmp_path, raw, "again"))
    for id in (looked, taken.id):
        with pytest.raises(Hidden):
            watching.intake(reader=other, now=world.NOW, id=id)
        assert watching.intake(reader=analyst, now=world.NOW, id=id).totals.read == 2
    assert [each.id for each in watching.intakes(reader=other, now=world.NOW).intakes] == [open_.id]


def test_losses_are_kept_told_and_counted_in_the_ledger(officer: Reader, tmp_path: Path) -> None:
    seen = world.taken_in(officer, file(tmp_path, exchange.pack(3, is_cluster_definer="true")))
    losses = {each.part: (each.why, each.count) for each in seen.losses}
    assert losses["tag.is_cluster_definer"] == ("no_field", 3)
    report = watching.report(reader=officer, now=world.NOW, id=seen.id)
    [source] = report["sources"]
    assert {"part": "tag.is_cluster_definer", "why": "no_field", "count": 3} in source["losses"]
    entry = json.loads(Act.objects.order_by("id").values_list("body", flat=True).last() or "")
    values = sum(each.count for each in seen.losses)
    assert entry["action"] == "intake.admit"
    assert sum(int(each.partition("_")[0]) for each in entry["losses"]) == len(seen.losses)
    assert sum(int(each.rsplit(":", 1)[1]) for each in entry["losses"]) == values
    assert "tag" not in json.dumps(entry["losses"])
    undoing.undo(reader=officer, now=world.NOW, id=seen.id)
    reading.read(seen.id)
    closed = watching.intake(reader=officer, now=world.NOW, id=seen.id)
    assert (closed.state, closed.losses) == ("taken_back", seen.losses)
    table = world.taken_in(officer, world.table(tmp_path / "table.csv", world.sellers(1)))
    assert watching.report(reader=officer, now=world.NOW, id=table.id)["sources"][0]["losses"] == []


def test_a_first_look_writes_nothing_and_says_what_would_come(officer: Reader, tmp_path: Path) -> None:
    made = world.hand_in(officer, file(tmp_path, exchange.pack(3, actor="quay_exchange")), look=True)
    reading.read(made)
    seen = watching.intake(reader=officer, now=world.NOW, id=made)
    assert seen.foreseen is not None
    assert (seen.state, seen.foreseen.kinds, seen.foreseen.links) == (
        "looked", (("wallet", 3), ("organisation", 1)), 3
    )  # fmt: skip
    assert (seen.totals.read, seen.totals.observed) == (3, 3)
    assert not Record.objects.exists()
    assert not Import.objects.exists()
    accepting.accept(reader=officer, now=world.NOW, id=made)
    with pytest.raises(Refusal, match="does not wait"):
        accepting.accept(reader=officer, now=world.NOW, id=made)
    reading.read(made)
    done = watching.intake(reader=officer, now=world.NOW, id=made)
    assert (done.state, done.totals.records_new, done.foreseen) == ("done", 4, None)


def test_a_table_waits_for_nobody_even_where_a_look_was_asked_for(officer: Reader, tmp_path: Path) -> None:
    made = world.hand_in(officer, world.table(tmp_path / "table.csv", world.sellers(2)), look=True)
    reading.read(made)
    assert watching.intake(reader=officer, now=world.NOW, id=made).state == "done"


def test_read_as_exchange_alone_a_table_is_told_to_be_none(officer: Reader, tmp_path: Path) -> None:
    table = world.table(tmp_path / "table.csv", world.sellers(2))
    seen = world.taken_in(officer, table, file(tmp_path, exchange.pack(1)), mapping="exchange")
    assert [each.reader for each in seen.sources] == [None, "exchange: tagpacks"]
    assert "No exchange format" in seen.sources[0].note


def test_it_is_undone_whole(officer: Reader, tmp_path: Path) -> None:
    seen = world.taken_in(officer, file(tmp_path, exchange.pack(3, actor="quay_exchange")))
    undoing.undo(reader=officer, now=world.NOW, id=seen.id)
    reading.read(seen.id)
    assert not Import.objects.exists()
    assert not Link.objects.exists()
    assert watching.intake(reader=officer, now=world.NOW, id=seen.id).state == "taken_back"


def test_a_run_that_was_killed_is_read_anew_to_the_same_end(
    officer: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bowstreet.casework.intake import admitting

    made = world.hand_in(officer, file(tmp_path, exchange.pack(3, actor="quay_exchange")))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(admitting, "_finish", killed)
        reading.read(made)
    assert not records_seen(officer)
    reading.read(made)
    done = watching.intake(reader=officer, now=world.NOW, id=made)
    assert (done.state, done.totals.observed, done.totals.already_held, done.totals.records_new) == ("done", 3, 0, 4)
    assert records_seen(officer) == 4


def records_seen(reader: Reader) -> int:
    return finding.find(reader=reader, now=world.NOW, q="").total


def test_a_document_above_the_limit_is_refused_with_a_sentence(
    officer: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LARGEST", 100)
    [source] = world.taken_in(officer, file(tmp_path, exchange.pack(3))).sources
    assert (source.read, source.observed, source.rejected) == (1, 0, 1)
    assert "MB" in source.note
    assert Source.objects.get().losses == "[]"


def test_a_document_that_asks_for_too_many_terms_loses_those_beyond(
    officer: Reader, tmp_path: Path, invented: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_TERMS", 2)
    raw = exchange.document(*(exchange.wallet(at, tlp=tlp) for at, tlp in enumerate(("RED", "CLEAR", "RED"), 1)),
                            exchange.wallet(4, carried={"h3_text": "x", "tlp": "RED"}))  # fmt: skip
    [source] = world.taken_in(officer, file(tmp_path, raw)).sources
    assert (source.observed, source.rejected) == (3, 1)
