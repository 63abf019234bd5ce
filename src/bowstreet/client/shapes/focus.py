"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from typing import Literal

from bowstreet.client.shapes.parts import ThemeSaid
from bowstreet.client.shapes.shared import Counterpart


@dataclasses.dataclass(frozen=True, kw_only=True)
class FocusRow:
    """A focus or an operation as far as it opens; ``disclosure`` says of one's own how far others see it."""

    id: str
    kind: str
    title: str
    agency: str
    contact: str
    themes: tuple[ThemeSaid, ...]
    countries: tuple[str, ...]
    unit: str
    begins_on: datetime.date | None
    ends_on: datetime.date | None
    current: bool
    disclosure: Literal["own", "contact", "named", "police"] | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class FocusPage:
    """Who works on what, the current ones first and newest first, and whom to meet; ``more`` follow after them."""

    rows: tuple[FocusRow, ...]
    total: int
    after: int
    more: bool
    meet: tuple[Counterpart, ...]
