"""How each invented person writes: habits that come through most of the time, never all of the time.

A habit is a preference among ways that others have too. So two texts of one person are more alike than two of two
persons, and no single word gives anybody away.
"""

import random
from dataclasses import dataclass, replace

from bowstreet.interfaces.demonstration.drawing import some

HOLDS = 0.78
"""How often a habit comes through."""

_TOPICS: dict[str, tuple[str, ...]] = {
    "greeting": ("hello {them}", "welcome to my page", "hi there {them}", "good day", "greetings {them}",
                 "thanks for looking by"),
    "post": ("we post from {country} every working day", "orders before noon leave the same day",
             "shipping within {hours} hours after payment", "post goes out monday to friday",
             "I ship on tuesday {and} friday only", "sent with the normal post, no signature"),
    "packing": ("vacuum sealed {and} double bagged", "packed so that a dog walks past it", "stealth is our first rule",
                "no smell, no sound, looks like a business letter", "every parcel is cleaned {and} sealed twice",
                "packing is changed every month"),
    "quality": ("always tested in a lab before we sell it", "what you see on the picture is what you get",
                "I sell only what I use myself", "same batch since spring", "ask for the test result, I send it",
                "no cut, no games"),
    "refund": ("half back if it does not arrive", "reship for {them} with more than ten deals",
               "no refund for first orders, sorry", "full reship inside europe",
               "we look at each case {and} find a way", "refunds only through the market"),
    "contact": ("write to me encrypted or not at all", "message first for larger amounts",
                "please read everything before you ask", "support answers in the evening",
                "use the key below for your address", "do not send your address in clear text"),
    "finish": ("stay safe {them}", "leave honest feedback please", "see you next time", "thank you for your trust",
               "all the best from our team", "happy to do business with you"),
}  # fmt: skip
_SLIPS = (("receive", "recieve"), ("definitely", "definately"), ("address", "adress"), ("which", "wich"),
          ("because", "becouse"), ("always", "allways"), ("business", "buisness"), ("before", "befor"),
          ("until", "untill"), ("please", "pls"), ("with", "w/"), ("you", "u"), ("larger", "bigger"),
          ("encrypted", "crypted"), ("parcel", "package"), ("arrive", "arive"), ("feedback", "fb"),
          ("shipping", "shiping"), ("amounts", "ammounts"), ("cleaned", "clean"))  # fmt: skip
_THEM = ("friends", "mate", "my friend", "guys", "buyers", "everybody", "bro", "dear customer")
_AND = ("and", "and", "and", "&", "+", "n")
_STOPS = (". ", ". ", ". ", "! ", "... ", ".  ", " - ", "; ")
_TITLES = ("{amount}{unit} {good} {word}", "{good} {word} {amount} {unit}", "{good} - {word} - {amount}{unit}",
           "{amount} {unit} of {word} {good}", "{good} ({word}), {amount} {unit}", "*{word}* {good} {amount}{unit}",
           "{amount}x {good} {word}", "{good} | {word} | {amount} {unit}")  # fmt: skip
_UNITS = {"g": ("g", "g", "gr", "gram", "grams", "G"), "pcs": ("pcs", "x", "pieces", "pc", "units"),
          "months": ("months", "month", "m")}  # fmt: skip
_MARKS = ("", "", "", " :)", " ;)", " <3", " //")


@dataclass(frozen=True)
class Style:
    """The habits of one person."""

    case: str
    stop: str
    them: str
    joiner: str
    mark: str
    order: tuple[str, ...]
    liked: tuple[tuple[str, str], ...]
    slips: tuple[tuple[str, str], ...]
    titles: tuple[str, ...]
    units: tuple[tuple[str, str], ...]
    hours: int


def style(lot: random.Random) -> Style:
    """Draw the habits of a person."""
    left_out = some(lot, tuple(_TOPICS), 1, 3)
    order = [each for each in _TOPICS if each not in left_out]
    if lot.random() < 0.5:
        lot.shuffle(order)
    return Style(
        case=lot.choice(("normal", "normal", "normal", "lower", "lower", "loud")),
        stop=lot.choice(_STOPS), them=lot.choice(_THEM), joiner=lot.choice(_AND), mark=lot.choice(_MARKS),
        order=tuple(order), liked=tuple((topic, lot.choice(ways)) for topic, ways in _TOPICS.items()),
        slips=tuple(lot.sample(_SLIPS, lot.randint(1, 5))), titles=some(lot, _TITLES, 1, 2),
        units=tuple((unit, lot.choice(ways)) for unit, ways in _UNITS.items()), hours=lot.choice((12, 24, 36, 48)),
    )  # fmt: skip


def masked(style: Style, lot: random.Random) -> Style:
    """Return the habits of somebody who tries to write otherwise: what one sees of oneself changes, the rest stays."""
    return replace(style, case=lot.choice(("normal", "lower")), them=lot.choice(_THEM), mark="", titles=(_TITLES[1],))


def about(style: Style, lot: random.Random, country: str, more: str = "") -> str:
    """Return what a person says of the own shop; ``more`` stands before the end as it is."""
    said = [_sentence(style, lot, topic, country) for topic in style.order]
    text = style.stop.join(said).strip()
    return f"{text}{_end(style)}{more and ' ' + more}{style.mark if lot.random() < HOLDS else ''}"


def line(style: Style, lot: random.Random, text: str) -> str:
    """Return a sentence as a person would type it."""
    return _cased(style, _slipped(style, lot, text)) + _end(style) + (style.mark if lot.random() < 0.4 else "")


def title(style: Style, lot: random.Random, *, good: str, word: str, amount: int, unit: str) -> str:
    """Return the title of a listing."""
    way = lot.choice(style.titles if lot.random() < HOLDS else _TITLES)
    made = way.format(good=good, word=word, amount=amount, unit=dict(style.units)[unit])
    return made.upper() if style.case == "loud" and lot.random() < 0.5 else made


def _sentence(style: Style, lot: random.Random, topic: str, country: str) -> str:
    way = dict(style.liked)[topic] if lot.random() < HOLDS else lot.choice(_TOPICS[topic])
    joiner = style.joiner if lot.random() < HOLDS else "and"
    filled = way.format(them=style.them, **{"and": joiner, "country": country, "hours": style.hours})
    return _cased(style, _slipped(style, lot, filled))


def _slipped(style: Style, lot: random.Random, text: str) -> str:
    for right, wrong in style.slips:
        if right in text and lot.random() < HOLDS:
            text = text.replace(right, wrong)
    return text


def _cased(style: Style, text: str) -> str:
    if style.case == "lower":
        return text.lower()
    if style.case == "loud" and len(text) % 3 == 0:
        return text.upper()
    return text[:1].upper() + text[1:]


def _end(style: Style) -> str:
    return style.stop.strip() if style.stop.strip() in (".", "!", "...") else "."
