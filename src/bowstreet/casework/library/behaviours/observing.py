"""Rows of datasets that show a sign of a behaviour: counted by dataset, the first shown with the account's records.

A row is no record and becomes none here: an officer attaches the record that stands for its account, and the row is
what that rests on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bowstreet.casework.intake import mapping as mappings
from bowstreet.casework.library import opened as opening
from bowstreet.casework.library.behaviours import showing, suggesting
from bowstreet.casework.library.behaviours.answers import AccountRecord, BehaviourRows, SignsIn, SuggestedRow
from bowstreet.casework.library.behaviours.suggesting import Signs
from bowstreet.casework.library.models import Declined
from bowstreet.casework.library.opened import Opened
from bowstreet.casework.library.rates import rate
from bowstreet.formats.mapping import Mapping as Columns
from bowstreet.holdings.ledger import looking
from bowstreet.holdings.ledger.events import Event
from bowstreet.holdings.observations import asking, signs
from bowstreet.holdings.observations.answers import DatasetCount, HeldRow, RowsHolding
from bowstreet.holdings.observations.signs import Sought
from bowstreet.holdings.repository import denying, dockets, matching, rows
from bowstreet.holdings.repository.asking import Filters
from bowstreet.holdings.repository.reach import Reach, reach_of
from bowstreet.vocabulary import markets, products, selectors
from bowstreet.vocabulary.kinds import user_account, vendor_account
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.readers import Reader

METHOD = (
    "Signs in rows, version 1: a row shows a sign where a word of the card stands in it, inside longer words, too; what"
    " was crawled often counts as often"
)
ACCOUNTS = (vendor_account.KIND.code, user_account.KIND.code)
"""The kinds of record that stand for the account of a row."""

MOST_ACCOUNTS = 5
_NOTHING = RowsHolding((), (), 0)


@dataclass(frozen=True)
class Seen:
    """What a row says by its mapping: its market as a slug, the name of its account, and codes of products."""

    market: str | None
    handle: str
    products: tuple[str, ...]

    @property
    def selector(self) -> str:
        """Return the account as records yield it; empty where the row names none on a market."""
        if not self.market or not self.handle:
            return ""
        try:
            return selectors.handle(self.market, self.handle).value
        except selectors.NotASelector:
            return ""


def behaviour_rows(
    *, reader: Reader, now: datetime, id: str, limit: int = 20, since: date | None = None, until: date | None = None
) -> BehaviourRows:
    """Return the rows that show a sign, so many at most, between two days where these are given.

    Those with most reasons stand first, of these the latest. Raise ``Hidden`` where no behaviour of that id opens.
    """
    with denying.denied(reader, "behaviour.rows", now):
        row = showing.opened(id, reader, now)
    reach = reach_of(reader, now)
    card = opening.opened([row], reach)[row.id]
    wanted, without = showing.signs_of(card), _without(card, reader, reach)
    words = tuple(each for each in wanted.words if each.strip())[: suggesting.MOST_WORDS]
    sought = Sought(words, wanted.markets, since, until, without)
    found, silent = _NOTHING, ""
    try:
        found = signs.holding(reader=reader, now=now, sought=sought, limit=limit + 1)
    except asking.ReaderSilent as refusal:
        silent = refusal.sentence
    said = _said(found.rows)
    made = [(each, _reasons(each, said[each.named], wanted)) for each in found.rows]
    made.sort(key=lambda each: (-len(each[1]), -_number(each[0].shown.day), each[0].named))
    page = made[:limit]
    accounts = _accounts({each.named: said[each.named] for each, _ in page}, reader, card, reach)
    out = [row, *(one.row for some in accounts.values() for one in some)]
    dockets.check_out(reader, out, reach, now)
    _enter(reader, now, out, [each for each in found.datasets if each.held])
    looked = sum(each.looked for each in found.datasets)
    return BehaviourRows(
        row.uid, card.title, words,
        tuple(_suggested(each, said[each.named], why, accounts.get(each.named, ())) for each, why in page),
        len(made) > limit, _counted(found.datasets), len(found.datasets),
        rate(sum(each.held for each in found.datasets), looked), found.beyond, silent, METHOD,
        showing.confirms(reader),
    )  # fmt: skip


def observed(*, reader: Reader, now: datetime, named: str, action: str) -> tuple[HeldRow, Seen]:
    """Return a row by its reference, and what it says, the look entered under ``action``.

    Raise ``Hidden`` where it is not there for this reader, ``ReaderSilent`` where it cannot be read.
    """
    found = signs.held(reader=reader, now=now, named=named, action=action)
    return found, _said([found])[found.named]


def _without(card: Opened, reader: Reader, reach: Reach) -> frozenset[str]:
    """Return the rows that the agency declined, and those that an instance rests on already, by their references."""
    declined = Declined.objects.filter(behaviour=card.row.uid, agency=reader.agency, record__startswith="observation:")
    stated = opening.stated([card.row], (LinkType.INSTANCE_OF,), reach)
    cited = (line for each in stated for line in showing.rows_in(each.link.cites))
    return frozenset({*declined.values_list("record", flat=True), *cited})


def _said(found: Iterable[HeldRow]) -> dict[str, Seen]:
    """Return what rows say, each by the mapping by which its dataset was read."""
    known: dict[tuple[str, str], Columns | None] = {}
    made = {}
    for each in found:
        name = (each.agency, each.mapping)
        if name not in known:
            known[name] = mappings.of(*name)
        made[each.named] = _read(each, known[name])
    return made


def _read(held: HeldRow, columns: Columns | None) -> Seen:
    cells = {name: text for name, text, _ in held.shown.cells}
    if columns is None:
        return Seen(held.market, "", ())
    pairs = [pair for rule in columns.records if not rule.pseudonym for pair in rule.fields]
    handle = next((cells[theirs] for ours, theirs in pairs if ours == "handle" and theirs in cells), "")
    sold = {cells[theirs] for ours, theirs in pairs if ours == "products" and theirs in cells}
    market = held.market or _slug(cells.get(columns.market_field or "", ""))
    return Seen(market, handle, tuple(code for each in sorted(sold) if (code := _product(each))))


def _slug(name: str) -> str | None:
    try:
        return markets.slug(name)
    except ValueError:
        return None


def _product(text: str) -> str:
    try:
        return products.read(text)
    except ValueError:
        return ""


def _reasons(held: HeldRow, said: Seen, wanted: Signs) -> tuple[str, ...]:
    words = (f"‘{word}’ stands in it." for word in held.words)
    return (*words, *suggesting.fits(said.market, said.products, wanted))


def _accounts(said: Mapping[str, Seen], reader: Reader, card: Opened, reach: Reach) -> dict[str, list[Opened]]:
    """Return by the reference of each row the records of its account that open, the agency's own first."""
    named: dict[str, list[str]] = {}
    for reference, each in said.items():
        if each.selector:
            named.setdefault(each.selector, []).append(reference)
    match = list(matching.handles(named, reach, Filters(kind=ACCOUNTS))) if named else []
    held = opening.opened(rows.by_ids({one.record for _, one in match}).values(), reach)
    declined = Declined.objects.filter(behaviour=card.row.uid, agency=reader.agency)
    none = set(declined.values_list("record", flat=True))
    made: dict[str, dict[int, Opened]] = {}
    for handle, one in match:
        if one.record in held and held[one.record].row.uid not in none:
            for reference in named[handle]:
                made.setdefault(reference, {})[one.record] = held[one.record]
    return {reference: _first(some.values(), reader) for reference, some in made.items()}


def _first(found: Iterable[Opened], reader: Reader) -> list[Opened]:
    order = sorted(found, key=lambda each: (each.row.agency != reader.agency, each.owner.name, each.row.uid))
    return order[:MOST_ACCOUNTS]


def _enter(reader: Reader, now: datetime, out: Sequence[rows.Row], datasets: Sequence[DatasetCount]) -> None:
    owners = {each.uid: each.agency for each in out} | {each.dataset: each.owner.slug for each in datasets}
    looking.note(
        actor=reader, event=Event.CONSULTATION, action="behaviour.rows", now=now, records=list(owners),
        touched=[(id, owner) for id, owner in owners.items() if owner != reader.agency],
    )  # fmt: skip


def _counted(found: Sequence[DatasetCount]) -> tuple[SignsIn, ...]:
    """Return the counts of the datasets in which a row shows a sign, those with the largest share first."""
    made = [
        SignsIn(each.dataset, each.title, each.owner, each.market, share, each.first_day, each.last_day)
        for each in found if each.held and (share := rate(each.held, each.looked))
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda each: (-each.rate.share, each.title, each.dataset)))


def _suggested(held: HeldRow, said: Seen, why: tuple[str, ...], accounts: Sequence[Opened]) -> SuggestedRow:
    shown = held.shown
    return SuggestedRow(
        held.named, shown.dataset_title, shown.row, shown.owner, said.market, shown.day, shown.cells, why,
        tuple(AccountRecord(each.row.uid, each.title, each.kind_label, each.owner) for each in accounts),
    )  # fmt: skip


def _number(day: date | None) -> int:
    return day.toordinal() if day else 0
