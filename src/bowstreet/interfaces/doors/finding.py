"""The doors of the search: records, their preview, and the second list over observations."""

from datetime import date as Day
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from bowstreet.holdings.observations import searching
from bowstreet.holdings.observations.answers import ObservationPage, OriginalLine
from bowstreet.holdings.repository import asking, finding, near, showing
from bowstreet.holdings.repository.answers import FindPage, RecordView
from bowstreet.holdings.repository.near import NearPage
from bowstreet.interfaces.doors.audience import RECORD_READERS, ROW_READERS
from bowstreet.interfaces.doors.door import Door, Form


def existing(values: tuple[str, ...], field: ValidationInfo) -> tuple[str, ...]:
    """Refuse what is in no closed list: a slip is no answer about what is held. Markets and agencies are open."""
    for each in values:
        if sentence := asking.slip(str(field.field_name), each):
            raise ValueError(sentence)
    return values


class Find(Form):
    """Words, phrases, selectors and narrowing facets; everything is in the address."""

    q: str = Field("", max_length=2000)
    kind: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    market: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    since: Day | None = None
    until: Day | None = None
    order: Literal["best", "newest"] = "best"
    cursor: str | None = Field(None, max_length=500)
    limit: int = Field(50, ge=1, le=200)
    selector: bool = False
    as_of: Day | None = None

    _exist = field_validator("kind", "product", "grade", "date")(existing)


class Preview(Form):
    """A record, the words that found it, and the day by whose end it was searched."""

    id: str
    q: str = Field("", max_length=2000)
    as_of: Day | None = None


class Near(Form):
    """A handle, or words of which some may be handles, what narrows what is written like them, and the day asked of."""

    q: str = Field("", max_length=2000)
    kind: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    market: tuple[str, ...] = ()
    cursor: str | None = Field(None, max_length=500)
    limit: int = Field(20, ge=1, le=100)
    as_of: Day | None = None

    _exist = field_validator("kind")(existing)


class FindObservations(Form):
    """Words to look for in the rows of datasets."""

    q: str = Field(max_length=2000)
    cursor: str | None = Field(None, max_length=500)
    limit: int = Field(20, ge=1, le=100)


class Line(Form):
    """One row of one import of a dataset."""

    dataset: str
    import_id: str
    row: int = Field(ge=0)


def preview(*, id: str, q: str = "", as_of: Day | None = None, **asker: object) -> RecordView:
    """Show a record beside the list it was found in."""
    return showing.show(id=id, as_of=as_of, **asker)  # type: ignore[arg-type]


DOORS = (
    Door(
        "find",
        "Find records by words, phrases and selectors",
        finding.find,
        Find,
        FindPage,
        web="/find",
        api="/find",
        page="find.html",
        roles=RECORD_READERS,
        command="find",
    ),
    Door(
        "find.results",
        "The list of hits alone",
        finding.find,
        Find,
        FindPage,
        web="/find/results",
        page="find_results.html",
        fragment=True,
        roles=RECORD_READERS,
    ),
    Door(
        "find.preview",
        "A hit beside its list",
        preview,
        Preview,
        RecordView,
        web="/find/preview/{id}",
        page="find_preview.html",
        fragment=True,
        roles=RECORD_READERS,
    ),
    Door(
        "find.near",
        "Find handles that are written like one",
        near.near,
        Near,
        NearPage,
        web="/find/near",
        api="/near",
        page="find_near.html",
        fragment=True,
        roles=RECORD_READERS,
    ),
    Door(
        "find.observations",
        "Find in the rows of datasets",
        searching.search,
        FindObservations,
        ObservationPage,
        web="/find/observations",
        api="/observations",
        page="find_observations.html",
        fragment=True,
        roles=RECORD_READERS,
    ),
    Door(
        "observation",
        "One observation beside its line in the original",
        searching.line,
        Line,
        OriginalLine,
        web="/observations/{dataset}/{import_id}/{row}",
        api="/observations/{dataset}/{import_id}/{row}",
        page="observation.html",
        roles=ROW_READERS,
    ),
)
