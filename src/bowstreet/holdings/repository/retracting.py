"""What of some records was said by some imports alone: nothing of an officer's or of another import is in them."""

from collections.abc import Collection

from bowstreet.holdings.repository import models, rows


def said_alone(*, acts: Collection[str], records: Collection[str]) -> set[str]:
    """Return of some records those whose versions were all written by some imports, and that no other spoke of."""
    held = {row.id: uid for uid, row in rows.by_uids(records).items()}
    others = models.Version.objects.filter(record_id__in=held).exclude(act__in=list(acts))
    spoken = models.Mention.objects.filter(record_id__in=held).exclude(act__in=list(acts))
    touched = {*others.values_list("record_id", flat=True), *spoken.values_list("record_id", flat=True)}
    return {uid for id, uid in held.items() if id not in touched}
