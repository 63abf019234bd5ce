"""What leaves one Bowstreet comes back in another: record, export, intake, acceptance, export again, and all is equal.

The two repositories never meet: the first is emptied before the second is founded, and has nothing but the document.
``RESTORED=1000 pytest tests/laws/test_restoring.py`` runs it over so many records.
"""

import json
import os
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from tests.worlds import engines, leave, leaving_made
from tests.worlds import intake as world

from bowstreet.casework.intake import accepting, deciding, reading, watching
from bowstreet.casework.intake.answers import IntakeView
from bowstreet.casework.sharing import exporting
from bowstreet.formats.exchange.leaving import Bundle, Leaving
from bowstreet.formats.stix import exchanging
from bowstreet.holdings.governance import rules
from bowstreet.holdings.repository import connecting, judging, leaving, recording, saving
from bowstreet.holdings.repository.choosing import Chosen
from bowstreet.vocabulary.ceilings import NO_CEILING
from bowstreet.vocabulary.envelope import Particulars, Terms
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Action, HandlingCode, IndexPolicy, Pap, Tlp
from bowstreet.vocabulary.judging import Verdict, may_be_one
from bowstreet.vocabulary.kinds import catalogue
from bowstreet.vocabulary.lawfulness import Basis, Instrument, LegalRegime, ProtectedFlag, SpecialCategory
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader

pytestmark = pytest.mark.django_db(transaction=True)

RECORDS = int(os.environ.get("RESTORED", "40"))
TOGETHER = 200
GIVER, RECEIVER = "harbour-south", "harbour-north"
LATER = datetime.fromisoformat("2026-11-01T09:00:00+00:00")


@pytest.mark.parametrize("seed", range(-(-RECORDS // TOGETHER)))
def test_another_repository_restores_envelope_versions_links_judgements_and_selectors(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    giver = world.supervisor(GIVER)
    _record(giver, chance, min(TOGETHER, RECORDS))
    left = _taken_out(giver, world.NOW + timedelta(days=9))
    engines.emptied()
    receiver = world.supervisor(RECEIVER)
    receiver, seen = _taken_in(receiver, tmp_path, left)
    assert (seen.losses, seen.rejects, seen.claims) == ((), (), ())
    back = _taken_out(receiver, LATER)
    _asked_for(replace(receiver, releases=()))
    gave, has = (exchanging.read(each).bundle for each in (left, back))
    assert gave is not None
    assert has is not None
    assert sum(each.version > 1 for each in gave.records) > RECORDS // 10
    assert gave.links
    assert gave.judgements
    assert _records(has) == _records(gave)
    assert _links(has) == _links(gave)
    assert _judgements(has) == _judgements(gave)


def _record(reader: Reader, chance: random.Random, count: int) -> None:
    """Record so many things of all kinds, some in several versions, with links and judgements between them."""
    at = world.NOW
    made: dict[str, str] = {}
    for number in range(count):
        kind = catalogue.ALL[sorted(catalogue.ALL)[number % len(catalogue.ALL)]]
        body, envelope = leaving_made.body_of(chance, kind.code), _envelope(chance)
        at += timedelta(seconds=7)
        id = recording.record(reader=reader, now=at, kind=kind.code, body=body, envelope=envelope).id
        made[id] = kind.code
        for _ in range(chance.choice((0, 0, 1, 2))):
            at += timedelta(hours=1, milliseconds=5)
            if chance.random() < 0.5:
                saving.change_marks(reader=reader, now=at, id=id, changes={**_envelope(chance)})
            else:
                many = [each.name for each in kind.fields if each.many]
                said = leaving_made.body_of(chance, kind.code)
                recording.amend(
                    reader=reader, now=at, id=id, body={name: said[name] for name in many if name in said}
                )  # fmt: skip
    _tie(reader, chance, made, at)


def _tie(reader: Reader, chance: random.Random, made: dict[str, str], at: datetime) -> None:
    days = (None, at.date() - timedelta(days=3)), (None, at.date())
    pairs = list(combinations(made, 2))
    for one, other in chance.sample(pairs, min(len(pairs), len(made))):
        connecting.link(
            reader=reader, now=at, id=one, other=other, type=chance.choice(list(LinkType)), grade=_grade(chance),
            basis=chance.choice(list(Basis)), evidence=chance.sample(leaving_made.WORDS[:6], chance.randrange(3)),
            first_seen=chance.choice(days[0]), last_seen=chance.choice(days[1]),
        )  # fmt: skip
    alike = [each for each in pairs if may_be_one(made[each[0]], made[each[1]])]
    for one, other in chance.sample(alike, min(len(alike), max(2, len(made) // 8))):
        judging.judge(
            reader=reader, now=at, id=one, other=other, verdict=chance.choice(list(Verdict)),
            note=chance.choice(leaving_made.WORDS[:9]), source=chance.choice(("", "seen at the quay")),
        )  # fmt: skip


def _envelope(chance: random.Random) -> dict[str, Any]:
    """Return what differs from the standing envelope. Recipients and groups of one node are none of another."""
    handling = leaving_made.some(chance, [HandlingCode.H1, HandlingCode.H2]) or frozenset({HandlingCode.H0})
    special = leaving_made.some(chance, list(SpecialCategory)) if chance.random() < 0.2 else frozenset()
    restriction = {"action": chance.choice([Action.COURT, Action.LINK]).value, "text": "Ask us.", "set_by": "",
                   "set_on": "2026-01-01", "valid_until": chance.choice((None, "2032-01-01"))}  # fmt: skip
    return {
        "scope": chance.choice(("OWNER", "LEA", "COMMUNITY")),
        "handling": sorted(handling),
        "tlp": chance.choice(list(Tlp)).value,
        "pap": chance.choice(list(Pap)).value,
        "index": chance.choice(list(IndexPolicy)).value,
        "restrictions": [restriction] if chance.random() < 0.3 else [],
        "flags": sorted(leaving_made.some(chance, [ProtectedFlag.MINOR, ProtectedFlag.JOURNALIST_SOURCE])),
        "special": sorted(special),
        "strict_necessity": "Needed to tell him from another." if special else "",
        "subject_category": chance.choice(("suspect", "contact_associate", "other_party")),
        "category_ground": chance.choice(leaving_made.WORDS[:9]),
        "case_ref": chance.choice(("", "Case 7")),
        "legal_regime": chance.choice(list(LegalRegime)).value,
        "legal_basis": chance.choice(leaving_made.WORDS[:9]),
        "instrument": chance.choice(list(Instrument)).value,
        "basis": chance.choice(list(Basis)).value,
        "grade": _grade(chance),
        "foreign_grading": chance.choice(("", "admiralty B3")),
        "collected_on": chance.choice((None, "2026-01-05")),
        "valid_from": chance.choice((None, "2026-01-06")),
        "review_on": "2027-03-01",
        "provenance": chance.choice(("", "A clerk at the quay.")),
    }


def _grade(chance: random.Random) -> str:
    return str(Grade.read(f"{chance.choice('ABCX')}{chance.choice('1234')}"))


def _taken_out(reader: Reader, now: datetime) -> bytes:
    card = exporting.export(reader=reader, now=now, choice=Chosen(q=""), format="stix", history=True,
                            ceiling=NO_CEILING)  # fmt: skip
    return exporting.download(reader=reader, now=now, id=card.id).path.read_bytes()


def _asked_for(reader: Reader) -> None:
    """Assert that without its leave nothing goes on for which the giver is asked, and that all else does."""
    made = leaving.leaves(reader=reader, now=LATER, choice=Chosen(q=""))
    assert not any(rules.asks_giver(each.envelope.terms, Action.DISSEMINATE, LATER.date()) for each in made.records)
    assert made.givers[GIVER] > len(made.records) > 0
    assert not made.asking


def _taken_in(reader: Reader, folder: Path, content: bytes) -> tuple[Reader, IntakeView]:
    """Take a document in with the giver's leave to answer what it judged of its records."""
    file = folder / "left.json"
    file.write_bytes(content)
    made = world.hand_in(reader, file, look=True)
    reading.read(made)
    accepting.accept(reader=reader, now=LATER, id=made, as_document=True)
    reading.read(made)
    reader = leave.with_leave(reader, GIVER, LATER.date())
    seen = watching.intake(reader=reader, now=LATER, id=made)
    while seen.claims:
        claim = seen.claims[0]
        seen = deciding.decide(reader=reader, now=LATER, id=made, claim=claim.id, verdict=Verdict(claim.verdict))
    return leave.with_leave(reader, GIVER, LATER.date()), seen


@dataclass(frozen=True)
class Version:
    """All that is compared of one version; its owner, its giver and its officers are the receiver's own in any case."""

    number: int
    times: tuple[datetime, datetime]
    seen: tuple[Any, Any]
    terms: Terms
    particulars: Particulars
    body: str
    selectors: frozenset[str]


def _records(held: Bundle) -> Counter[tuple[Version, ...]]:
    return Counter(tuple(map(_version, versions)) for versions in _by_id(held).values())


def _version(one: Leaving) -> Version:
    terms, said = one.envelope.terms, one.envelope.particulars
    assert (terms.owner, terms.given_by) in ((GIVER, ""), (RECEIVER, GIVER))
    assert terms.owner == one.owner
    provenance = said.provenance.removeprefix(f"Said to come from {GIVER}.").strip()
    kind = catalogue.kind(one.kind)
    return Version(
        one.version, (one.created_at, one.modified_at), (one.first_seen, one.last_seen),
        replace(terms, owner="", given_by=""), replace(said, provenance=provenance), _body(one),
        frozenset(f"{each.depth} {each.selector}" for each in kind.selectors(one.body)),
    )  # fmt: skip


def _body(one: Leaving) -> str:
    """Return a body in which a place in a dataset is no more than that: each repository has its own rows."""
    return json.dumps([one.kind, {name: _value(value) for name, value in one.body.items()}], sort_keys=True)


def _value(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [{**each, "source": "a row" if _is_place(each["source"]) else each["source"]} for each in value]


def _is_place(source: str) -> bool:
    return source.startswith("observation:")


def _by_id(held: Bundle) -> dict[str, list[Leaving]]:
    found: dict[str, list[Leaving]] = {}
    for each in sorted(held.records, key=lambda each: each.version):
        found.setdefault(each.id, []).append(each)
    return found


def _names(held: Bundle) -> dict[str, str]:
    """Return by the ids of records what tells them here and there: their bodies, all versions of them."""
    return {id: json.dumps(list(map(_body, versions))) for id, versions in _by_id(held).items()}


def _links(held: Bundle) -> Counter[Any]:
    names = _names(held)
    return Counter(
        (names[each.left], each.type, names[each.right], each.basis, each.first_seen, each.last_seen, each.grade,
         _lines(each.evidence))
        for each in held.links
    )  # fmt: skip


def _lines(evidence: Iterable[str]) -> tuple[str, ...]:
    return tuple(each for each in evidence if not _is_place(each))


def _judgements(held: Bundle) -> Counter[Any]:
    """Return judgements by pair, verdict and ground; who holds them answers for them, and names the source."""
    names = _names(held)
    return Counter(
        (frozenset((names[each.left], names[each.right])), each.verdict, each.ground.partition("\nIntake ")[0])
        for each in held.judgements
    )
