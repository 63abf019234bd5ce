"""A workbook (ECMA-376, SpreadsheetML) whose cells are texts and nothing else; equal rows give equal bytes."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from bowstreet.formats.exchange.losses import Loss, Why
from bowstreet.formats.sheets.guarding import guarded

LONGEST = 32_767
"""So many signs fit into a cell."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BONDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DAY = (1980, 1, 1, 0, 0, 0)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_RETURN = re.compile("\r")


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its columns and its rows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def written(sheets: Sequence[Sheet], losses: list[Loss]) -> bytes:
    """Return a workbook; signs that a cell cannot hold and ends of long texts are added to the losses."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in (
            ("[Content_Types].xml", _types(len(sheets))),
            ("_rels/.rels", _bonds((("officeDocument", "xl/workbook.xml"),))),
            ("xl/workbook.xml", _book(sheets)),
            ("xl/_rels/workbook.xml.rels", _bonds(("worksheet", f"worksheets/sheet{n}.xml") for n in _numbers(sheets))),
        ):
            package.writestr(zipfile.ZipInfo(name, _DAY), text, zipfile.ZIP_DEFLATED)
        for n, sheet in zip(_numbers(sheets), sheets, strict=True):
            with package.open(zipfile.ZipInfo(f"xl/worksheets/sheet{n}.xml", _DAY), "w") as part:
                for piece in _pieces(sheet, losses):
                    part.write(piece.encode())
    return out.getvalue()


def _pieces(sheet: Sheet, losses: list[Loss]) -> Iterator[str]:
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'
    yield _row(sheet.columns, sheet, losses)
    for each in sheet.rows:
        yield _row(each, sheet, losses)
    yield "</sheetData></worksheet>"


def _row(cells: Sequence[str], sheet: Sheet, losses: list[Loss]) -> str:
    told = []
    for name, cell in zip(sheet.columns, cells, strict=True):
        fits = _fitting(guarded(cell))
        if fits != guarded(cell):
            losses.append(Loss(f"{sheet.name.lower()}.{name}", Why.COARSER))
        told.append(f'<c t="inlineStr"><is><t xml:space="preserve">{_said(fits)}</t></is></c>' if fits else "<c/>")
    return f"<row>{''.join(told)}</row>"


def _fitting(cell: str) -> str:
    return _NO_XML.sub("\ufffd", cell[:LONGEST])


def _said(text: str) -> str:
    """Return a text as it stands in a cell; a carriage return is escaped, else whoever reads XML takes it away."""
    return _RETURN.sub("_x000D_", escape(_ESCAPED.sub("_x005F_", text)))


def _numbers(sheets: Sequence[Sheet]) -> range:
    return range(1, len(sheets) + 1)


def _book(sheets: Sequence[Sheet]) -> str:
    named = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" r:id="rId{n}"/>'
        for n, sheet in zip(_numbers(sheets), sheets, strict=True)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_BONDS}"><sheets>{named}</sheets></workbook>'


def _bonds(targets: "Iterator[tuple[str, str]] | Sequence[tuple[str, str]]") -> str:
    told = "".join(
        f'<Relationship Id="rId{n}" Type="{_BONDS}/{sort}" Target="{target}"/>'
        for n, (sort, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _types(sheets: int) -> str:
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{parts}</Types>'
    )
