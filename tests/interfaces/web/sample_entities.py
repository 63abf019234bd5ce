"""Invented entities: disputed, alone, and as known on a past day."""

from dataclasses import replace
from datetime import date, timedelta

from tests.interfaces.web import sample_answers as sample

from bowstreet.holdings.repository.answers import (
    Dispute,
    EntityField,
    EntityRecord,
    EntityView,
    History,
    JudgementRow,
    MadeLink,
    Stated,
)

_LONG = "the quiet harbour of the north-eastern coast, formerly trading as harbour-and-sons"


def _record(number: int, title: str, depth: str = "identifiers") -> EntityRecord:
    docket = sample.docket() if number % 2 == 0 else sample.docket(sample.GARONNE)
    return EntityRecord(
        f"{sample.ID[:-2]}{number:02}", f"{number:08}", title, "Vendor account", "store", docket, depth,
        date(2024, 9, 2), date(2026, 8, 24), sample.NOW - timedelta(days=73 - number),
    )  # fmt: skip


ONE, TWO, THREE = (
    _record(0, "quietharbour"),
    _record(1, "quiet_harbor"),
    _record(2, "Vendor account of Brigade Garonne", "meta"),
)
FAR = _record(3, _LONG)


def _field(number: int, records: tuple[EntityRecord, ...], disagree: bool = False) -> EntityField:
    value = sample.VALUES[number]
    said = tuple(
        Stated(
            replace(value, shown=f"{value.shown} {place}" if disagree and place else value.shown),
            each.id,
            each.docket.owner,
        )
        for place, each in enumerate(records)
    )
    earlier = [replace(each, value=replace(each.value, earlier=True)) for each in said for _ in range(number == 3)]
    sides = tuple(dict.fromkeys(each.value.shown for each in said)) if disagree else ()
    return EntityField(value.field, value.label, (*said, *earlier), disagree, sides)


def _judgement(
    number: int, left: EntityRecord, right: EntityRecord, verdict: str, stands: bool = True
) -> JudgementRow:  # fmt: skip
    return JudgementRow(
        f"j{number}", left, right, verdict, right.docket.owner, "E. Verhaal" if number % 2 else "",
        sample.NOW - timedelta(days=number), "One key; a claim of sales; the same hours.",
        ("observation:d1/0a/17", f"record:{left.id} {left.title}", "Key 4C02 … 7A1F 3C90"), stands, bool(number % 2),
    )  # fmt: skip


_SAME, _AGAINST = _judgement(3, ONE, TWO, "same"), _judgement(1, ONE, FAR, "different")
_LATE = _judgement(2, TWO, FAR, "same")

ENTITY = EntityView(
    id=ONE.id, asked=ONE.id, title=ONE.title, kind_label="Vendor account", icon="store", records=(ONE, TWO, THREE),
    agencies=2, fields=tuple(_field(number, (ONE, TWO), number == 1) for number in range(len(sample.VALUES))),
    masked=("E-mail", "Telephone"),
    judgements=(_AGAINST, _LATE, _SAME, _judgement(5, TWO, ONE, "unsure", False)),
    disputes=(Dispute(_AGAINST, (_LATE,)),), capped=True, first_seen=date(2024, 9, 2), last_seen=date(2026, 8, 24),
    as_of=None,
)  # fmt: skip
ALONE = replace(
    ENTITY, records=(THREE,), id=THREE.id, asked=THREE.id, title=THREE.title, agencies=1, fields=(), masked=(),
    judgements=(), disputes=(), capped=False, first_seen=None, last_seen=None,
)  # fmt: skip
PAST = replace(ENTITY, as_of=date(2026, 10, 1), disputes=(), capped=False)
PAIR = replace(
    ENTITY, records=(ONE, FAR), judgements=(_judgement(3, FAR, ONE, "same"),), disputes=(), capped=False,
    fields=tuple(_field(number, (ONE, FAR), number == 1) for number in range(len(sample.VALUES))),
)  # fmt: skip
SIX = tuple(_record(number, _LONG if number == 4 else f"quietharbour {number}") for number in range(6))
MANY = replace(
    ENTITY, records=SIX, disputes=(), capped=False, masked=(),
    fields=tuple(_field(number, SIX[number % 3 :], number == 1) for number in range(len(sample.VALUES))),
)  # fmt: skip
HISTORY = History(
    sample.ID, "quietharbour", sample.STEPS, (_SAME, _AGAINST),
    tuple(MadeLink(sample.NOW - timedelta(days=3), each) for each in sample.LINKS), 4,
)  # fmt: skip
FIRST = History(sample.ID, "quietharbour", sample.STEPS[-1:])
