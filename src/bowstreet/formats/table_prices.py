"""How a price with a sign or code beside its amount is read: expressions of SQL for its amount and its currency.

A number that two readings fit is none: a price of ten or of ten thousand is not for us to choose.
"""

from bowstreet.formats.mapping_prices import Money
from bowstreet.formats.table_quoting import quoted
from bowstreet.vocabulary import currencies

DECIMAL = "DECIMAL(38, 18)"
NO_PRICE = "This is no price."
UNKEPT = "The price names a currency, and the mapping has no field for it."
_TWO_MARKS = "The price names two currencies."
_UNCLEAR = "The price has a sign of several currencies, and the mapping does not say which it means."
_ANOTHER = "The price is in another currency than its column."
_TWO_READINGS = "The number has two readings, as 1,234 may be 1234 or 1.234, and the mapping does not say which."
_PARTING = (" ", "'", "\u2019", "\u00a0", "\u202f")


def has_mark(cell: str) -> str:
    """Return the expression of whether a cell is a price with a mark of a currency."""
    return (
        f"(regexp_full_match({_trimmed(cell)}, {quoted(currencies.PATTERN)}) AND regexp_matches({cell}, '[^0-9., ]'))"
    )


def parts(cell: str) -> str:
    """Return the expression of what a price is made of: a struct of the mark before, the number, the mark behind.

    The texts are empty where the cell is no price. It is the one place where a cell is looked through for marks.
    """
    pattern = f"^{currencies.PATTERN.removeprefix('(?i)')}$"
    return f"regexp_extract({_trimmed(cell)}, {quoted('(?i)' + pattern)}, ['before', 'number', 'behind'])"


def codes(money: Money, parts: str) -> str:
    """Return the expression of what the marks of a price mean: a struct of the codes ``before`` and ``behind``.

    NULL stands where there is no mark or it is unclear.
    """
    return f"{{before: {_code(money, f'{parts}.before')}, behind: {_code(money, f'{parts}.behind')}}}"


def amount(money: Money, decimal: str, parts: str, codes: str) -> str:
    """Return the expression of the amount of a price, NULL where it cannot be told, or its currency cannot.

    ``decimal`` is the sign before the fraction; without one each number stands for itself.
    """
    number = f"{parts}.number"
    said = {sign: (_fits(sign, number), _bare(sign, number)) for sign in ((decimal,) if decimal else (".", ","))}
    read = " ".join(f"WHEN {fits} THEN TRY_CAST({bare} AS {DECIMAL})" for fits, bare in said.values())
    wrong = f"{_why_marks(money, parts, codes)} IS NOT NULL OR {_unsure(decimal, number)}"
    return f"CASE WHEN {wrong} THEN NULL {read} END"


def currency(money: Money, codes: str) -> str:
    """Return the expression of the code of a price's currency: that of its mark, else the column's, else NULL."""
    other = quoted(money.currency) if money.currency else "CAST(NULL AS VARCHAR)"
    return f"coalesce({codes}.before, {codes}.behind, {other})"


def why_not(money: Money, decimal: str, parts: str, codes: str) -> str:
    """Return the expression of the sentence that says why a cell is no price."""
    unsure = f"WHEN {_unsure(decimal, f'{parts}.number')} THEN {quoted(_TWO_READINGS)}"
    return f"coalesce({_why_marks(money, parts, codes)}, CASE {unsure} ELSE {quoted(NO_PRICE)} END)"


def _trimmed(cell: str) -> str:
    return f"trim({cell}, {quoted(currencies.SPACES)} || chr(9) || chr(10) || chr(13))"


def _code(money: Money, mark: str) -> str:
    """Return the expression of what a mark means; NULL where there is none or it is unclear."""
    meant = currencies.meant() | dict(money.signs)
    own = {mark: code for mark, code in meant.items() if mark != code}
    cases = " ".join(f"WHEN {quoted(each)} THEN {quoted(code)}" for each, code in own.items())
    unclear = ", ".join(quoted(each) for each in sorted(currencies.UNCLEAR))
    known = f"WHEN upper({mark}) IN ({unclear}, '') THEN NULL ELSE upper({mark})"
    return f"CASE upper({mark}) {cases} ELSE CASE {known} END END"


def _why_marks(money: Money, parts: str, codes: str) -> str:
    """Return the expression of what is wrong with the marks of a price, NULL where nothing is."""
    before, behind = f"{codes}.before", f"{codes}.behind"
    cases = [
        f"WHEN {parts}.{side} <> '' AND {codes}.{side} IS NULL THEN {quoted(_UNCLEAR)}" for side in ("before", "behind")
    ]
    cases.append(f"WHEN {before} <> {behind} THEN {quoted(_TWO_MARKS)}")
    if money.currency and not money.currency_field:
        cases.append(f"WHEN coalesce({before}, {behind}) <> {quoted(money.currency)} THEN {quoted(_ANOTHER)}")
    return f"CASE {' '.join(cases)} END"


def _whole(sign: str) -> str:
    """Return the form of the part before the fraction: digits, or threes of them parted by one and the same sign."""
    other = "," if sign == "." else "[.]"
    threes = "|".join(f"(?:{each}[0-9]{{3}})+" for each in (other, *_PARTING))
    return f"(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{threes}))"


def _fits(sign: str, number: str) -> str:
    fraction = f"[{sign}][0-9]{{1,18}}"
    return f"regexp_full_match({number}, {quoted(f'{_whole(sign)}(?:{fraction})?|{fraction}')})"


def _bare(sign: str, number: str) -> str:
    parts = "".join(_PARTING) + (",." if sign == "." else ".,")[:1]
    return f"replace(regexp_replace({number}, {quoted(f'[{parts}]')}, '', 'g'), {quoted(sign)}, '.')"


def _unsure(decimal: str, number: str) -> str:
    """Return the expression of whether a number has two readings that differ."""
    if decimal:
        return "false"
    both = f"{_fits('.', number)} AND {_fits(',', number)}"
    return f"({both} AND {_bare('.', number)} <> {_bare(',', number)})"
