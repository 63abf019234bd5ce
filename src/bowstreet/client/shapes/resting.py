"""What is told, written by `make reference` from the OpenAPI description."""

import dataclasses
import datetime
from typing import Literal


@dataclasses.dataclass(frozen=True, kw_only=True)
class Flag:
    """That a record is a copy which its giver recalled or marked anew: when and why."""

    record: str
    sort: Literal["recalled", "marked"]
    at: datetime.datetime
    reason: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class RestingRow:
    """Something of the reader's agency that rests on what was recalled, or marked anew with looser marks of its own.

    ``record`` is where it stands: the other end of the link or judgement, or the operation. ``word`` is the type of the
    link or the verdict. ``on_title`` is empty where what it rests on opens no more.
    """

    what: Literal["link", "judgement", "operation"]
    word: str
    record: str
    title: str
    on: str
    on_title: str
    sort: Literal["recalled", "marked"]
    at: datetime.datetime
    reason: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class RestingList:
    """What rests so, the latest word of a giver first; of one ``record`` where it is narrowed. ``more``: not all.

    ``copies`` holds that record where it is itself what was recalled or marked anew.
    """

    rows: tuple[RestingRow, ...]
    record: str
    more: bool
    copies: tuple[Flag, ...] = ()
