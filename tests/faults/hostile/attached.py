"""What is attached to a record: shown only as the picture that its first bytes say it is, and not where it is huge."""

from functools import partial

from tests.faults.hostile import names, pictures
from tests.faults.hostile.corpus import REFUSED, TAKEN, Room

room = Room()

_LARGE = (
    "144 megapixels", "a png that lies", "a jpeg of 144 megapixels", "a gif of 144 megapixels",
    "a webp of 144 megapixels", "a picture and a script",
)  # fmt: skip
_SHOWN = (
    "a picture and a page", "a picture with a page in its words", "a picture and a program in PHP",
    "a picture and an archive",
)  # fmt: skip
_NOT_SHOWN, _TOO_LARGE = "This file is not shown here", "it is not drawn here"

for each in pictures.NAMES:
    becomes = TAKEN if each in _SHOWN else REFUSED
    says = "" if each in _SHOWN else _TOO_LARGE if each in _LARGE else _NOT_SHOWN
    room.add(f"{each}, attached", becomes, partial(pictures._write, name=each), says)

for one in names.room.files:
    if one.name.startswith("a name"):
        room.add(f"{one.name}, attached", REFUSED, one.write, _NOT_SHOWN)
