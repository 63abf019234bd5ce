"""The words that telephones, papers and officers write before a number, in whatever form they write them.

``IMEI 1:``, ``IMEI (slot 2) =``, ``chassis no``, ``Kenteken:``. In German a vehicle's number is called FIN and was
called Fahrgestellnummer (kfz-versicherung.co, autorevue.at); the other words are those in use as far as we know them
(unverified). A word alone makes nothing an identifier: what stands behind it must be one.
"""

import re

from bowstreet.vocabulary.selector_types import SelectorType

_T = SelectorType
IMEI = r"imei(?: ?/ ?(?:sv|meid))?(?: ?\(? ?(?:(?:slot|sim|card|karte) ?)?[1-9] ?\)?)?"
VIN = (
    r"(?:vin|fin|chassis|fahrgestell|chassisnummer|fahrgestellnummer|fahrzeug-?identifi(?:kations|zierungs)nummer"
    r"|vehicle identification)"
)
PLATE = (
    r"(?:(?:licen[cs]e|number|registration|vehicle)[ -]?plate|plate|licence|registration|reg|vrm"
    r"|kenteken|nummerplaat|(?:kfz[ -])?kennzeichen|nummernschild"
    r"|targa|matricule|immatriculation|matr[i\u00ed]cula)"
)
NUMBER = r"(?:[ -]?(?:no|nr|num|number|nummer|code|id)\b\.?)?"
"""What may follow such a word."""

PLATE_NUMBER = (
    r"(?:[ -]?(?:nr|num|number|nummer|code|id)\b\.?"
    r"|[ -]?no\b\.?(?=[ .:=#]{1,4}(?:[A-Z]{2} ?:|[^\r\n]{2,20}[(\[][A-Z]{2}[)\]])))?"
)
"""The same before a plate, where NO is Norway unless a country follows."""

_BEHIND = r"[ \t]{0,3}(?:[:=#][ \t]{0,3}|[ \t])"
_LABELS = tuple(
    (re.compile(rf"{word}{number}{_BEHIND}(?P<it>\S.*)", re.IGNORECASE | re.DOTALL), sort)
    for word, number, sort in (
        (IMEI, NUMBER, _T.IMEI), (VIN, NUMBER, _T.VIN), (PLATE, PLATE_NUMBER, _T.LICENCE_PLATE),
        ("signal", "(?: ?(?:id|name|user|username))?", _T.SIGNAL),
    )
)  # fmt: skip


def labelled(text: str) -> tuple[SelectorType, str] | None:
    """Return the type that the word at the beginning of a text names, and what stands behind it.

    >>> labelled("IMEI (slot 1): 354178036859789"), labelled("virtue: 12")
    ((<SelectorType.IMEI: 'imei'>, '354178036859789'), None)
    >>> [labelled(each)[1] for each in ("Kenteken NL:12-ABC-3", "plate no NL:12-ABC-3", "plate NO:AB12345")]
    ['NL:12-ABC-3', 'NL:12-ABC-3', 'NO:AB12345']
    """
    for label, sort in _LABELS:
        if found := label.fullmatch(text):
            return sort, found["it"]
    return None
