"""What is known of a table before its rows are read: file, shape, encoding, and whether it has its columns."""

from dataclasses import dataclass, replace
from pathlib import Path

from bowstreet.formats import table_encoding
from bowstreet.formats.mapping import Mapping
from bowstreet.formats.table_parts import shape_of
from bowstreet.formats.table_shape import Form, Shape, WrongTable, said_encoding

_GLOB = frozenset("*?[]{}'\\\n")
_WIDEST = 1_000
_GUESSED = "The file is not UTF-8; it was read as Windows-1252 (Latin-1)."
_NAMED = "The file is not UTF-8; it was read as {encoding}, which its mapping names."
_UNASKED = ("utf-8", "utf-8, torn", "utf-16-le", "utf-16-be")


@dataclass(frozen=True)
class Source:
    """A file to read, or one of several tables in it, and the id of the import that its rows will carry."""

    path: Path
    import_id: str
    part: str = ""


@dataclass(frozen=True)
class Known:
    """A source with what is known of it before its rows are read. ``remark`` is a note on the file as a whole."""

    source: Source
    shape: Shape
    survey: table_encoding.Survey

    @property
    def remark(self) -> str:
        """Return the note on the file as a whole, empty when there is none."""
        encoding = self.survey.encoding
        if encoding in _UNASKED:
            return ""
        return _NAMED.format(encoding=encoding) if self.shape.encoding == encoding else _GUESSED

    @property
    def quick(self) -> bool:
        """Say whether the quick reader may try the file."""
        return (
            self.survey.plain
            and self.shape.form is Form.DELIMITED
            and self.shape.headed
            and not self.shape.marked
            and 1 < len(self.shape.header) <= _WIDEST
            and not _GLOB.intersection(str(self.source.path))
        )


def know(source: Source, mapping: Mapping) -> Known:
    """Return a source with its shape; raise ``WrongTable`` when it lacks what the mapping needs."""
    shape = shape_of(source.path, source.part, mapping)
    if shape.form not in (Form.JSON, Form.JSON_LINES, Form.NESTED):
        _has_columns(shape, mapping)
    if shape.form is Form.WORKBOOK:
        return Known(source, shape, table_encoding.Survey(0, "utf-8", False))
    if shape.encoding != "utf-8":
        return Known(source, shape, table_encoding.Survey(0, shape.encoding, False))
    survey = table_encoding.survey(source.path)
    if survey.encoding != "utf-8" and mapping.encoding:
        named = table_encoding.Survey(0, mapping.encoding, False)
        return Known(source, replace(shape, encoding=mapping.encoding), named)
    if survey.likely:
        raise WrongTable(said_encoding(survey.likely))
    return Known(source, shape, survey)


def _has_columns(shape: Shape, mapping: Mapping) -> None:
    for each in mapping.fields:
        for name in each.sources:
            times = shape.header.count(name)
            if each.required and not times:
                raise WrongTable(f"The table has no column '{name}', which the mapping {mapping.name} needs.")
            if times > 1:
                called = f"called '{name}'" if name else "without a name"
                raise WrongTable(f"The table has {times} columns {called}.")
