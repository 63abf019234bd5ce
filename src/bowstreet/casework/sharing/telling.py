"""What leaves and what stays summed up while it is read part by part: the balance that an officer is told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from bowstreet.casework.sharing import bundling
from bowstreet.casework.sharing.accompanying import Accompanied
from bowstreet.casework.sharing.answers import Asking, Balance, LossLine
from bowstreet.casework.sharing.disclosing import Left
from bowstreet.formats.exchange.losses import Loss, Why, summed
from bowstreet.holdings.agencies import queries
from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.governance import terms
from bowstreet.holdings.repository.leaving import Picked
from bowstreet.holdings.repository.outgoing import Leaves
from bowstreet.holdings.repository.staying import Stays
from bowstreet.vocabulary import ceilings

WHOLE: Final = "All that was chosen leaves whole."


class Told:
    """What is known of what leaves. ``left`` are the versions that were read, ``documents`` how many are written."""

    def __init__(self, picked: Picked, beside: Accompanied) -> None:
        """Begin with what was decided, of which nothing was read yet."""
        self._picked, self._beside = picked, beside
        self.left: list[Left] = []
        self.documents = 1
        self._links = self._judgements = self._masked = 0
        self._marks = {row.terms_id for row in picked.cut.going.values()}
        self._losses: Counter[tuple[str, Why]] = Counter()
        self._count(Loss(kind, Why.WITHHELD, n) for kind, n in picked.stays.kinds.items())
        self._count(beside.losses)

    def add(self, made: Leaves, found: tuple[Loss, ...]) -> None:
        """Add a part that was read, and what of it found no home in its format."""
        self.left += (Left(each.id, each.version, each.owner) for each in made.records)
        self._links += len(made.links)
        self._judgements += len(made.judgements)
        self._masked += sum(bool(each.masked) for each in made.records)
        self._marks |= {each.terms_id for each in made.links} | {each.terms_id for each in made.judgements}
        self._count(bundling.losses(made, found))

    def balance(self) -> Balance:
        """Return what leaves and what stays, as far as it was read."""
        stays, going = self._picked.stays, self._picked.cut.going.values()
        rest = len(going) - len({each.id for each in self.left})
        parts = (
            f"{stays.total:,} of the chosen {'stays' if stays.total == 1 else 'stay'} behind" if stays.total else "",
            f"{self._masked:,} {'leaves' if self._masked == 1 else 'leave'} without fields that may not be passed on"
            if self._masked
            else "",
            _of_originals(self._beside.staying),
            f"of {rest:,} more it is told when they are taken out what joins them and finds no home" if rest else "",
        )
        said = ", and ".join(filter(None, parts))
        return Balance(
            records=len(going),
            versions=self._picked.weight,
            links=self._links,
            judgements=self._judgements,
            above=stays.above,
            asking=_asking(stays),
            originals=len(self._beside.originals),
            losses=_lines(summed(Loss(part, why, n) for (part, why), n in self._losses.items())),
            completeness=f"{said[:1].upper()}{said[1:]}." if said else WHOLE,
            marking=ceilings.marking(list(terms.terms_of(self._marks).values())),
            documents=self.documents,
        )

    def _count(self, losses: Iterable[Loss]) -> None:
        for each in losses:
            self._losses[each.part, each.why] += each.count


def _asking(stays: Stays) -> tuple[Asking, ...]:
    agencies = queries.cards()
    return (
        *(Asking(agencies[slug], n) for slug, n in sorted(stays.owners.items()) if slug in agencies),
        *(Asking(agencies.get(name, AgencyCard("", name, "", "", "")), n, gave=True) for name, n in
          sorted(stays.givers.items())),
    )  # fmt: skip


def _of_originals(staying: int) -> str:
    if not staying:
        return ""
    if staying == 1:
        return "1 object of another system does not leave as it came"
    return f"{staying:,} objects of other systems do not leave as they came"


def _lines(losses: Sequence[Loss]) -> tuple[LossLine, ...]:
    return tuple(map(LossLine.of, sorted(losses, key=lambda each: (-each.count, each))))
