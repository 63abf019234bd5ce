"""How rows become part of a dataset: written while pending, opened by one update, swept when the import is given up."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from django.conf import settings
from django.db import transaction

from bowstreet.holdings.governance import terms
from bowstreet.holdings.ledger import chance
from bowstreet.holdings.observations.models import BlockedRow, Dataset, Import
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.readers import Reader
from bowstreet.vocabulary.refusals import Refusal, Sort

_MANY = 5_000


class NoSuchImport(Refusal):
    """An import that is not pending cannot be admitted."""

    sort = Sort.CONFLICT


class Rows(Protocol):
    """What the reader of a table tells of one source."""

    @property
    def observed(self) -> int:
        """How many rows were recognised."""

    @property
    def already_held(self) -> int:
        """How many of them the dataset had before."""

    @property
    def parquet(self) -> Path | None:
        """Where the new ones lie."""

    @property
    def first_day(self) -> date | None:
        """On which day they begin."""

    @property
    def last_day(self) -> date | None:
        """On which day they end."""


def folder() -> Path:
    """Return the folder of all observations."""
    return Path(settings.STATE) / "observations"


def dataset_for(
    *, reader: Reader, envelope: Envelope, mapping_name: str, title: str, market: str | None, sort: str, now: datetime
) -> str:
    """Return the id of the agency's dataset of a mapping under these terms; made when there is none yet."""
    terms_id = terms.intern(envelope.terms, now=now)
    wanted = {"agency": reader.agency, "mapping": mapping_name, "terms_id": terms_id}
    with transaction.atomic():
        found = Dataset.objects.filter(**wanted).first()
        if found is not None:
            return found.id
        id = chance.identifier(reader.agency, f"dataset:{mapping_name}:{envelope.terms.digest()}", now)
        made = Dataset.objects.create(
            **wanted,
            id=id,
            slug=f"{mapping_name.replace('_', '-')}-{id[-8:]}",
            title=title[:200],
            market=market,
            sort=sort,
            particulars=envelope.particulars.as_json(),
            made_at=now,
            changed_at=now,
        )
    return made.id


def place(dataset: str, import_id: str) -> Path:
    """Return the folder that a pending import fills, made when it is not there."""
    made = folder() / dataset / import_id
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def held(dataset: str) -> tuple[Path, ...]:
    """Return the files with the admitted rows of a dataset."""
    found = Import.objects.filter(dataset=dataset, pending=False).exclude(file="").order_by("file")
    return tuple(folder() / each for each in found.values_list("file", flat=True).distinct())


def begin_import(*, dataset: str, import_id: str, sha256: str, name: str, now: datetime) -> None:
    """Note that an original is being read into a dataset; begun again it stays as it was."""
    Import.objects.get_or_create(
        id=import_id, defaults={"dataset_id": dataset, "sha256": sha256, "name": name[:200], "at": now}
    )


class Begun(NamedTuple):
    """An import that is to begin: its id, the hash of the original and the name under which that came."""

    import_id: str
    sha256: str
    name: str


def begin_imports(dataset: str, begun: Iterable[Begun], now: datetime) -> None:
    """Note that many originals are being read into a dataset, as ``begin_import`` does one."""
    Import.objects.bulk_create(
        (
            Import(id=each.import_id, dataset_id=dataset, sha256=each.sha256, name=each.name[:200], at=now)
            for each in begun
        ),
        ignore_conflicts=True,
    )


def fill_imports(read: Mapping[str, Rows]) -> None:
    """Note what was read for many pending imports, so that opening them is one update."""
    made = [
        Import(
            id=import_id,
            file=_relative(each.parquet),
            rows=each.observed - each.already_held,
            first_day=each.first_day,
            last_day=each.last_day,
        )
        for import_id, each in read.items()
    ]
    Import.objects.bulk_update(made, ["file", "rows", "first_day", "last_day"], batch_size=200)


def open_imports(imports: Sequence[str], now: datetime) -> None:
    """Open many filled imports, in the caller's transaction; raise ``NoSuchImport`` when one is not pending."""
    for at in range(0, len(imports), _MANY):
        some = imports[at : at + _MANY]
        if Import.objects.filter(id__in=some, pending=True).update(pending=False) != len(some):
            raise NoSuchImport("An import is not pending.")
        datasets = Import.objects.filter(id__in=some).values("dataset")
        Dataset.objects.filter(id__in=datasets).update(changed_at=now)


def admit_import(*, dataset: str, import_id: str, read: Rows, now: datetime) -> None:
    """Open an import, in the caller's transaction; raise ``NoSuchImport`` when it is not pending."""
    opened = Import.objects.filter(id=import_id, dataset=dataset, pending=True).update(
        pending=False,
        file=_relative(read.parquet),
        rows=read.observed - read.already_held,
        first_day=read.first_day,
        last_day=read.last_day,
    )
    if not opened:
        raise NoSuchImport("This import is not pending.")
    Dataset.objects.filter(id=dataset).update(changed_at=now)


def _relative(parquet: Path | None) -> str:
    return str(parquet.resolve().relative_to(folder().resolve())) if parquet else ""


def withdraw_imports(between: tuple[str, str]) -> None:
    """Hold the admitted imports from one id to another pending again, in the caller's transaction.

    From now on nobody reads their rows.
    """
    Import.objects.filter(id__range=between, pending=False).update(pending=True)


def rows_of(between: tuple[str, str]) -> int:
    """Return how many rows the admitted imports from one id to another hold."""
    return sum(Import.objects.filter(id__range=between, pending=False).values_list("rows", flat=True))


def datasets_of(between: tuple[str, str]) -> frozenset[str]:
    """Return the datasets into which the imports from one id to another were read."""
    return frozenset(Import.objects.filter(id__range=between).values_list("dataset", flat=True))


def sweep_imports(between: tuple[str, str]) -> None:
    """Remove what the pending imports from one id to another wrote, and then these; admitted ones are left alone."""
    pending = list(Import.objects.filter(id__range=between, pending=True))
    places = {f"{each.dataset_id}/{each.id}": each.dataset_id for each in pending}
    places |= {str(Path(each.file).parent): each.dataset_id for each in pending if each.file}
    for where, dataset in places.items():
        others = Import.objects.filter(dataset=dataset, file__startswith=f"{where}/")
        if (folder() / where).exists() and not others.exclude(id__range=between, pending=True).exists():
            shutil.rmtree(folder() / where, ignore_errors=True)
    Import.objects.filter(id__range=between, pending=True).delete()
    for dataset in dict.fromkeys(places.values()):
        if not Import.objects.filter(dataset=dataset).exists():
            Dataset.objects.filter(id=dataset).delete()


def sweep_import(import_id: str) -> None:
    """Remove a pending import and what it wrote; an unknown or admitted one is left alone."""
    sweep_imports((import_id, import_id))


def block(*, dataset: str, import_id: str, rows: Sequence[int], now: datetime) -> None:
    """Put rows on the block-list, in the caller's transaction: from now on nothing gives them out."""
    BlockedRow.objects.bulk_create(
        (BlockedRow(dataset_id=dataset, import_id=import_id, row=row, at=now) for row in rows), ignore_conflicts=True
    )


def has_blocked(between: tuple[str, str]) -> bool:
    """Say whether a row of the imports from one id to another is on the block-list."""
    return BlockedRow.objects.filter(import_id__range=between).exists()
