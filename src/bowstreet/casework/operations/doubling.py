"""The double-effort report: where two agencies work on the same targets, from live data.

Of identifiers it tells what hits told already: the agency, how many of which type, and the references of the tickets.
Of foci and operations it tells what opens, and of the rest that the agency works on one's own themes.
"""

from datetime import datetime

from bowstreet.casework.deconfliction import tallying
from bowstreet.casework.deconfliction.tallying import Tally
from bowstreet.casework.operations import meeting, undertakings
from bowstreet.casework.operations.answers import Counterpart, DoubledAgency, DoubleEffort, TypeCount
from bowstreet.holdings.agencies import queries
from bowstreet.vocabulary.readers import Reader, Role


def report(*, reader: Reader, now: datetime) -> DoubleEffort:
    """Return with which agencies the reader's own does double work, those with most targets in common first.

    A coordinator is also told which two other agencies should meet, by foci and operations that open to them.
    """
    known = undertakings.known(reader, now)
    counted, capped = tallying.tally(reader, now)
    met = {each.agency: each for each in meeting.counterparts(known)}
    others = meeting.both_others(known) if reader.role is Role.COORDINATOR else ()
    made = [_doubled(agency, counted.get(agency, Tally()), met.get(agency)) for agency in {*counted, *met}]
    made.sort(key=lambda each: (-each.total, -len(each.work.themes) if each.work else 0, each.agency))
    known.enter(
        "double_effort", meeting.named_in([*met.values(), *others]), {*counted, *meeting.told_in(met.values())}
    )  # fmt: skip
    return DoubleEffort(tuple(made), others, capped)


def _doubled(agency: str, counted: Tally, work: Counterpart | None) -> DoubledAgency:
    types = tuple(TypeCount(type, n) for type, n in sorted(counted.types.items(), key=lambda each: (-each[1], each[0])))
    return DoubledAgency(
        agency,
        queries.card(agency).contact,
        counted.types.total(),
        types,
        counted.open,
        tuple(counted.references),
        work,
    )
