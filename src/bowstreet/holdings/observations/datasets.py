"""The datasets that a reader may see, as cards and as the files of which rows may be read. No row is read here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Sum

from bowstreet.holdings.agencies.answers import AgencyCard
from bowstreet.holdings.governance import gate, terms
from bowstreet.holdings.observations.answers import DatasetCard
from bowstreet.holdings.observations.models import BlockedRow, Dataset, Import
from bowstreet.vocabulary import opening
from bowstreet.vocabulary.opening import Texts
from bowstreet.vocabulary.readers import Reader


@dataclass(frozen=True)
class Part:
    """One file of a dataset, with the admitted imports in it and the rows in it that nobody may read."""

    dataset: str
    file: str
    imports: tuple[str, ...]
    blocked: tuple[tuple[str, int], ...]


def readable(reader: Reader, now: datetime) -> list[Dataset]:
    """Return the datasets whose rows the reader may read, the newest first; rows are identifiers, so that depth."""
    condition, values = gate.within("terms_id", gate.visible(reader, now).identifiers)
    admitted = Import.objects.filter(pending=False).values("dataset")
    found = Dataset.objects.filter(id__in=admitted).extra(where=[condition], params=values)  # noqa: S610
    return list(found.order_by("-made_at", "id"))


def parts(dataset: str) -> list[Part]:
    """Return the files of a dataset in the order of their imports."""
    blocked: dict[str, list[tuple[str, int]]] = {}
    for import_id, row in (
        BlockedRow.objects.filter(dataset=dataset).order_by("import_id", "row").values_list("import_id", "row")
    ):
        blocked.setdefault(import_id, []).append((import_id, row))
    files: dict[str, list[str]] = {}
    admitted = Import.objects.filter(dataset=dataset, pending=False).exclude(file="").order_by("id")
    for file, import_id in admitted.values_list("file", "id"):
        files.setdefault(file, []).append(import_id)
    return [
        Part(dataset, file, tuple(imports), tuple(pair for each in imports for pair in blocked.get(each, ())))
        for file, imports in files.items()
    ]


def sizes(found: Iterable[Dataset]) -> dict[tuple[str, str], int]:
    """Return how many rows the admitted imports in each file of some datasets have, by dataset and file."""
    admitted = Import.objects.filter(dataset__in=list(found), pending=False).exclude(file="")
    counted = admitted.values_list("dataset", "file").annotate(total=Sum("rows"))
    return {(dataset, file): total for dataset, file, total in counted}


def card(dataset: Dataset, owner: AgencyCard, reader: Reader) -> DatasetCard:
    """Return the card of a dataset whose rows open to the reader; the caller has asked the gate."""
    whole = terms.terms_of([dataset.terms_id])[dataset.terms_id]
    asking = frozenset({reader.officer, reader.agency})
    told = Import.objects.filter(dataset=dataset, pending=False).aggregate(
        rows=Sum("rows", default=0), imports=Count("id"), first=Min("first_day"), last=Max("last_day")
    )
    return DatasetCard(
        id=dataset.id,
        slug=dataset.slug,
        title=dataset.title,
        owner=owner,
        market=dataset.market,
        sort=dataset.sort,
        rows=told["rows"],
        imports=told["imports"],
        terms=whole if reader.agency == dataset.agency else opening.terms(whole, asking, Texts.WHOLE),
        first_day=told["first"],
        last_day=told["last"],
        changed_at=dataset.changed_at,
    )
