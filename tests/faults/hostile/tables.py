"""Tables: columns, cells and quotes without end, encodings that mislead, and dumps that never close."""

from functools import partial
from pathlib import Path

from tests.faults.hostile.corpus import GOOD, PARTLY, REFUSED, TAKEN, Room, lines, many

room = Room()

HEAD = b"seller,seen\n"
LINE = f"{GOOD}\n".encode()


def _write(folder: Path, raw: bytes) -> None:
    (folder / "table.csv").write_bytes(raw)


def _pieces(folder: Path, *pieces: tuple[bytes, int]) -> None:
    many(folder / "table.csv", *pieces)


def odd(name: str, becomes: str, raw: bytes, says: str = "") -> None:
    """Add a table that is a few bytes."""
    room.add(name, becomes, partial(_write, raw=raw), says)


@room(REFUSED, "first line")
def a_million_columns(folder: Path) -> None:
    _pieces(folder, (b"seller,", 1_000_000), (b"\n", 1), (b"x,", 1_000_000))


@room(REFUSED)
def a_hundred_thousand_columns(folder: Path) -> None:
    (folder / "wide.csv").write_text(",".join(f"c{each}" for each in range(100_000)) + "\n" + "x," * 99_999 + "x\n")


@room(PARTLY, "1,000,001 columns")
def a_row_of_a_million_columns(folder: Path) -> None:
    _pieces(folder, (HEAD + LINE, 1), (b"x,", 1_000_000), (b"\n" + LINE, 1))


@room(PARTLY)
def a_quoted_field_of_two_hundred_megabytes(folder: Path) -> None:
    _pieces(folder, (HEAD + LINE + b'"', 1), (b"x" * 1000, 200_000), (b'",2025-04-01\n' + LINE, 1))


@room(PARTLY)
def a_quoted_field_of_many_lines(folder: Path) -> None:
    _pieces(folder, (HEAD + LINE + b'"', 1), (b"x,2025-04-01\n", 400_000), (b'",2025-04-01\n', 1))


@room(REFUSED, "first line")
def a_line_of_two_hundred_megabytes(folder: Path) -> None:
    _pieces(folder, (b"x" * 1000, 200_000))


@room(PARTLY, "A quote is opened and not closed.")
def quotes_that_are_never_closed(folder: Path) -> None:
    _pieces(folder, (HEAD, 1), (b'x,"2025-04-01\n', 100_000), (LINE, 1))


@room(PARTLY)
def quotes_that_close_each_other(folder: Path) -> None:
    _pieces(folder, (HEAD + LINE, 1), (b'x"",",\n', 100_000), (b'a,"two\nlines"\n', 1))


@room(REFUSED)
def nothing_but_quotes(folder: Path) -> None:
    _pieces(folder, (b'"' * 1000, 5_000))


@room(REFUSED)
def nothing_but_delimiters_and_line_ends(folder: Path) -> None:
    _pieces(folder, (b",;\t|\r\n", 1_000_000))


@room(TAKEN)
def three_million_empty_lines(folder: Path) -> None:
    _pieces(folder, (HEAD, 1), (b"\n" * 1000, 3_000), (LINE, 1))


@room(PARTLY)
def carriage_returns_without_end(folder: Path) -> None:
    _pieces(folder, (HEAD + LINE, 1), (b"\r" * 1000, 3_000), (LINE, 1))


@room(REFUSED, "white space")
def spaces_without_end(folder: Path) -> None:
    _pieces(folder, (b" " * 1000, 50_000), (b"x", 1))


@room(REFUSED)
def spaces_and_then_a_word(folder: Path) -> None:
    _write(folder, b"\n" * 5_000 + b" \t" * 5_000 + b"word")


@room(REFUSED)
def zeros_without_end(folder: Path) -> None:
    _pieces(folder, (bytes(1000), 100_000))


@room(PARTLY)
def a_mark_of_order_in_the_middle(folder: Path) -> None:
    _write(folder, HEAD + LINE + b"\xef\xbb\xbf" + LINE + b"\xff\xfea,\xef\xbb\xbf2025-04-01\n")


utf_16 = f"seller,seen\n{GOOD}\n"
odd("utf-16 without a mark, little end first", TAKEN, utf_16.encode("utf-16-le"))
odd("utf-16 without a mark, big end first", TAKEN, utf_16.encode("utf-16-be"))
odd("utf-16 with half a sign", PARTLY, utf_16.encode("utf-16") + b"x\0,\0\xd8\0\n\0")
odd("utf-16 that ends in the middle", PARTLY, (utf_16 + "quay,2025-04-01").encode("utf-16")[:-1])
odd("utf-32", REFUSED, utf_16.encode("utf-32"))
odd("utf-7", TAKEN, HEAD + b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-,2025-04-01\n")
odd("encodings mixed", PARTLY, HEAD + "żuraw,2025-04-01\n".encode() + b"\xbfuraw,2025-04-01\nhafen,2025-04-01\n")
odd("a sign spelled longer than it is", PARTLY, HEAD + LINE + b"\xc0\xbcscript\xc0\xbe,2025-04-01\n")
odd("zeros within cells", PARTLY, HEAD + LINE + b"qu\0ay,2025-04-01\nquay,2025\0-04-01\n")
odd(
    "control signs",
    TAKEN,
    HEAD + b"\x1b[2J\x07\x08quay,2025-04-01\n\x7f\x9b31m,2025-04-01\n".replace(b"\x9b", b"\xc2\x9b"),
)
odd("other ends of lines", TAKEN, HEAD + "quay\u2028\u2029\x85harbour,2025-04-01\n".encode())
odd("names that turn", TAKEN, HEAD + "\u202egnp.exe\u2066\u200b\ufeffquay,2025-04-01\n".encode())
odd("one sign with ten thousand marks", TAKEN, HEAD + ("Z" + "\u0335\u0353" * 5_000 + ",2025-04-01\n").encode())
odd("two columns of one name", REFUSED, b"seller,seller,seen\na,b,2025-04-01\n", "2 columns called")
odd("no columns", REFUSED, b"\n\n,\n")
odd("formulas", TAKEN, HEAD + b"=cmd|' /C calc'!A0,2025-04-01\n@SUM(1),2025-04-01\n+1,2025-04-01\n-1,2025-04-01\n")
odd("days that cannot be", PARTLY, HEAD + LINE + b"a,2025-02-30\nb,0000-00-00\nc,99999-01-01\nd,-1\ne,1e9\n")
odd("a header like a pattern", REFUSED, b"sel[ler]*,se{en},%s,$(id),`id`,{{7*7}}\n1,2,3,4,5,6\n")

INSERT = "INSERT INTO `sellers` (`seller`, `seen`) VALUES ('quaymerchant','2025-04-01');\n"


def _dump(folder: Path, *pieces: tuple[bytes, int]) -> None:
    many(folder / "dump.sql", *pieces)


@room(PARTLY)
def a_dump_of_one_line(folder: Path) -> None:
    head = b"INSERT INTO `sellers` (`seller`, `seen`) VALUES ('quaymerchant','2025-04-01')"
    _dump(folder, (head, 1), (b",('x','2025-04-01')", 100_000), (b",(;\n", 1))


@room(PARTLY)
def a_dump_with_a_text_that_never_closes(folder: Path) -> None:
    _dump(folder, (INSERT.encode() + b"INSERT INTO `sellers` VALUES ('", 1), (b"x" * 1000, 30_000))


@room(PARTLY)
def a_dump_of_quotes(folder: Path) -> None:
    _dump(folder, (INSERT.encode() + b"INSERT INTO `sellers` VALUES ('a", 1), (b"''" * 1000, 5_000))


@room(PARTLY)
def a_dump_of_escapes(folder: Path) -> None:
    _dump(folder, (INSERT.encode() + b"INSERT INTO `sellers` VALUES ('a", 1), (b"\\" * 1001, 9_000))


@room(TAKEN, "no statement that can be read")
def a_dump_with_a_comment_that_never_closes(folder: Path) -> None:
    _dump(folder, (INSERT.encode() + b"/*", 1), (b"x *" * 1000, 5_000))


@room(PARTLY)
def a_dump_of_brackets(folder: Path) -> None:
    _dump(folder, (INSERT.encode() + b"INSERT INTO `sellers` VALUES ", 1), (b"(" * 1000, 5_000))


@room(PARTLY)
def a_dump_of_comments_between_values(folder: Path) -> None:
    _dump(folder, (INSERT.encode() + b"INSERT INTO `sellers` VALUES (", 1), (b"/**/ --\n #\n", 400_000))


@room(REFUSED)
def a_dump_of_columns_without_end(folder: Path) -> None:
    _dump(folder, (b"CREATE TABLE `a` (", 1), (b"`c` int,", 400_000), (b"`d` int);\n", 1))


@room(TAKEN, "not read")
def a_dump_of_ten_thousand_tables(folder: Path) -> None:
    made = "".join(f"CREATE TABLE `t{n}` (`a` int);\nINSERT INTO `t{n}` VALUES (1);\n" for n in range(10_000))
    (folder / "dump.sql").write_text(INSERT + made)


@room(PARTLY)
def a_dump_of_statements_that_do_harm(folder: Path) -> None:
    harm = "DROP TABLE repository_record;\nCOPY x FROM PROGRAM 'id';\nATTACH 'x.db' AS y;\nLOAD DATA INFILE 'x';\n"
    rows = "INSERT INTO `sellers` VALUES ('quay''; DROP TABLE x; --','never');\n\\! id\n.shell id\n"
    (folder / "dump.sql").write_text(INSERT + harm + rows)


@room(TAKEN, "no statement that can be read")
def a_dump_whose_names_never_end(folder: Path) -> None:
    _dump(folder, (INSERT.encode() + b"INSERT INTO `", 1), (b"x" * 1000, 9_000))


@room(TAKEN, "none of them was taken")
def a_dump_of_words_that_begin_statements(folder: Path) -> None:
    _dump(folder, (INSERT.encode(), 1), (b"INSERT INTO a (b, c VALUES\n", 200_000))


@room(PARTLY)
def rows_that_are_nearly_good(folder: Path) -> None:
    lines(folder / "near.csv", (GOOD if each % 2 else f"{GOOD},{each}" for each in range(100_000)))
