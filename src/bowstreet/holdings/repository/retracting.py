"""Which records an import made or spoke of, and what of them some imports said alone."""

from collections.abc import Collection

from bowstreet.holdings.repository import models, rows, writing


def said_alone(*, acts: Collection[str], records: Collection[str]) -> set[str]:
    """Return of some records those whose versions were all written by some imports, and that no other spoke of.

    That its giver marked one anew says nothing of it.
    """
    held = {row.id: uid for uid, row in rows.by_uids(records).items()}
    others = models.Version.objects.filter(record_id__in=held).exclude(act__in=list(acts))
    others = others.exclude(act="", what=writing.OBEYED)
    spoken = models.Mention.objects.filter(record_id__in=held).exclude(act__in=list(acts))
    touched = {*others.values_list("record_id", flat=True), *spoken.values_list("record_id", flat=True)}
    return {uid for id, uid in held.items() if id not in touched}


def spoken_of(act: str) -> set[str]:
    """Return the records that an import made, those aside that were marked otherwise since, and those it spoke of."""
    twins = models.Twin.objects.filter(act=act).values("terms_id")
    made = models.Record.objects.filter(terms_id__in=twins).values_list("uid", flat=True)
    return {*made, *models.Mention.objects.filter(act=act).values_list("record__uid", flat=True)}
