"""How what came over a wire becomes the fields of a form, and how uploads reach the disk."""

import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bowstreet.holdings.ledger import chance
from bowstreet.interfaces.doors.door import Door, Form, Upload
from bowstreet.vocabulary.refusals import Invalid, Refusal, Sort


class WrongField(Invalid):
    """A form with fields that cannot be taken; ``errors`` holds (field, sentence) pairs."""

    def __init__(self, errors: Sequence[tuple[str, str]]) -> None:
        """Say which fields are wrong, each with why."""
        super().__init__(" ".join(f"{field}: {sentence}." if field else f"{sentence}." for field, sentence in errors))
        self.errors = tuple(errors)


class UploadTooLarge(Refusal):
    """A file over the node's limit."""

    sort = Sort.TOO_MUCH


def is_many(form: type[Form], field: str) -> bool:
    """Say whether a field of a form holds several values."""
    annotation = form.model_fields[field].annotation
    inner = [annotation, *typing.get_args(annotation)] if isinstance(annotation, types.UnionType) else [annotation]
    return any(typing.get_origin(each) in (tuple, list) for each in inner)


def gather(form: type[Form], sent: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the fields named in a query or an HTML form; empty values of single fields count as not sent."""
    fields: dict[str, Any] = {}
    for name, values in sent.items():
        if name in form.model_fields and is_many(form, name):
            fields[name] = tuple(value for value in values if value != "")
        elif name in form.model_fields and len(values) == 1 and values[0] == "" and name != "q":
            continue
        else:
            fields[name] = values[-1] if len(values) == 1 else tuple(values)
    return fields


def read(door: Door, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return a door's arguments out of raw fields; raise ``WrongField`` with a sentence for each wrong one."""
    try:
        form = door.form.model_validate(dict(fields), strict=False)
    except ValidationError as wrong:
        raise WrongField(
            [(".".join(str(part) for part in each["loc"]), each["msg"].rstrip(".")) for each in wrong.errors()]
        ) from None
    return {name: getattr(form, name) for name in type(form).model_fields}


def receive(name: str, chunks: Iterable[bytes], *, folder: Path, limit: int) -> Upload:
    """Write a file handed in to the folder for what has not been quarantined yet.

    Raise ``UploadTooLarge`` past ``limit`` bytes; nothing is left behind then.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = folder / chance.secret(16)
    size = 0
    try:
        with place.open("xb") as out:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise UploadTooLarge(f"The file is larger than this node takes, {limit:,} bytes.")
                out.write(chunk)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
    return Upload(name=name, path=str(place), size=size)
