"""Invented answers of the paste box and of the search for handles written alike."""

from dataclasses import replace
from datetime import date

from tests.interfaces.web import sample_answers as sample

from bowstreet.holdings.repository.answers import Facet, Option
from bowstreet.holdings.repository.checking import MAY_BE_JA3, TOO_COMMON, Checked, CheckPage, Holder
from bowstreet.holdings.repository.gathering import Gathered
from bowstreet.holdings.repository.hitting import CheckHit
from bowstreet.holdings.repository.near import BEHIND, NearHit, NearPage
from bowstreet.vocabulary.kinds import alone, catalogue
from bowstreet.vocabulary.selectors import Selector, SelectorType

_T = SelectorType
_KEY = "8C1F22A09D4EB3710F5A6C2D91E04B7735D8AA16"
_WALLET = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
_HOLDERS = tuple(
    Holder(hit.id, "".join(piece.text for piece in hit.title), hit.kind_label, hit.docket.owner.slug)
    for hit in sample.hits(3)
)


def _told(line: int, type: SelectorType, value: str, holders: tuple[Holder, ...] = (), more: int = 0) -> Checked:
    one, known = Selector(type, value), bool(holders)
    return Checked(line, type.value, value, "known" if known else "unknown", known, (), one.shown(), holders, more,
                   alone.kind_of(one), "", () if known else alone.homes_of(one))  # fmt: skip


def _none(line: int, text: str, why: str) -> Checked:
    return Checked(line, None, text, "not_an_identifier", False, (), text, (), 0, None, why)


_OWNERS = tuple(dict.fromkeys(hit.docket.owner for hit in sample.hits(3)))
_HITS = tuple(
    CheckHit(each.slug, each.contact, f"H7K2-9QXD-4M3{letter}") for each, letter in zip(_OWNERS, "PQR", strict=False)
)
_LONG = CheckHit(_OWNERS[0].slug, sample.HOSTILE, "ABCD-EFGH-2345")
_HELD = (
    replace(_told(12, _T.BITCOIN, _WALLET), answer="hit", hits=_HITS),
    replace(_told(13, _T.HANDLE, "saltmarket:quietharbour", _HOLDERS[:1]), answer="hit", hits=(_LONG,), why=TOO_COMMON),
)

_RESULTS = (
    *_HELD,
    _told(1, _T.PGP_FINGERPRINT, _KEY, _HOLDERS, 41_205),
    _told(2, _T.HANDLE, "saltmarket:quietharbour", _HOLDERS[:1]),
    _told(4, _T.BITCOIN, _WALLET),
    _told(5, _T.URL, "https://a-rather-long-name-of-a-site.quay-market.example.org/login?next=%2Forders%2F12"),
    _told(5, _T.DOMAIN, "a-rather-long-name-of-a-site.quay-market.example.org"),
    _told(7, _T.EMAIL, "quietharbour@example.org"),
    _told(9, _T.HANDLE, f"saltmarket:{sample.HOSTILE}"),
    Checked(8, "pgp_fingerprint", "E7D7" * 8, "unknown", False, (), "E7D7 " * 8, (), 0, None, MAY_BE_JA3),
    _none(3, "nightbaker", "A name alone is no identifier: give its market or forum too, as in handle:MARKET:NAME."),
    _none(11, sample.HOSTILE, "No identifier stands in this line."),
)
_TEXT = f"{_KEY}\nhandle:Saltmarket:quietharbour\nnightbaker\n{sample.HOSTILE}"
CHECKED = CheckPage(_RESULTS, 0, 10_000, 1_000, _TEXT, capped=True)
BLANK = CheckPage((), 0, 0, None)
NONE_FOUND = CheckPage(_RESULTS[-1:], 0, 1, None, sample.HOSTILE)
AGENCIES = {hit.docket.owner.slug: hit.docket.owner for hit in sample.hits(3)}
OFFERED = tuple(f"{each.type}:{each.value}" for each in _RESULTS if each.answer == "unknown" and each.kind)
LABELS = {code: kind.label for code, kind in catalogue.ALL.items()}
PROPOSED = Gathered((), 0, (*_HOLDERS, Holder(sample.ID, sample.HOSTILE, "PGP key", "desk-noord")))
RECORDED = Gathered((*_HOLDERS, Holder(sample.ID, sample.HOSTILE, "Vendor account", "desk-noord")), 2)

_WRITTEN = (
    ("quiet_harbour-official", "Same when a suffix or prefix is left out."),
    ("qu1etharb0ur", "Same when 0 is read as o and 1 is read as i or l."),
    (sample.HOSTILE, "Two signs differ."),
)
_MARKETS = Facet(
    "market", "Market", (Option("saltmarket", "Saltmarket", "14", True), Option("agora", "Agora", "9", False))
)
NEAR = NearPage(
    "quietharbour",
    ("quietharbour",),
    tuple(
        NearHit(hit, written, "quietharbour", reason)
        for hit, (written, reason) in zip(sample.hits(3), _WRITTEN, strict=True)
    ),
    23,
    "23",
    (
        Facet(
            "market", "Market", (Option("saltmarket", "Saltmarket", "14", True), Option("agora", "Agora", "9", False))
        ),
    ),
    "cursor-2",
    "",
)
NEAR_NOTHING = NearPage("", (), (), 0, "0", (), None, "", None)
NEAR_BEHIND = NearPage("quietharbour", ("quietharbour",), (), 0, "0", (), None, BEHIND)
NEAR_EMPTY = NearPage("quietharbour", ("quietharbour",), (), 0, "0", (), None, "", date(2026, 3, 2))
