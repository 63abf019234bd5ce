"""Where an element ends that cannot be read: by brackets that match, told as fast for a million as for one."""

import io
import re

from hypothesis import given, settings
from hypothesis import strategies as some

from bowstreet.formats import table_json

_SIGN = re.compile(r'"[^"\\\r\n]*+(?:\\.[^"\\\r\n]*+)*+"|["{}\[\],]')


def plainly(text: str, place: int) -> int:
    """Return where an element ends, sign by sign, each rule as it is said."""
    opened: list[str] = []
    comma = -1
    for token in _SIGN.finditer(text, place, place + table_json.LONGEST):
        said, at = token.group(), token.start()
        key = opened[-1:] == ["{"] and comma >= 0 and not text[comma:at].strip()
        if (said == "," and not opened) or (said == "{" and (key or (not opened and at > place))):
            return at
        if said == ",":
            comma = token.end()
        elif said in "{[":
            opened.append(said)
        elif said in "}]":
            if not closed(opened, "{" if said == "}" else "["):
                return at
            if not opened:
                return token.end()
        elif inverted := re.search(r"\}\s*,\s*(\{)\s*\"$", said):
            return at + inverted.start(1)
    return -1


def closed(opened: list[str], opening: str) -> bool:
    """Close the innermost bracket of a sort and all within; false when none is open."""
    if opening not in opened:
        return False
    while opened.pop() != opening:
        pass
    return True


_PIECES = some.sampled_from(
    ["{", "{{", "[", "[[", "}", "}}", "]", "]]]", ",", ",, ", " ", "\n", '"', '"}, {"', "a", "\\"]
)


@settings(max_examples=2_000, deadline=None)
@given(some.lists(_PIECES, max_size=24).map("".join), some.integers(0, 2))
def test_runs_of_brackets_end_where_brackets_one_by_one_do(text: str, place: int) -> None:
    assert table_json.end_of_broken(text, place) == plainly(text, place)


def test_of_a_list_with_a_broken_element_the_others_are_read() -> None:
    raw = b'[{"a":1},{"a":[[[no]]]},{"a":2},{"a" {{ 3}},{"a":4}]'
    read = [(each.found, each.why != "") for each in table_json.elements(io.BytesIO(raw), "utf-8")]
    assert read == [({"a": "1"}, False), (None, True), ({"a": "2"}, False), (None, True), ({"a": "4"}, False)]
