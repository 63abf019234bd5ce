"""Evidence: only what opens to who names it, told with its title to whom it opens and closed to all others."""

from uuid import UUID

import pytest
from tests.worlds.repository import NOW, OWN, SHARED, World

from bowstreet.holdings.repository import citing, entities, judging, models
from bowstreet.vocabulary.judging import Verdict
from bowstreet.vocabulary.readers import Reader

FOR_ALL = {**SHARED, "handling": ["H0"]}


@pytest.fixture
def pair(world: World) -> tuple[str, str]:
    """Return a record of each agency, open to both."""
    return world.vendor(world.north, "amber", FOR_ALL), world.vendor(world.south, "amber_", FOR_ALL)


def judge(reader: Reader, pair: tuple[str, str], *evidence: str, verdict: Verdict = Verdict.SAME) -> str:
    return judging.judge(
        reader=reader, now=NOW, id=pair[0], other=pair[1], verdict=verdict, evidence=evidence
    ).id  # fmt: skip


def told(reader: Reader, id: str) -> tuple[str, ...]:
    return entities.entity(reader=reader, now=NOW, id=id).judgements[0].evidence


def attachment(id: str) -> str:
    held = models.Record.objects.get(uid=id)
    uid = str(UUID(int=7))
    models.Attachment.objects.create(uid=uid, record=held, terms_id=held.terms_id, agency="south", name="plan.pdf",
                                     sha256="0" * 64, size=1, type="pdf", by="x", at=NOW)  # fmt: skip
    return uid


def test_what_names_nothing_that_opens_is_refused_in_the_same_words(world: World, pair: tuple[str, str]) -> None:
    hidden = world.vendor(world.south, "brine", OWN)
    its_file = attachment(hidden)
    said = set()
    for line in ("nonsense", str(UUID(int=0)), hidden, f"record:{hidden}", hidden[-8:], its_file,
                 f"judgement {UUID(int=0)}", "observation:no place"):  # fmt: skip
        with pytest.raises(citing.NoEvidence) as refused:
            judge(world.north, pair, line)
        said.add((refused.value.sentence, refused.value.field))
    assert len(said) == 1
    assert said.pop()[1] == "evidence"
    assert entities.entity(reader=world.north, now=NOW, id=pair[0]).judgements == ()
    judge(world.south, pair, hidden, its_file)


def test_a_hidden_judgement_is_no_evidence_and_an_open_one_is(world: World, pair: tuple[str, str]) -> None:
    closed = world.vendor(world.south, "one", OWN), world.vendor(world.south, "two", OWN)
    theirs = judge(world.south, closed, "https://example.com/topic/7")
    with pytest.raises(citing.NoEvidence):
        judge(world.north, pair, f"judgement {theirs}")
    open_one = judge(world.north, pair, "https://example.com/topic/7")
    judge(world.north, pair, f"judgement {open_one}", verdict=Verdict.UNSURE)
    assert told(world.south, pair[0]) == (f"judgement {open_one}",)


def test_a_record_stands_with_its_title_for_whom_it_opens(world: World, pair: tuple[str, str]) -> None:
    mine = world.vendor(world.south, "cobalt", OWN)
    judge(world.south, pair, mine[-8:], "observation:crawl/0a/17", attachment(mine))
    record, row, file = told(world.south, pair[0])
    assert record.startswith(f"record:{mine} ")
    assert "cobalt" in record
    assert (row, file.endswith(", file plan.pdf")) == ("observation:crawl/0a/17", True)
    assert told(world.north, pair[0]) == (citing.CLOSED, row, citing.CLOSED)
