"""Every taxonomy by its namespace, and what a tag says in our words."""

from bowstreet.vocabulary.taxonomies import (
    admiralty_scale,
    dark_web,
    drugs,
    dwva,
    estimative_language,
    europol_event,
    europol_incident,
    pap,
    tlp,
)
from bowstreet.vocabulary.taxonomies.taxonomy import Tag, Taxonomy, read

ALL: dict[str, Taxonomy] = {
    module.TAXONOMY.namespace: module.TAXONOMY
    for module in (
        dark_web,
        drugs,
        dwva,
        europol_event,
        europol_incident,
        estimative_language,
        admiralty_scale,
        tlp,
        pap,
    )
}
"""All taxonomies, in the order in which pages list them."""

_LABELS: dict[Tag, str] = {entry.tag: entry.label for each in ALL.values() for entry in each.entries()}


def label(text: str) -> str:
    """Return what a tag says in our words; empty for a tag that no taxonomy here has.

    >>> label('dark-web:topic="mixer"'), label("tlp:red"), label('dark-web:topic="x"')
    ('Mixer of cryptocurrency', 'TLP:RED, for the persons addressed alone', '')
    """
    tag = read(text)
    return _LABELS.get(tag, "") if tag else ""


def shown(text: str) -> str:
    """Return a tag for people: our words with the tag behind them, else the tag as it is.

    >>> shown("tlp:green"), shown("workflow:todo")
    ('TLP:GREEN, for the community (tlp:green)', 'workflow:todo')
    """
    said = label(text)
    return f"{said} ({text})" if said else text
