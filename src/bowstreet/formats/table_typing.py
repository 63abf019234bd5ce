"""How the text of a cell becomes a typed field: expressions of SQL, the same for both readers of rows."""

from collections.abc import Iterator
from dataclasses import replace

from bowstreet.formats import table_prices
from bowstreet.formats.mapping import SINCE_1970, Column, Mapping, Type
from bowstreet.formats.mapping_prices import Money
from bowstreet.formats.table_quoting import quoted
from bowstreet.vocabulary.invisible import SIGNS

_SQL_TYPE = {
    Type.TEXT: "VARCHAR",
    Type.WORDING: "VARCHAR",
    Type.TALLY: "VARCHAR",
    Type.INTEGER: "BIGINT",
    Type.NUMBER: "DOUBLE",
    Type.PRICE: "DOUBLE",
    Type.DAY: "DATE",
}
_WHOLE = "[+-]?[0-9]{1,18}"
_BROKEN = "[0-9]{1,300}(\\.[0-9]*)?([eE][+-]?[0-9]{1,3})?|\\.[0-9]{1,300}([eE][+-]?[0-9]{1,3})?"
_BETWEEN_THOUSANDS = " '\u00a0\u202f\u2019"
_TALLY = "[0-9][0-9,]{0,17}\\+?|[0-9][0-9,]{0,17} ?[~-] ?[0-9][0-9,]{0,17}"
_ENDS = (quoted("^([0-9,]+)"), quoted("[~-] ?([0-9,]+)$"))
_SENTENCE = {
    Type.INTEGER: "This is no whole number.",
    Type.NUMBER: "This is no number.",
    Type.PRICE: table_prices.NO_PRICE,
    Type.DAY: "This is no day in a form that the mapping names.",
    Type.TALLY: "This does not say how many.",
}
_SHOWS = quoted(rf"[^\s\p{{Z}}{SIGNS}]")
_AHEAD = "This day lies ahead of the day on which the file was handed in, so nothing can have been seen on it."
_BACKWARDS = "The last day lies before the first."


def sql_type(column: Column) -> str:
    """Return the type under which a field is kept."""
    return table_prices.DECIMAL if column.money and not column.part else _SQL_TYPE[column.type]


def filled(mapping: Mapping, cell: str) -> str:
    """Return the expression of a cell's text, NULL where it says that there is none."""
    if not mapping.nulls:
        return cell
    absent = ", ".join(quoted(each.strip()) for each in mapping.nulls)
    longest = max(len(each.encode()) for each in mapping.nulls) + 8
    return (
        f"(CASE WHEN strlen({cell}) <= {longest} AND trim({cell}, ' \t\n\r') IN ({absent}) THEN NULL ELSE {cell} END)"
    )


def layers(mapping: Mapping, cells: dict[str, str]) -> Iterator[str]:
    """Yield what each layer of a query adds to the one beneath, so that nothing is worked out twice.

    Of every field: its text ``t_``, a price's parts ``p_`` and codes ``k_``, what was read ``r_``, and of that what is
    in its range ``v_``. ``cells`` are the names of the raw texts.
    """
    priced = [(each.field, each.money) for each in mapping.fields if each.money and each.part != "written"]
    yield ", ".join(f"{filled(mapping, cells[each.field])} AS t_{each.field}" for each in mapping.fields)
    if priced:
        yield ", ".join(f"{table_prices.parts(f't_{field}')} AS p_{field}" for field, _ in priced)
        yield ", ".join(f"{table_prices.codes(money, f'p_{field}')} AS k_{field}" for field, money in priced)
    yield ", ".join(f"{_read(each, f't_{each.field}')} AS r_{each.field}" for each in mapping.fields)
    yield ", ".join(f"{_within(each)} AS v_{each.field}" for each in mapping.fields)


def _within(column: Column) -> str:
    value, inside = f"r_{column.field}", _inside(column, f"r_{column.field}")
    return f"CASE WHEN {inside} THEN {value} END" if inside and not column.part else value


def _inside(column: Column, value: str) -> str:
    bounds = ((">=", column.least), ("<=", column.most))
    return " AND ".join(f"{value} {sign} {bound}" for sign, bound in bounds if bound is not None)


def _read(column: Column, cell: str) -> str:
    """Return the expression of what the text of a field says, NULL where it cannot be read as its type."""
    plain = f"trim({cell}, ' \t\n\r')"
    if column.money and column.part != "written":
        return _priced(column, column.money)
    if column.decimal:
        return _parted(column, plain)
    if column.type is Type.INTEGER:
        return f"CASE WHEN regexp_full_match({plain}, {quoted(_WHOLE)}) THEN TRY_CAST({plain} AS BIGINT) END"
    if column.type in (Type.NUMBER, Type.PRICE):
        sign = "" if column.type is Type.PRICE else "[+-]?"
        number = f"TRY_CAST({plain} AS DOUBLE)"
        return (
            f"CASE WHEN regexp_full_match({plain}, {quoted(f'{sign}({_BROKEN})')}) AND isfinite({number})"
            f" THEN {number} END"
        )
    if column.type is Type.DAY:
        day = f"coalesce({', '.join(_days(column, plain))})"
        until = f" AND {day} <= DATE {quoted(str(column.latest))}" if column.latest else ""
        return f"CASE WHEN year({day}) BETWEEN 1 AND 9999{until} THEN {day} END"
    if column.type is Type.TALLY:
        fewest, most = (f"TRY_CAST(replace(regexp_extract({plain}, {end}, 1), ',', '') AS BIGINT)" for end in _ENDS)
        return (
            f"CASE WHEN regexp_full_match({plain}, {quoted(_TALLY)}) AND coalesce({fewest} <= {most}, true)"
            f" THEN {cell} END"
        )
    return cell


def _priced(column: Column, money: Money) -> str:
    """Return the expression of a price's amount, or of its currency where the amount is read and in its range."""
    parts, codes = f"p_{column.field}", f"k_{column.field}"
    amount = table_prices.amount(money, column.decimal, parts, codes)
    if column.part != "currency":
        return amount
    inside = _inside(column, f"({amount})") or f"{amount} IS NOT NULL"
    return f"CASE WHEN {inside} THEN {table_prices.currency(money, codes)} END"


def _parted(column: Column, plain: str) -> str:
    """Return the expression of a number whose thousands may be parted and whose fraction begins with a known sign."""
    parts = _BETWEEN_THOUSANDS + (",." if column.decimal == "." else ".,")[:1]
    whole = f"([0-9]{{1,300}}|[1-9][0-9]{{0,2}}([{parts}][0-9]{{3}}){{1,90}})"
    fraction = "" if column.type is Type.INTEGER else f"([{column.decimal}][0-9]*)?"
    sign = "" if column.type is Type.PRICE else "[+-]?"
    bare = f"replace(regexp_replace({plain}, {quoted(f'[{parts}]')}, '', 'g'), {quoted(column.decimal)}, '.')"
    number = f"TRY_CAST({bare} AS {_SQL_TYPE[column.type]})"
    finite = "" if column.type is Type.INTEGER else f" AND isfinite({number})"
    return f"CASE WHEN regexp_full_match({plain}, {quoted(sign + whole + fraction)}){finite} THEN {number} END"


def _days(column: Column, plain: str) -> Iterator[str]:
    """Yield the expressions of a day, tried in order: of its written forms, then of a moment since 1970."""
    forms = ", ".join(quoted(each) for each in column.formats if each not in SINCE_1970)
    if forms:
        yield f"CAST(try_strptime({plain}, [{forms}]) AS DATE)"
    for unit, digits, per in (("seconds", 12, ""), ("milliseconds", 15, " / 1000.0")):
        if unit in column.formats:
            moment = f"to_timestamp(TRY_CAST({plain} AS DOUBLE){per})"
            yield (
                rf"CASE WHEN regexp_full_match({plain}, '-?[0-9]{{1,{digits}}}(\.[0-9]{{1,9}})?')"
                f" THEN CAST(timezone({quoted(column.zone)}, {moment}) AS DATE) END"
            )


def reject(mapping: Mapping) -> str:
    """Return the expression of why a row is rejected (column, reason and text, parted by U+001F), else NULL."""
    cases = []
    for column in mapping.fields:
        if column.required:
            where = quoted(column.column + "\x1f")
            empty = f"t_{column.field} IS NULL OR {_shows_nothing(f't_{column.field}')}"
            cases.append(f"WHEN {empty} THEN {where} || {quoted('The cell is empty.' + chr(31))}")
            if column.type in _SENTENCE:
                cases.append(f"WHEN v_{column.field} IS NULL THEN {where} || {_said(column)}")
    if mapping.first_day and mapping.last_day != mapping.first_day:
        last = next(each for each in mapping.fields if each.field == mapping.last_day)
        said = f"{quoted(last.column + chr(31) + _BACKWARDS + chr(31))} || t_{last.field}"
        cases.append(f"WHEN v_{last.field} < v_{mapping.first_day} THEN {said}")
    return f"CASE {' '.join(cases)} END" if cases else "CAST(NULL AS VARCHAR)"


def _shows_nothing(text: str) -> str:
    """Return the expression of whether a text is made of signs that nobody sees; one in ASCII is not looked at."""
    return f"(strlen({text}) > length({text}) AND NOT regexp_matches({text}, {_SHOWS}))"


def notes(mapping: Mapping) -> str:
    """Return the expression of what could not be read in an observed row, parted by U+001E; empty when all could."""
    parts = [
        f"CASE WHEN t_{each.field} IS NOT NULL AND v_{each.field} IS NULL"
        f" THEN {quoted(each.column + chr(31))} || {_said(each)} END"
        for each in mapping.fields
        if not each.required and each.type in _SENTENCE
    ]
    return f"concat_ws(chr(30), _note, {', '.join(parts)})" if parts else "coalesce(_note, '')"


def row_key(mapping: Mapping, cells: dict[str, str]) -> str:
    """Return the expression of a row's hash: of the text of the fields that tell rows apart, as they stand."""
    parts = ", ".join(f"coalesce({cells[name]}, chr(30))" for name in mapping.row_key)
    return f"md5_number_lower(concat_ws(chr(31), {parts}))"


def _said(column: Column) -> str:
    """Return the expression of what is wrong with a cell that has a text and no value."""
    value, cases = f"r_{column.field}", ""
    for sign, word, bound, end in (("<", "less", column.least, "least"), (">", "more", column.most, "most")):
        if bound is not None:
            cases += (
                f"WHEN {value} {sign} {bound} THEN {quoted(f'This is {word} than {bound:,}, the {end} it can be.')} "
            )
    sentence = _sentence(column)
    why = f"CASE {cases}ELSE {sentence} END" if cases else sentence
    return f"{why} || chr(31) || replace(left(t_{column.field}, 200), chr(30), ' ')"


def _sentence(column: Column) -> str:
    """Return the expression of the sentence that says why a cell cannot be read as its type."""
    if column.money:
        return table_prices.why_not(column.money, column.decimal, f"p_{column.field}", f"k_{column.field}")
    plain = quoted(_SENTENCE[column.type])
    if column.latest:
        is_day = f"{_read(replace(column, latest=None), f't_{column.field}')} IS NOT NULL"
        return f"CASE WHEN {is_day} THEN {quoted(_AHEAD)} ELSE {plain} END"
    if column.type is not Type.PRICE:
        return plain
    return f"CASE WHEN {table_prices.has_mark(f't_{column.field}')} THEN {quoted(table_prices.UNKEPT)} ELSE {plain} END"
