"""MISP ``admiralty-scale``: source and information as NATO grades them.

It is another scheme than ours (``evaluation``). A grade that came in it is kept as it came and never converted. Ours is
said in it by the table here and by nothing else; what the table says of the accuracy is coarser, because the two ask
different things: ours how the source knows it, theirs how probable it is.
"""

from typing import Final

from bowstreet.vocabulary.evaluation import Grade, InfoAccuracy, SourceReliability
from bowstreet.vocabulary.taxonomies.taxonomy import MISP_LICENCE, MISP_SOURCE, Tag, Taxonomy

_SOURCE, _INFORMATION = "source-reliability", "information-credibility"

TAXONOMY = Taxonomy(
    namespace="admiralty-scale",
    title="Admiralty scale",
    source=f"{MISP_SOURCE}, admiralty-scale",
    licence=MISP_LICENCE,
    version="5",
    predicates={_SOURCE: "Source", _INFORMATION: "Information"},
    values={
        _SOURCE: {
            "a": "Source completely reliable",
            "b": "Source usually reliable",
            "c": "Source fairly reliable",
            "d": "Source not usually reliable",
            "e": "Source unreliable",
            "f": "Source cannot be judged",
            "g": "Source deceives on purpose",
        },
        _INFORMATION: {
            "1": "Confirmed by other sources",
            "2": "Probably true",
            "3": "Possibly true",
            "4": "Doubtful",
            "5": "Improbable",
            "6": "Truth cannot be judged",
        },
    },
)
"""The taxonomy ``admiralty-scale``."""

OF_SOURCE: Final = {
    SourceReliability.A: "a",
    SourceReliability.B: "b",
    SourceReliability.C: "d",
    SourceReliability.X: "f",
}
"""The letters say the same in other words; what we call C, unreliable in most instances, is their D."""

OF_ACCURACY: Final = {
    InfoAccuracy.ONE: "2",
    InfoAccuracy.TWO: "3",
    InfoAccuracy.THREE: "3",
    InfoAccuracy.FOUR: "6",
}
"""Never more than we say: nothing of ours claims that other sources confirmed it."""


def said(grade: Grade) -> tuple[tuple[Tag, Tag], bool]:
    """Return a grade of ours in the two tags of the scale, and whether they say it with fewer distinctions.

    >>> from bowstreet.vocabulary.evaluation import UNGRADED
    >>> [str(each) for each in said(Grade.read("B2"))[0]], said(UNGRADED)[1]
    (['admiralty-scale:source-reliability="b"', 'admiralty-scale:information-credibility="3"'], False)
    """
    source = Tag(TAXONOMY.namespace, _SOURCE, OF_SOURCE[grade.source])
    information = Tag(TAXONOMY.namespace, _INFORMATION, OF_ACCURACY[grade.accuracy])
    return (source, information), grade.accuracy is not InfoAccuracy.FOUR
