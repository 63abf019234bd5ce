"""What a reader of an exchange format yields: each thing with its own text, and the drafts that it became."""

from dataclasses import dataclass
from datetime import datetime

from bowstreet.formats.exchange.leaving import Bundle, Leaving
from bowstreet.formats.exchange.losses import Loss
from bowstreet.vocabulary.drafts import Draft
from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.evaluation import Grade
from bowstreet.vocabulary.handling import Classification, HandlingCode, Pap, Scope, Tlp
from bowstreet.vocabulary.judging import Verdict


@dataclass(frozen=True)
class Marks:
    """How a source asks that a thing be handled and weighed; None where it says nothing. The stricter counts.

    ``envelope`` is the whole one, where the source carries it in a form of ours; its owner is who the source says.
    ``handling`` with ``h3_text`` and ``classification`` may be said beside it or without it. ``scope`` is the widest to
    whom the source opens it. ``foreign_grading`` is a grade of another scheme, verbatim; ``tags`` are all that the
    source tags it with, as it writes them (``vocabulary.taxonomies`` says what they mean). ``giver`` is whose codes
    they are where there is no envelope, empty where the format does not say.
    """

    tlp: Tlp | None = None
    pap: Pap | None = None
    grade: Grade | None = None
    envelope: Envelope | None = None
    scope: Scope | None = None
    foreign_grading: str = ""
    tags: tuple[str, ...] = ()
    handling: frozenset[HandlingCode] = frozenset()
    h3_text: str = ""
    classification: Classification | None = None
    giver: str = ""


@dataclass(frozen=True)
class Judged:
    """What a source holds of two drafts, each named by its kind and its natural key or the id it is known as.

    ``homes`` are their ids at their giver, where those say which of several with one key are meant.
    """

    left: tuple[str, str]
    right: tuple[str, str]
    verdict: Verdict
    ground: str = ""
    by: str = ""
    at: datetime | None = None
    homes: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Remark:
    """What the standard of a format says against a thing: why in a sentence, and the place in the thing.

    ``binds``: the standard asks it (MUST); without, it recommends it (SHOULD).
    """

    why: str
    place: str = ""
    binds: bool = True


@dataclass(frozen=True)
class Piece:
    """One thing of a source: an object, an attribute, a tag, an entry of a list.

    ``id`` and ``sort`` are in the format's own words, ``text`` is the thing exactly as it stands in the source and
    ``at`` the byte where it begins. ``drafts`` cite ``piece:<number>``, the number of the piece from 1; whoever admits
    them puts the observation in its place. A draft links to drafts of other pieces by kind and natural key; one whose
    kind has no natural key is known by ``Draft.known_as``, the id that the source gives it. ``judged`` are what the
    source holds of two of its things. ``revoked``: the source takes the thing back. ``carried`` are the versions of one
    record that the thing carries in our own form. ``source`` names the file that it stands in where several are one
    source. ``remarks`` are what the standard says against the thing.
    """

    number: int
    id: str
    sort: str
    text: str
    at: int
    name: str = ""
    created: str = ""
    modified: str = ""
    drafts: tuple[Draft, ...] = ()
    marks: Marks = Marks()
    judged: tuple[Judged, ...] = ()
    revoked: bool = False
    carried: tuple[Leaving, ...] = ()
    source: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def is_amiss(self) -> bool:
        """Say whether the thing is not as its standard asks."""
        return any(each.binds for each in self.remarks)


@dataclass(frozen=True)
class Refused:
    """A part of a source that was not taken: where it begins, why in a sentence, and in which file of several."""

    at: int
    place: str
    sentence: str
    source: str = ""


@dataclass(frozen=True)
class Exchanged:
    """A source as read: all its pieces, what was refused of it, and what found no home in the drafts.

    ``refused`` with no pieces is a source that is not usable at all. ``bundle`` is what it carries in our own form:
    the records of another Bowstreet as they left it, version by version.
    """

    format: str
    pieces: tuple[Piece, ...] = ()
    refused: tuple[Refused, ...] = ()
    losses: tuple[Loss, ...] = ()
    bundle: Bundle | None = None
