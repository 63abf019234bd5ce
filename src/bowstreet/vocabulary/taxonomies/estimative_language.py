"""MISP ``estimative-language``: words for how likely something is, and how sure one is of that.

The ranges are those by which our own pages use the same words.
"""

from bowstreet.vocabulary.taxonomies.taxonomy import MISP_LICENCE, MISP_SOURCE, Taxonomy

TAXONOMY = Taxonomy(
    namespace="estimative-language",
    title="How likely, and how sure",
    source=f"{MISP_SOURCE}, estimative-language; after Intelligence Community Directive 203",
    licence=MISP_LICENCE,
    version="5",
    predicates={"likelihood-probability": "How likely", "confidence-in-analytic-judgment": "How sure"},
    values={
        "likelihood-probability": {
            "almost-no-chance": "Almost no chance (1 to 5 %)",
            "very-unlikely": "Very unlikely (5 to 20 %)",
            "unlikely": "Unlikely (20 to 45 %)",
            "roughly-even-chance": "Roughly even (45 to 55 %)",
            "likely": "Likely (55 to 80 %)",
            "very-likely": "Very likely (80 to 95 %)",
            "almost-certain": "Almost certain (95 to 99 %)",
        },
        "confidence-in-analytic-judgment": {
            "low": "Low confidence",
            "moderate": "Moderate confidence",
            "high": "High confidence",
        },
    },
)
"""The taxonomy ``estimative-language``."""
